"""From the index of a release to what a page shows of one thing, and to the data that stand beside the page."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

import pyoxigraph as ox

from oncotriples.graph.house import predicate_key
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE, XSD, compact
from oncotriples.release.version import LICENSE
from oncotriples.render.views import Back, Link, Note, Part, ResourceView, Row, Text
from oncotriples.site.index import Index, Thing
from oncotriples.site.kinds import elsewhere, identifiers_of, list_of, schema_type
from oncotriples.site.notes import Notes
from oncotriples.site.standing import PARTS
from oncotriples.site.terms import parsed, statement, text_of
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["Reader", "natural"]

_SHOWN = 100  # things listed for one property that points here; the data has them all
_PARTS = 200  # parts told of on the page of what they are part of; of more it has the names, the data all
_CREDITED = 12  # editions named on a page; the others are counted
_ONCT, _SKOS, _DCTERMS = PREFIXES["onct"], PREFIXES["skos"], PREFIXES["dcterms"]
_PREF, _ALT, _DEFINITION = f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}definition"
_RIGHTS = f"{_DCTERMS}rights"
# The page says these in other words, or they only repeat what stands there.
_IMPLIED = frozenset((_PREF, _ALT, _DEFINITION, RDF_TYPE, f"{PREFIXES['rdfs']}label", f"{_SKOS}broaderTransitive"))
_PARENTAL = frozenset(_DCTERMS + name for name in ("isPartOf", "isVersionOf"))
# Of a part these serve to find it again, which is for programs; the data has them.
_TECHNICAL = frozenset(_ONCT + name for name in ("block", "start", "end", "blockDigest", "ordinal"))
# What people read of a page first: where its words stand, then what they point at, then how.
_PARTS_ORDER = ("row", "passage", "mark", "reference")
# Of numbers, days and the like nobody asks of which kind they are.
_PLAIN = frozenset(
    XSD + name for name in ("string", "integer", "decimal", "boolean", "date", "gYear", "gYearMonth", "anyURI")
)
_NUMBER = re.compile(r"([0-9]+)")
_DATASET = f"{BASE}dataset"


class Reader:
    """Makes the view and the triples of each page. One a process: it remembers what neighbors are called."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._notes = Notes(index, vocabulary)
        self._credit = lru_cache(maxsize=4096)(self._credit_of)

    def view(self, thing: Thing) -> ResourceView:
        """What the page of a thing with a page of its own shows."""
        said = parsed("".join(statement(thing.iri, *pair) for pair in self._index.said(thing.iri)))
        values = _by_predicate(said)
        contents, pointing = self._pointing(thing)
        inside = sorted(self._index.parts(thing.iri), key=_part_order)
        parts = tuple(self._part(iri) for iri in inside[:_PARTS])
        return ResourceView(
            iri=thing.iri,
            path=thing.path,
            label=thing.label,
            kind=thing.kind,
            kind_label=self._vocabulary.label(thing.kind) if thing.kind else "",
            kind_term=self._vocabulary.anchor(thing.kind) if thing.kind else "",
            definition=next(iter(_texts(values.get(_DEFINITION, ()))), ""),
            synonyms=tuple(sorted(set(_texts(values.get(_ALT, ()))))),
            crumbs=tuple(self._crumbs(thing)),
            notes=self._notes.of(thing) or self._notes_of_place(thing),
            rows=self._rows(values),
            contents=contents,
            back=pointing,
            parts=parts,
            more_parts=tuple(Link(self._part_label(iri), f"#{_anchor(iri)}") for iri in inside[_PARTS:]),
            credits=self._credits(thing, said, parts),
            schema_type=schema_type(self._vocabulary, thing.kind),
            identifiers=identifiers_of(values),
            elsewhere=elsewhere(thing.path, values),
            parts_file=f"{thing.path.rpartition('/')[2]}.parts.json"
            if self._vocabulary.is_a(thing.kind, "SummaryEdition")
            else "",
            same_as=tuple(sorted(term.value for term in values.get(f"{_SKOS}exactMatch", ()))),
        )

    def lines(self, thing: Thing) -> list[str]:
        """The triples beside a page as sorted lines of N-Triples: what is said of it and its parts, what points here.

        Beside the page of an edition stands the whole edition. One thing more is described: the page itself.
        """
        if self._vocabulary.is_a(thing.kind, "SummaryEdition"):
            lines = {statement(*row) for row in self._index.below(thing.iri)}
            told = [thing.iri]
        else:
            told = [thing.iri, *self._index.parts(thing.iri)]
            lines = {statement(iri, *pair) for iri in told for pair in self._index.said(iri)}
        lines |= {statement(back.subject, back.predicate, f"<{iri}>") for iri in told for back in self._index.back(iri)}
        return sorted(lines | set(self._described(thing)))

    def parts_file(self, thing: Thing) -> dict[str, bytes]:
        """Beside the page of an edition: on which page each of its parts stands, by the part's anchor."""
        if not self._vocabulary.is_a(thing.kind, "SummaryEdition"):
            return {}
        pages = {_anchor(iri): path for iri, path in self._index.parts_below(thing.iri).items()}
        return {PARTS: f"{json.dumps(pages, separators=(',', ':'))}\n".encode()}

    # --- What a page is made of ---

    def _rows(self, values: dict[str, list[ox.NamedNode | ox.Literal]]) -> tuple[Row, ...]:
        shown = sorted((name for name in values if name not in _IMPLIED), key=predicate_key)
        return tuple(self._row(name, values[name]) for name in shown)

    def _row(self, predicate: str, terms: Iterable[ox.NamedNode | ox.Literal]) -> Row:
        told = [self._value(term) for term in terms]
        return Row(
            self._vocabulary.label(predicate),
            self._vocabulary.anchor(predicate),
            self._vocabulary.definition(predicate),
            tuple(sorted(told, key=lambda value: natural(value.label if isinstance(value, Link) else value.text))),
        )

    def _value(self, term: ox.NamedNode | ox.Literal) -> Link | Text:
        if isinstance(term, ox.NamedNode):
            return self.link(term.value)
        datatype = "" if term.language or term.datatype.value in _PLAIN else compact(term.datatype.value)
        return Text(term.value, term.language or "", datatype)

    def link(self, iri: str) -> Link:
        """A thing by its name, with where it is told of and what has to be told beside it."""
        thing = self._index.thing(iri)
        if thing is None:
            term = self._vocabulary.anchor(iri)
            return Link(self._vocabulary.label(iri), term or (iri if iri.startswith(("http:", "https:")) else ""))
        if not thing.home:
            return Link(thing.label or compact(iri), iri if iri.startswith(("http:", "https:")) else "")
        if thing.path:
            return Link(thing.label, f"{thing.path}.html", self._notes.of(thing))
        home = self._index.thing(thing.home)
        return Link(
            self._part_label(iri),
            f"{home.path}.html#{_anchor(iri)}" if home else "",
            detail=self.edition_label(iri) or (home.label if home else ""),
        )

    def edition_label(self, place: str) -> str:
        """The edition in which a place stands, and that it is superseded where it is; else an empty text."""
        edition = self._notes.edition_of(place)
        thing = self._index.thing(edition) if edition else None
        if thing is None:
            return ""
        caution = [note.text for note in self._notes.of_edition(edition) if note.tone != "plain"]
        return f"{thing.label} ({', '.join(caution)})" if caution else thing.label

    def _pointing(self, thing: Thing) -> tuple[tuple[Link, ...], tuple[Back, ...]]:
        """What a thing contains, and what else points at it by property."""
        contents: list[Link] = []
        backs: list[Back] = []
        for predicate, group in groupby(self._index.back(thing.iri), key=lambda back: back.predicate):
            subjects = [back.subject for back in group]
            if predicate in _PARENTAL:
                inside = [iri for iri in subjects if (found := self._index.thing(iri)) and found.path]
                contents += [self.link(iri) for iri in sorted(inside, key=natural)]
            else:
                backs.append(self._back(predicate, subjects))
        return tuple(contents), tuple(sorted(backs, key=lambda back: back.label))

    def _back(self, predicate: str, subjects: list[str]) -> Back:
        links = [self.link(iri) for iri in sorted(subjects, key=natural)[:_SHOWN]]
        return Back(
            self._vocabulary.label(predicate),
            self._vocabulary.anchor(predicate),
            self._vocabulary.definition(predicate),
            tuple(sorted(links, key=lambda link: (link.detail, natural(link.label)))),
            len(subjects) - len(links),
        )

    def _part(self, iri: str) -> Part:
        thing = self._index.thing(iri)
        values = _by_predicate(parsed("".join(statement(iri, *pair) for pair in self._index.said(iri))))
        for implied in (*_PARENTAL, *_TECHNICAL):
            values.pop(implied, None)
        backs = [
            self._back(predicate, [back.subject for back in group])
            for predicate, group in groupby(self._index.back(iri), key=lambda back: back.predicate)
            if predicate not in _PARENTAL
        ]
        kind = thing.kind if thing else ""
        return Part(
            _anchor(iri),
            self._part_label(iri),
            self._vocabulary.label(kind) if kind else "",
            self._rows(values),
            tuple(backs),
        )

    def _part_label(self, iri: str) -> str:
        thing = self._index.thing(iri)
        return thing.label if thing and thing.label else _key(iri)

    def _crumbs(self, thing: Thing) -> Iterator[Link]:
        """The way from the home page: the list of its kind, what it is part of, itself apart."""
        chain: list[Thing] = []
        above = self._index.thing(thing.parent) if thing.parent else None
        while above and above.path and above not in chain and above.iri != thing.iri:
            chain.append(above)
            above = self._index.thing(above.parent) if above.parent else None
        listed = list_of(chain[-1].path if chain else thing.path)
        if listed:
            yield Link(*listed)
        for one in reversed(chain):
            yield Link(one.label, f"{one.path}.html")

    def _notes_of_place(self, thing: Thing) -> tuple[Note, ...]:
        edition = self._notes.edition_of(thing.iri)
        return self._notes.of_edition(edition) if edition else ()

    # --- Whose words it goes back to ---

    def _credits(self, thing: Thing, said: list[ox.Triple], parts: tuple[Part, ...]) -> tuple[str, ...]:
        """The wording of each edition on which the page rests, the most used first."""
        counted: Counter[str] = Counter()
        own = self._notes.edition_of(thing.iri) or self._notes.edition_of_claim(thing.iri)
        if own:
            return tuple(filter(None, (self._credit(own),)))
        for back in self._index.back(thing.iri):
            place = self._notes.edition_of(back.subject) or self._notes.edition_of_claim(back.subject)
            if place:
                counted[place] += 1
        chosen = sorted(counted, key=lambda edition: (-counted[edition], edition))
        told = [self._credit(edition) for edition in chosen[:_CREDITED]]
        if len(chosen) > _CREDITED:
            told.append(f"{len(chosen) - _CREDITED} more editions are named in the data.")
        return tuple(filter(None, told))

    def _credit_of(self, edition: str) -> str:
        rights = dict(self._index.said(edition)).get(_RIGHTS)
        return text_of(rights) if rights else ""

    def _described(self, thing: Thing) -> Iterator[str]:
        """The page as a document of its own: what it is about, on which terms, and whose words it goes back to."""
        page = f"{BASE}{thing.path}.html"
        yield statement(page, RDF_TYPE, f"<{PREFIXES['schema']}MedicalWebPage>")
        yield statement(page, f"{PREFIXES['schema']}about", f"<{thing.iri}>")
        yield statement(page, f"{PREFIXES['void']}inDataset", f"<{_DATASET}>")
        yield statement(page, f"{_DCTERMS}license", f"<{LICENSE}>")
        for credit in self._credits(thing, [], ()):
            yield statement(page, _RIGHTS, str(ox.Literal(credit, language="en")))


def _part_order(iri: str) -> tuple[int, list[tuple[bool, int, str]]]:
    kind = iri.rpartition("/")[0].rpartition("/")[2]
    return _PARTS_ORDER.index(kind) if kind in _PARTS_ORDER else len(_PARTS_ORDER), natural(iri)


def natural(text: str) -> list[tuple[bool, int, str]]:
    """A key by which ``passage/2`` stands before ``passage/10``."""
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(text)]


def _by_predicate(triples: Iterable[ox.Triple]) -> dict[str, list[ox.NamedNode | ox.Literal]]:
    values: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            values.setdefault(triple.predicate.value, []).append(triple.object)
    return values


def _texts(terms: Iterable[ox.NamedNode | ox.Literal]) -> list[str]:
    return [term.value for term in terms if isinstance(term, ox.Literal)]


def _key(iri: str) -> str:
    """What tells a part from the others: ``passage 1.1-1.3``, or its fragment."""
    if "#" in iri:
        return iri.rpartition("#")[2]
    kind, _, name = iri.rpartition("/")
    return f"{kind.rpartition('/')[2].replace('-', ' ')} {name}"


def _anchor(iri: str) -> str:
    """The anchor of a part: its fragment, what stands behind its edition, ``passage/1.1-1.3``, or behind the base."""
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    if fragment:
        return fragment
    found = re.match(r"document/[^/]+/[^/]+/(.+)", path)
    return found[1] if found else path
