"""The index of levels by identifier and by code, from the scales in ontology/codes/."""

from collections.abc import Iterable

from oncotriples.errors import InputError
from oncotriples.evidence.levels import LevelIndex
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE

__all__ = ["level_index"]

_LEVEL = f"{ONCT}LevelOfEvidence"
_NOTATION = f"{PREFIXES['skos']}notation"
_CDR_ID = f"{ONCT}cdrId"


def level_index(triples: Iterable[Triple]) -> LevelIndex:
    """The levels among triples, whatever else stands there. Raises InputError if two levels share an identifier."""
    levels: set[str] = set()
    codes: dict[str, str] = {}
    ids: list[tuple[str, str]] = []
    for triple in triples:
        predicate = triple.predicate.value
        if predicate in (RDF_TYPE, _NOTATION, _CDR_ID):
            path = str(getattr(triple.subject, "value", "")).removeprefix(f"{BASE}level/")
            value = str(getattr(triple.object, "value", ""))
            if predicate == _NOTATION:
                codes[path] = value
            elif predicate == _CDR_ID:
                ids.append((value, path))
            elif value == _LEVEL:
                levels.add(path)
    by_id: dict[str, str] = {}
    for identifier, path in sorted(ids):
        if path in levels and by_id.setdefault(identifier, path) != path:
            raise InputError(
                f"{identifier} is the identifier of {by_id[identifier]} and of {path}",
                mend="leave it on the level that documents link with it",
            )
    by_code: dict[str, tuple[str, ...]] = {}
    for path in sorted(levels & codes.keys()):
        by_code[codes[path]] = (*by_code.get(codes[path], ()), path)
    return LevelIndex(by_id, by_code)
