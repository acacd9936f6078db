"""SPARQL constraints that can be asked about all focus nodes at once, and the query that does so.

Two engines answer such a query. What rdflib finds with ``$this`` bound, Oxigraph must find with ``$this`` matched; so
a query may only use what both read alike. The list was made by asking both; tests/shacl/test_suspects.py still does.
"""

from collections.abc import Iterator, Sequence, Set
from typing import Any

from oncotriples.questions.lexing import Token, tokens

__all__ = ["named_terms", "undecided_as_true"]

_STRUCTURE = {
    "SelectQuery",
    "Project",
    "Distinct",
    "Reduced",
    "BGP",
    "Filter",
    "Join",
    "LeftJoin",
    "Union",
    "TrueFilter",
}
# Blocks of EXISTS, as the parser leaves them.
_BLOCKS = {"GroupGraphPatternSub", "TriplesBlock"}
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
_BOOLEAN = {"ConditionalAndExpression", "ConditionalOrExpression", "UnaryNot"}
_TESTS = {
    *("RelationalExpression", "Builtin_BOUND", "Builtin_sameTerm", "Builtin_LANGMATCHES"),
    *("Builtin_isIRI", "Builtin_isURI", "Builtin_isBLANK", "Builtin_isLITERAL"),
    *("Builtin_STRSTARTS", "Builtin_STRENDS", "Builtin_CONTAINS"),
}
_VALUES = {"Builtin_STR", "Builtin_STRLEN", "Builtin_LANG", "Builtin_DATATYPE"}
_MORE_THAN_TRIPLES = {"FILTER", "BIND", "OPTIONAL", "UNION", "MINUS", "VALUES", "SELECT", "EXISTS", "GRAPH", "SERVICE"}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
# Below these a filter sees only what its own group binds, so that ``$this`` may be unbound there.
_APART = {"Join", "Union"}


class _OtherKindError(Exception):
    """A query is not of the kind."""


def named_terms(query: str) -> Set[str] | None:
    """The IRIs and literals that a query names, as terms; None where the query is not of the kind."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    # Letters written as numbers would hide keywords.
    if "currentShape" in query or "\\u" in query or "\\U" in query or _has_filtered_exists(query):
        return None
    try:
        algebra = translateQuery(parseQuery(query)).algebra
    except Exception:  # rdflib raises exceptions of many kinds; pyshacl will say what is wrong
        return None
    try:
        return set(_terms(algebra, apart=False))
    except _OtherKindError:
        return None


def _terms(part: Any, *, apart: bool) -> Iterator[str]:
    """The IRIs and literals in a part of the algebra. Raises _OtherKindError where a part may be read in two ways."""
    from rdflib import Literal, URIRef
    from rdflib.paths import NegatedPath, Path
    from rdflib.plugins.sparql.parserutils import CompValue

    from oncotriples.shacl.view import term_of

    if isinstance(part, URIRef | Literal):
        # Oxigraph lowers language tags, rdflib does not.
        if isinstance(part, Literal) and part.language and not part.language.islower():
            raise _OtherKindError
        yield term_of(part)
    elif isinstance(part, CompValue):
        _check(part, apart)
        below = apart or part.name in _APART
        for name, inner in part.items():
            # Filters in OPTIONAL would let other rows stay.
            yield from _terms(inner, apart=below or (part.name == "LeftJoin" and name == "p2"))
    elif isinstance(part, NegatedPath):
        raise _OtherKindError
    elif isinstance(part, Path):
        for inner in vars(part).values():
            yield from _terms(inner, apart=apart)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _terms(inner, apart=apart)


def _check(part: Any, apart: bool) -> None:
    """Raises _OtherKindError for a part that two engines may read in two ways."""
    from rdflib import Variable
    from rdflib.plugins.sparql.parserutils import CompValue

    # rdflib's own ``get`` evaluates what it finds.
    name, held = part.name, dict(part)
    known = name in _STRUCTURE | _BLOCKS | _EXISTS | _BOOLEAN | _TESTS | _VALUES
    if not known or (name == "Filter" and apart):
        raise _OtherKindError
    if name == "LeftJoin" and held["expr"].name != "TrueFilter":
        raise _OtherKindError
    if name == "RelationalExpression" and held["op"] not in _COMPARISONS:
        raise _OtherKindError
    if name == "Filter" or name in _BOOLEAN:
        operands = [held["expr"], *(held.get("other") or [])]
        if any(not isinstance(one, CompValue) or one.name not in _BOOLEAN | _TESTS | _EXISTS for one in operands):
            raise _OtherKindError
    # In EXISTS the triples of a block stand in one row.
    terms = [term for triple in held.get("triples") or () for term in triple]
    if any(isinstance(predicate, Variable) for predicate in terms[1::3]):
        raise _OtherKindError


def undecided_as_true(query: str, *, about: str) -> str:
    """The query for ``?this`` alone, with a pattern that says what it is about; a filter that fails lets a row stay."""
    read = list(tokens(query))
    select = next(token.start for token in read if _word(token) == "SELECT")
    brace = next(token.end for token in read if _mark(token) == "{")
    text = f"{query[:select]} SELECT DISTINCT ?this WHERE {{ {about} "
    copied = brace
    for number, token in enumerate(read):
        if _word(token) != "FILTER" or _word(read[number + 1]) in ("NOT", "EXISTS"):
            continue
        end = _closing(read, number)
        text += f"{query[copied : token.end]} (COALESCE({query[token.end : end]}, true))"
        copied = end
    return text + query[copied:]


def _has_filtered_exists(query: str) -> bool:
    """Whether there is more than triples in an EXISTS: filters that let more rows stay there let fewer stay outside.

    It is looked for in the text, since rdflib's algebra has lost the filters of EXISTS.
    """
    depth = within = 0
    awaited = False
    for token in tokens(query):
        word, mark = _word(token), _mark(token)
        if within and word in _MORE_THAN_TRIPLES:
            return True
        awaited = awaited or word == "EXISTS"
        depth += (mark == "{") - (mark == "}")
        if mark == "{" and awaited:
            within, awaited = within or depth, False
        elif mark == "}" and depth < within:
            within = 0
    return False


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _mark(token: Token) -> str:
    return token.text if token.kind == "mark" else ""


def _closing(read: Sequence[Token], number: int) -> int:
    """Where the first bracket behind a token closes."""
    depth = 0
    for token in read[number:]:
        mark = _mark(token)
        depth += (mark == "(") - (mark == ")")
        if mark == ")" and not depth:
            return token.end
    raise ValueError("a bracket is not closed")
