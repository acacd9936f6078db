"""Which works a bibliography has: all of the graph, those that a summary cites, or those in a query's answer.

Asked of an engine, so that any graph that can be queried has a bibliography: one assembled, a file, an endpoint.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.iris import expand, is_slug, summary
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.answers import Answer, Term
from oncotriples.questions.asking import ask
from oncotriples.questions.describing import describe
from oncotriples.questions.engines import Engine
from oncotriples.questions.params import bind, with_values
from oncotriples.questions.saved import SavedQuery
from oncotriples.release.bibliography import Entry, WorkKind, entries, in_order, works
from oncotriples.release.lookup import Lookup, term

__all__ = ["literature_of_answer", "literature_of_graph", "literature_of_summary"]

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("biro", "cito", "dcterms", "onct", "skos"))
_CLASSES = " ".join(f"<{term(kind.value)}>" for kind in WorkKind)
# Works, and what their entries are made of beside them. Each part binds the thing itself: engines plan that well.
_PARTS = (
    f"VALUES ?class {{ {_CLASSES} }} ?thing a ?class .",
    f"VALUES ?class {{ {_CLASSES} }} ?work a ?class ; dcterms:isPartOf ?thing .",
    "?work onct:articleRecord ?thing .",
    "?work onct:notice ?thing .",
    f"VALUES ?codes {{ <{BASE}code/standing> <{BASE}code/notice-kind> }} ?thing skos:inScheme ?codes .",
)
_TOLD = (
    f"{_PREFIXES}CONSTRUCT {{ ?thing ?property ?value }} WHERE {{\n  "
    + "\n  UNION ".join(f"{{ {part} ?thing ?property ?value }}" for part in _PARTS)
    + "\n}"
)
_CITED = f"""{_PREFIXES}SELECT DISTINCT ?work WHERE {{
  ?edition dcterms:isVersionOf ?summary .
  FILTER NOT EXISTS {{ ?edition onct:supersededBy ?next }}
  ?list dcterms:isPartOf ?edition .
  ?entry dcterms:isPartOf ?list ;
    biro:references ?work .
}}"""
_SUMMARIES = f"{_PREFIXES}SELECT DISTINCT ?summary WHERE {{ ?edition dcterms:isVersionOf ?summary }}"
_EVIDENCE = f"{_PREFIXES}SELECT DISTINCT ?claim ?work WHERE {{ ?claim cito:citesAsEvidence ?work }}"
# Columns of other types hold numbers and dates, which are no PMIDs even where they look like some.
_TEXTS = frozenset(["iri", "text", "list", "labels"])


def literature_of_graph(engine: Engine) -> tuple[Entry, ...]:
    """Every work, by first author, year and title."""
    lookup = _told(engine)
    return in_order(entries(lookup, works(lookup)))


def literature_of_summary(engine: Engine, name: str) -> tuple[Entry, ...]:
    """The works that the newest edition of a summary cites, by first author, year and title.

    ``name`` is the summary's slug or IRI. Raises UnknownNameError where the graph has no edition of it.
    """
    iri = summary(name) if is_slug(name) else expand(name)
    known = set(_iris(engine.select(_SUMMARIES).rows))
    if iri not in known:
        slugs = [one.removeprefix(f"{BASE}document/") for one in known]
        shown = iri.removeprefix(f"{BASE}document/")
        raise UnknownNameError("summary", shown, slugs, mend="oncotriples query editions-read shows them all")
    cited = engine.select(with_values(_CITED, {"summary": ox.NamedNode(iri)}))
    lookup = _told(engine)
    return in_order(entries(lookup, _present(lookup, _iris(cited.rows))))


def literature_of_answer(engine: Engine, query: SavedQuery, params: Mapping[str, str]) -> tuple[Entry, ...]:
    """The works that a query's answer names by IRI or PMID, and those that its claims cite, as they first appear.

    Raises UnknownNameError for a value that names nothing in the graph, InputError for a query of another form, and
    where the answer has rows but leads to no work.
    """
    answer = _answered(engine, query, params)
    lookup = _told(engine)
    found = _leading_to(answer, query, lookup, _cited_by_claims(engine))
    chosen = _present(lookup, found)
    if answer.rows and not chosen:
        raise InputError(
            f"the answer of “{query.name}” names neither works nor claims that cite some",
            mend="ask a query with a column of works, PMIDs or claims, such as literature-of-a-section",
        )
    return entries(lookup, chosen)


def _told(engine: Engine) -> Lookup:
    return Lookup(engine.construct(_TOLD))


def _answered(engine: Engine, query: SavedQuery, params: Mapping[str, str]) -> Answer:
    if query.form == "CONSTRUCT":
        triples = engine.construct(bind(query, params))
        return Answer.of(("subject", "object"), [(triple.subject, triple.object) for triple in triples])
    if query.form != "SELECT":
        raise InputError(f"query “{query.name}” answers yes or no", mend="ask a query that gives rows")
    answer = ask(query, params, engine)
    if not answer.rows:
        # As for every answer: no rows for a thing that is not in the graph is a mistyped name.
        for name, value in params.items():
            if query.params[name].type == "iri":
                describe(value, engine)
    return answer


def _cited_by_claims(engine: Engine) -> dict[str, list[str]]:
    cited: dict[str, list[str]] = {}
    for claim, work in engine.select(_EVIDENCE).rows:
        if isinstance(claim, ox.NamedNode) and isinstance(work, ox.NamedNode):
            cited.setdefault(claim.value, []).append(work.value)
    return {claim: sorted(found) for claim, found in cited.items()}


def _leading_to(answer: Answer, query: SavedQuery, lookup: Lookup, cited: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """What an answer names, row by row and column by column: works, and things that are none."""
    by_pmid: dict[str, list[str]] = {}
    for work in works(lookup):
        for pmid in lookup.values(work, "fabio:hasPubMedId"):
            by_pmid.setdefault(pmid, []).append(work)
    told = [query.columns.get(column, "iri") in _TEXTS for column in answer.columns]
    for row in answer.rows:
        for cell, is_text in zip(row, told, strict=True):
            if isinstance(cell, ox.NamedNode):
                yield cell.value
                yield from cited.get(cell.value, ())
            elif isinstance(cell, ox.Literal) and is_text and not cell.language:
                for word in cell.value.split():
                    yield from by_pmid.get(word, ())


def _present(lookup: Lookup, found: Iterable[str]) -> tuple[str, ...]:
    """The works among things, each once; for a work that another replaces stands that one."""
    known = works(lookup)
    instead = {old: new for new in known for old in lookup.values(new, "dcterms:replaces")}
    kept = set(known)
    return tuple(dict.fromkeys(iri for iri in (instead.get(one, one) for one in found) if iri in kept))


def _iris(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[str]:
    return (cell.value for (cell,) in rows if isinstance(cell, ox.NamedNode))
