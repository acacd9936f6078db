"""What has to be told wherever a thing is named: of when it is, whether it stands, which level it has."""

from functools import lru_cache
from types import MappingProxyType

from oncotriples.evidence.standings import Standing
from oncotriples.namespaces import PREFIXES
from oncotriples.render.views import Note
from oncotriples.site.index import Index, Thing
from oncotriples.site.terms import text_of
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["Notes"]

_KNOWN = 10_000  # editions of places that a process remembers
# Of what speaks against an article; that nobody looked, or that PubMed does not have it, says nothing of it.
_TONES = MappingProxyType(
    {
        Standing.CORRECTED: "caution",
        Standing.CONCERN: "bad",
        Standing.RETRACTED: "bad",
    }
)
_ONCT = PREFIXES["onct"]
_STANDING, _WEAKEST = f"{_ONCT}standing", f"{_ONCT}weakestStanding"
_STATED_IN, _LEVEL = f"{_ONCT}statedIn", f"{_ONCT}levelOfEvidence"
_SUPERSEDED = f"{_ONCT}supersededBy"
_NOTATION = f"{PREFIXES['skos']}notation"
_DEPRECATED = f"{PREFIXES['owl']}deprecated"


class Notes:
    """Reads the notes of things from an index."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self.edition_of = lru_cache(maxsize=_KNOWN)(self._edition_of)
        """The edition in which a place stands, or of which a thing is one; an empty text where there is none."""
        self.of_edition = lru_cache(maxsize=_KNOWN)(self._of_edition)
        """As-of date of an edition, and that it is superseded where it is."""

    def of(self, thing: Thing) -> tuple[Note, ...]:
        """The notes that stand beside the name of a thing, in their order."""
        if self._vocabulary.is_a(thing.kind, "EvidenceAssertion"):
            return self._of_claim(thing.iri)
        if self._vocabulary.is_a(thing.kind, "SummaryEdition"):
            return self.of_edition(thing.iri)
        values = dict(self._index.said(thing.iri))
        if _DEPRECATED in values:
            return (Note("withdrawn", "caution"),)
        return (self._standing(values[_STANDING]),) if _STANDING in values else ()

    def edition_of_claim(self, iri: str) -> str:
        """The edition that makes a claim, or an empty text."""
        place = dict(self._index.said(iri)).get(_STATED_IN, "")
        return self.edition_of(place[1:-1]) if place else ""

    def _of_claim(self, iri: str) -> tuple[Note, ...]:
        values = dict(self._index.said(iri))
        notes = [Note(f"level {self._notation(values[_LEVEL])}")] if _LEVEL in values else []
        if place := values.get(_STATED_IN):
            notes += self.of_edition(self.edition_of(place[1:-1]))
        weakest = values.get(_WEAKEST)
        return (*notes, self._standing(weakest) if weakest else Note("cites no article", "caution"))

    def _of_edition(self, edition: str) -> tuple[Note, ...]:
        values = dict(self._index.said(edition))
        date, year = values.get(f"{_ONCT}editionDate"), values.get(f"{_ONCT}notBefore")
        when = text_of(date) if date else f"undated, not before {text_of(year)}" if year else "undated"
        as_of = Note(f"as of {when}" if date else when)
        return (as_of, Note("superseded edition", "caution")) if _SUPERSEDED in values else (as_of,)

    def _edition_of(self, iri: str) -> str:
        met: set[str] = set()
        while iri and iri not in met:
            met.add(iri)
            thing = self._index.thing(iri)
            if thing is None:
                return ""
            if self._vocabulary.is_a(thing.kind, "SummaryEdition"):
                return iri
            iri = thing.parent
        return ""

    def _standing(self, term: str) -> Note:
        code = term[1:-1]
        thing = self._index.thing(code)
        slug = code.rpartition("/")[2]
        label = thing.label if thing else slug.replace("-", " ")
        if slug == Standing.STANDING:
            return Note("stands", "good")
        tone = next((tone for standing, tone in _TONES.items() if slug == standing), "")
        return Note(label, tone) if tone else Note(f"standing {label}")

    def _notation(self, term: str) -> str:
        notation = dict(self._index.said(term[1:-1])).get(_NOTATION)
        return text_of(notation) if notation else term[1:-1].rpartition("/")[2]
