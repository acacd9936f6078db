"""The triples of a release in a file that answers by subject and by object: memory does not grow with the graph.

Terms are kept as their N-Triples text: literals keep the form in which they were written. Only the path of the file
goes to the processes that write pages; each opens it for itself.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES, RDF_TYPE
from oncotriples.site.paths import page_path
from oncotriples.site.terms import text_of
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["Back", "Index", "Thing", "build_index"]

_SCHEMA = """
CREATE TABLE said (s TEXT, p TEXT, o TEXT, t TEXT, PRIMARY KEY (s, p, o)) WITHOUT ROWID;
CREATE TABLE former (path TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE thing (
    iri TEXT PRIMARY KEY, label TEXT, kind TEXT, path TEXT, folded TEXT UNIQUE, home TEXT, parent TEXT
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX back ON said (t) WHERE t IS NOT NULL;
"""
_LATER_INDEXES = """
CREATE INDEX at_home ON thing (home) WHERE path IS NULL;
CREATE INDEX pages ON thing (path) WHERE path IS NOT NULL;
"""
_ROWS = 20_000
_KNOWN = 10_000  # names that a process remembers
_FEW = 1 << 14  # kilobytes that SQLite keeps of the file

_LABELS = tuple(
    PREFIXES[prefix] + name for prefix, name in (("skos", "prefLabel"), ("rdfs", "label"), ("dcterms", "title"))
)
_PARENTS = tuple(
    PREFIXES[prefix] + name
    for prefix, name in (
        ("dcterms", "isPartOf"),
        ("dcterms", "isVersionOf"),
        ("c4o", "hasContext"),
        ("skos", "inScheme"),
    )
)
_HOLDS_MAPPING = f"{PREFIXES['sssom']}mappings"
# Whatever labels they have: sections and tables of an edition have pages, the rest of it stands on those.
_PART = re.compile(re.escape(BASE) + r"document/[^/]+/[^/]+/(?!section/|table/)")


@dataclass(frozen=True, slots=True)
class Thing:
    """A subject: what it is called, its class, and where it is told of.

    ``path`` is that of its page, empty for a thing that stands on the page of another, its ``home``. ``parent`` is what
    it is a part or a version of. A foreign thing has neither path nor home.
    """

    iri: str
    label: str
    kind: str
    path: str
    home: str
    parent: str


@dataclass(frozen=True, slots=True)
class Back:
    """A statement that points at a thing, seen from it."""

    subject: str
    predicate: str


def build_index(
    path: Path, triples: Iterable[Triple], vocabulary: Vocabulary, former: Iterable[tuple[str, str]] = ()
) -> None:
    """Write the index of a release's triples into a new file, with the digests of the pages of a former site.

    Raises InputError for a blank node, and for things whose pages would have one name where case does not count.
    """
    with sqlite3.connect(path, isolation_level=None) as base:
        base.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_FEW}; {_SCHEMA}"
        )
        _insert(base, "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?)", map(_row, triples))
        _insert(base, "INSERT OR IGNORE INTO former VALUES (?, ?)", former)
        base.executescript(_INDEXES)
        _insert(base, "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)", _things(base, vocabulary))
        _find_homes(base)
        base.executescript(_LATER_INDEXES)
    base.close()


def _insert(base: sqlite3.Connection, statement: str, rows: Iterable[tuple[str | None, ...]]) -> None:
    """Insert the rows in pieces. Raises InputError where two pages would have one name."""
    source = iter(rows)
    while piece := list(islice(source, _ROWS)):
        base.execute("BEGIN")
        try:
            base.executemany(statement, piece)
        except sqlite3.IntegrityError:
            raise _same_name(base, piece) from None
        base.execute("COMMIT")


def _row(triple: Triple) -> tuple[str, str, str, str | None]:
    subject, object_ = triple.subject, triple.object
    if isinstance(subject, ox.BlankNode) or isinstance(object_, ox.BlankNode):
        raise InputError(f"{triple}: a blank node has no page", mend="give the thing an IRI")
    named = isinstance(object_, ox.NamedNode)
    target = object_.value if isinstance(object_, ox.NamedNode) and object_.value.startswith(BASE) else None
    return subject.value, triple.predicate.value, f"<{object_.value}>" if named else str(object_), target  # type: ignore[union-attr]


def _things(base: sqlite3.Connection, vocabulary: Vocabulary) -> Iterator[tuple[str | None, ...]]:
    """Each subject with its page, where it has a label; homes of the others are found when all are known."""
    names = (*_LABELS, *_PARENTS, RDF_TYPE)
    marks = ", ".join("?" * len(names))
    rows = base.execute(f"SELECT s, p, o FROM said WHERE p IN ({marks}) ORDER BY s, p, o", names)  # noqa: S608  marks are ours
    for subject, group in groupby(rows, key=lambda row: row[0]):
        values: dict[str, list[str]] = {}
        for _, predicate, object_ in group:
            values.setdefault(predicate, []).append(object_)
        label = next((text_of(values[name][0]) for name in _LABELS if name in values), "")
        kind = vocabulary.kind(object_[1:-1] for object_ in values.get(RDF_TYPE, ()))
        parent = next((values[name][0][1:-1] for name in _PARENTS if name in values and values[name][0][0] == "<"), "")
        has_page = bool(label) and subject.startswith(BASE) and "#" not in subject and not _PART.match(subject)
        page = page_path(subject) if has_page else None
        yield subject, label, kind, page, page and page.lower(), subject if has_page else None, parent


def _find_homes(base: sqlite3.Connection) -> None:
    """A thing without a page stands on that of the nearest thing that it is a part of; one without such has its own."""
    homes, last = _Homes(base), BASE
    wanted = "SELECT iri FROM thing WHERE path IS NULL AND iri > ? AND iri < ? ORDER BY iri LIMIT ?"
    while piece := base.execute(wanted, (last, f"{BASE}\U0010ffff", _ROWS)).fetchall():
        found = [(homes.find(iri), iri) for (iri,) in piece]
        _insert(base, "UPDATE thing SET home = ? WHERE iri = ?", ((home, iri) for home, iri in found if home))
        alone = [(iri, page_path(iri)) for home, iri in found if not home]
        _insert(
            base,
            "UPDATE thing SET label = ?, path = ?, folded = ?, home = ? WHERE iri = ?",
            ((path, path, path.lower(), iri, iri) for iri, path in alone),
        )
        last = piece[-1][0]


class _Homes:
    """Finds homes; remembers what lies next to what it was asked last."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._look = lru_cache(maxsize=_KNOWN)(self._row)

    def find(self, iri: str) -> str:
        """The thing on whose page this one stands, or an empty text."""
        return self._upwards(iri) or self._upwards(iri.partition("#")[0]) or self._by_path(iri)

    def _upwards(self, start: str) -> str:
        met: set[str] = set()
        while start and start not in met:
            met.add(start)
            page, parent = self._look(start)
            if page is not None:
                return start
            start = parent or self._holder(start)
        return ""

    def _by_path(self, iri: str) -> str:
        above = iri
        while above.startswith(BASE) and above != BASE:
            above = above.rstrip("/").rpartition("/")[0]
            if above + "/" != BASE and self._look(above)[0] is not None:
                return above
        return ""

    def _row(self, iri: str) -> tuple[str | None, str]:
        row: tuple[str | None, str] | None = self._base.execute(
            "SELECT path, parent FROM thing WHERE iri = ?", (iri,)
        ).fetchone()
        return row or (None, "")

    def _holder(self, iri: str) -> str:
        """A mapping does not say which set it is in; the set says so."""
        row = self._base.execute(
            "SELECT s FROM said WHERE t = ? AND p = ? ORDER BY s", (iri, _HOLDS_MAPPING)
        ).fetchone()
        return str(row[0]) if row else ""


def _same_name(base: sqlite3.Connection, piece: list[tuple[str | None, ...]]) -> InputError:
    base.execute("ROLLBACK")
    met: dict[str | None, str | None] = {}
    for iri, *_, folded, _home, _parent in piece:
        other = met.get(folded)
        if other is None:
            row = base.execute("SELECT iri FROM thing WHERE folded = ?", (folded,)).fetchone()
            other = row and row[0]
        if folded is not None and other:
            return InputError(
                f"<{other}> and <{iri}>: their pages would be one where a file system takes no heed of case",
                mend="give one of the two another IRI",
            )
        met[folded] = iri
    return InputError("a thing stands twice in the index", mend="make the release anew")


class Index:
    """An index opened for reading. Answers are in a fixed order: that of the N-Triples text."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        self._base.execute(f"PRAGMA cache_size = -{_FEW}")
        self.thing = lru_cache(maxsize=_KNOWN)(self._thing)
        """A subject by its IRI; None where nothing is said of it."""

    def said(self, iri: str) -> list[tuple[str, str]]:
        """What is said of a thing: predicates, and objects as N-Triples text."""
        return self._base.execute("SELECT p, o FROM said WHERE s = ? ORDER BY p, o", (iri,)).fetchall()

    def back(self, iri: str) -> list[Back]:
        """What points at a thing of ours."""
        rows = self._base.execute("SELECT s, p FROM said WHERE t = ? ORDER BY p, s", (iri,))
        return [Back(*row) for row in rows]

    def parts(self, home: str) -> list[str]:
        """The things without a page of their own that stand on the page of this one."""
        rows = self._base.execute("SELECT iri FROM thing WHERE home = ? AND path IS NULL", (home,))
        return [iri for (iri,) in rows]

    def below(self, iri: str) -> Iterator[tuple[str, str, str]]:
        """Everything that is said of a thing and of whatever has an IRI below its own."""
        yield from ((iri, predicate, object_) for predicate, object_ in self.said(iri))
        yield from self._base.execute(
            "SELECT s, p, o FROM said WHERE s > ? AND s < ? ORDER BY s, p, o", (f"{iri}/", f"{iri}0")
        )

    def pages(self, after: str = "", until: str = "\U0010ffff") -> Iterator[Thing]:
        """The things with pages of their own, in the order of their paths, from one path to before another."""
        rows = self._base.execute(
            "SELECT iri, label, kind, path, home, parent FROM thing "
            "WHERE path IS NOT NULL AND path >= ? AND path < ? ORDER BY path",
            (after, until),
        )
        return (Thing(*row) for row in rows)

    def values(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Every subject and object of a predicate, the objects as N-Triples text."""
        yield from self._base.execute("SELECT s, o FROM said WHERE p = ? ORDER BY s, o", (predicate,))

    def parts_below(self, iri: str) -> dict[str, str]:
        """The things without a page of their own that have an IRI below this one, each with the path of its page."""
        rows = self._base.execute(
            "SELECT part.iri, home.path FROM thing AS part JOIN thing AS home ON home.iri = part.home "
            "WHERE part.path IS NULL AND part.iri > ? AND part.iri < ? ORDER BY part.iri",
            (f"{iri}/", f"{iri}0"),
        )
        return dict(rows.fetchall())

    def former(self, path: str) -> str:
        """The digest of a page of the former site, or an empty text."""
        row = self._base.execute("SELECT digest FROM former WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def _thing(self, iri: str) -> Thing | None:
        row = self._base.execute(
            "SELECT iri, label, kind, IFNULL(path, ''), IFNULL(home, ''), parent FROM thing WHERE iri = ?", (iri,)
        ).fetchone()
        return Thing(*row) if row else None
