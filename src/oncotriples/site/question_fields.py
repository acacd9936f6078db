"""The parameters of a question as fields of a form, with the things that may be meant."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from oncotriples.iris import expand
from oncotriples.namespaces import BASE
from oncotriples.questions.saved import Parameter, SavedQuery
from oncotriples.render.question_view import Field
from oncotriples.render.views import Text
from oncotriples.site.index import Index, Thing
from oncotriples.site.reading import Reader
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["EXPECTED", "OPTIONS", "Fields"]

OPTIONS = 500
"""The most things that are offered for a field."""

EXPECTED = {
    "iri": "an IRI, short or whole",
    "text": "text without broken characters",
    "integer": "a whole number of at most 18 digits",
    "decimal": "a decimal number such as 12.5",
}
"""What a value must be, by the type of its parameter: as an error of the command line says it."""

_CLAIM = "EvidenceAssertion"


class Fields:
    """Makes fields. It remembers what it offered: many questions ask about the same kinds of things."""

    def __init__(self, index: Index, vocabulary: Vocabulary, reader: Reader) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._reader = reader
        self._like = lru_cache(maxsize=64)(self._things_like)

    def of(self, query: SavedQuery) -> tuple[Field, ...]:
        """The fields of a question, in the order of its parameters."""
        return tuple(self._field(parameter) for parameter in query.params.values())

    def _field(self, parameter: Parameter) -> Field:
        value = (parameter.example if parameter.default is None else parameter.default) or ""
        is_iri = parameter.type == "iri"
        return Field(
            name=parameter.name,
            type=parameter.type,
            value=value,
            has_default=parameter.default is not None,
            expected=EXPECTED[parameter.type],
            example=parameter.example or value,
            options=self._like(expand(value)) if is_iri else (),
            shown=self._reader.link(expand(value)) if is_iri else Text(value),
        )

    def _things_like(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Address and name of the things of the same kind, in the order of their names.

        If they are too many, only those that stand nearest: sections of the same summary, rather than of all.
        """
        thing = self._index.thing(iri)
        if thing is None or not thing.path:
            return ()
        folder, _, _ = thing.path.rpartition("/")
        found: list[Thing] = []
        while folder:
            wider = list(islice(self._below(folder, thing), OPTIONS + 1))
            if len(wider) > OPTIONS and found:
                break
            found = wider[:OPTIONS]
            folder, _, _ = folder.rpartition("/")
        return tuple((one.iri.removeprefix(BASE), one.label) for one in sorted(found, key=_by_name))

    def _below(self, folder: str, thing: Thing) -> Iterator[Thing]:
        for one in self._index.pages(f"{folder}/", f"{folder}0"):
            if one.kind == thing.kind or (self._is_claim(one) and self._is_claim(thing)):
                yield one

    def _is_claim(self, thing: Thing) -> bool:
        return self._vocabulary.is_a(thing.kind, _CLAIM)


def _by_name(thing: Thing) -> tuple[str, str]:
    return thing.label.casefold(), thing.iri
