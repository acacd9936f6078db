"""The files by which the search finds names while somebody types: one for each two letters with which a word begins.

An entry is ``[label, path, kind, other names]``; in each file those that people look for most stand first. site.js
reads them, and takes words apart in the same way.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from oncotriples.namespaces import PREFIXES
from oncotriples.site.index import Thing
from oncotriples.site.kinds import LISTS
from oncotriples.site.sources import SiteSources
from oncotriples.site.terms import text_of

__all__ = ["search_files", "shard_of", "words_of"]

_OTHER_NAMES = frozenset(
    PREFIXES[prefix] + name
    for prefix, name in (
        ("skos", "altLabel"),
        ("skos", "notation"),
        ("dcterms", "title"),
        ("fabio", "hasPubMedId"),
        ("fabio", "hasPubMedCentralId"),
        ("prism", "doi"),
        ("onct", "cdrId"),
        ("onct", "brandName"),
        ("onct", "codeName"),
    )
)
_LONGEST = 400  # characters of other names that an entry has
_RANKS = {first: rank for rank, first in enumerate(LISTS)}
_SCHEMA = "CREATE TABLE entry (shard TEXT, rank INTEGER, label TEXT, path TEXT, kind TEXT, others TEXT)"


def search_files(sources: SiteSources, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content of each file. ``folder`` is for a file in which the entries are sorted."""
    base = sqlite3.connect(folder / "search.db", isolation_level=None)
    base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA};")
    base.execute("BEGIN")
    for thing in sources.index.pages():
        base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", _entries(sources, thing))
    base.execute("COMMIT")
    rows = base.execute("SELECT shard, label, path, kind, others FROM entry ORDER BY shard, rank, label, path")
    for shard, held in groupby(rows, key=lambda row: row[0]):
        lines = ",\n".join(json.dumps(list(row[1:]), ensure_ascii=False) for row in held)
        yield f"search/{shard}.json", f"[\n{lines}\n]\n".encode()
    base.close()


def words_of(text: str) -> list[str]:
    """The words of a text without regard to case and accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.category(character).startswith("M"))
    return re.findall(r"[^\W_]+", plain.lower())


def shard_of(word: str) -> str:
    """The file in which a word is looked for: ``im`` for imatinib, ``_`` for one that begins with other letters."""
    return word[:2] if re.match(r"[a-z0-9]{2}", word) else "_"


def _entries(sources: SiteSources, thing: Thing) -> Iterator[tuple[str, int, str, str, str, str]]:
    said = sources.index.said(thing.iri)
    names = sorted({text_of(term) for predicate, term in said if predicate in _OTHER_NAMES} - {thing.label})
    others = " · ".join(names)[:_LONGEST]
    kind = sources.vocabulary.label(thing.kind) if thing.kind else ""
    edition = sources.reader.edition_label(thing.parent) if "/section/" in thing.path or "/table/" in thing.path else ""
    # Parts of documents come after whatever has a name of its own.
    rank = _RANKS.get(thing.path.partition("/")[0], len(_RANKS)) + (len(_RANKS) if edition else 0)
    for shard in sorted({shard_of(word) for word in words_of(f"{thing.label} {others}") if len(word) > 1}):
        yield shard, rank, thing.label, thing.path, f"{kind} · {edition}" if edition else kind, others
