"""``oncotriples new assertion``: a block for kg/evidence/ with its next free key, and what is still to be filled in.

What a claim of a kind needs is read from the shapes, so that scaffold and validation cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.reading import Triple
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, compact
from oncotriples.quality.lexical import is_well_formed

__all__ = ["KINDS", "scaffold_assertion"]

KINDS: Mapping[str, str] = {
    "activity": "ActivityAssertion",
    "comparative": "ComparativeAssertion",
    "outcome": "OutcomeAssertion",
    "prognosis": "PrognosisAssertion",
    "treatment": "TreatmentStatement",
}

_SH = PREFIXES["sh"]
_RDFS = PREFIXES["rdfs"]
_OWL = PREFIXES["owl"]
_LABEL = f"{PREFIXES['skos']}prefLabel"


def scaffold_assertion(
    loaded: Loaded,
    summary: str,
    kind: str,
    label: str,
    values: Sequence[tuple[str, str]],
    *,
    slug: str | None = None,
) -> str:
    """Turtle for a new claim of a summary: its block, above it in comments the properties that it still lacks.

    ``values`` are (property, value) with the property's local name in our ontology and the value as a person types it:
    ``("agent", "agent/imatinib")``. Raises UnknownNameError for a kind, property or value that is not there.
    """
    if kind not in KINDS:
        raise UnknownNameError("kind of assertion", kind, KINDS, mend=f"use one of {', '.join(KINDS)}")
    if not label.strip():
        raise InputError("the label is blank", mend="say in your words what the source claims")
    about = _About(loaded)
    about.check_summary(summary)
    triples_of = [about.triple(name, value) for name, value in values]
    own = slug or iris.slugify("-".join(_last(triple.object) for triple in triples_of) or kind)
    subject = ox.NamedNode(about.free(iris.assertion(summary, own)))
    triples = [
        Triple(subject, ox.NamedNode(RDF_TYPE), ox.NamedNode(ONCT + KINDS[kind])),
        Triple(subject, ox.NamedNode(_LABEL), ox.Literal(label, language="en")),
        *(Triple(subject, triple.predicate, triple.object) for triple in triples_of),
    ]
    given = {triple.predicate.value for triple in triples}
    missing = [path for path in about.required(ONCT + KINDS[kind]) if path not in given]
    notes = [f"# still needs {compact(path)}" for path in missing]
    block = write_turtle(triples, prefixes=PREFIXES, base=BASE)
    head, _, body = block.partition("\n\n")
    return "\n".join((head, "", *notes, body))


class _About:
    """What the ontology, the shapes and the graph say that a scaffold needs."""

    def __init__(self, loaded: Loaded) -> None:
        self._ontology = _by_subject(loaded.ontology)
        self._shapes = _by_subject(loaded.shapes)
        self._subjects = {str(t.subject.value) for t in loaded.dataset.union if isinstance(t.subject, ox.NamedNode)}

    def triple(self, name: str, value: str) -> Triple:
        """The property and value that a person typed, on a stand-in subject."""
        types = {
            o.value for p, o in self._ontology.get(ONCT + name, ()) if p == RDF_TYPE and isinstance(o, ox.NamedNode)
        }
        if f"{_OWL}ObjectProperty" in types:
            iri = iris.expand(value)
            if iri.startswith(BASE) and iri not in self._subjects:
                known = {compact(subject) for subject in self._subjects}
                raise UnknownNameError("thing", compact(iri), known, mend="add it to kg/ first")
            return Triple(ox.NamedNode(BASE), ox.NamedNode(ONCT + name), ox.NamedNode(iri))
        if f"{_OWL}DatatypeProperty" in types:
            ranges = [o for p, o in self._ontology[ONCT + name] if p == f"{_RDFS}range" and isinstance(o, ox.NamedNode)]
            return Triple(ox.NamedNode(BASE), ox.NamedNode(ONCT + name), _literal(value, ranges))
        known = {iri.removeprefix(ONCT) for iri in self._ontology if iri.startswith(ONCT)}
        raise UnknownNameError(
            "property", name, known, mend="use a property of ontology/oncotriples.ttl, without prefix"
        )

    def check_summary(self, slug: str) -> None:
        """Refuse a summary that is not in the graph."""
        summaries = {iris.summary_of(s) for s in self._subjects if s.startswith(f"{BASE}document/")}
        if slug not in summaries:
            raise UnknownNameError("summary", slug, summaries, mend="state it in kg/documents/ first")

    def free(self, iri: str) -> str:
        """The IRI itself, or with the first number from 2 that makes it new."""
        number, candidate = 1, iri
        while candidate in self._subjects:
            number += 1
            candidate = f"{iri}-{number}"
        return candidate

    def required(self, cls: str) -> list[str]:
        """The properties that the shapes of a class and of the classes above it demand, by IRI, sorted."""
        classes = {cls}
        for above in (o for p, o in self._ontology.get(cls, ()) if p == f"{_RDFS}subClassOf"):
            classes.add(getattr(above, "value", ""))
        paths: set[str] = set()
        for facts in self._shapes.values():
            if any(p == f"{_SH}targetClass" and getattr(o, "value", "") in classes for p, o in facts):
                paths.update(self._demanded(o for p, o in facts if p == f"{_SH}property"))
        return sorted(paths)

    def _demanded(self, shapes: Iterable[object]) -> Iterable[str]:
        for shape in shapes:
            facts = dict(self._shapes.get(str(getattr(shape, "value", "")), ()))
            count, path = facts.get(f"{_SH}minCount"), facts.get(f"{_SH}path")
            severe = getattr(facts.get(f"{_SH}severity"), "value", "") != f"{_SH}Warning"
            if severe and isinstance(path, ox.NamedNode) and isinstance(count, ox.Literal) and int(count.value) > 0:
                yield path.value


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[tuple[str, object]]]:
    index: dict[str, list[tuple[str, object]]] = {}
    for triple in triples:
        index.setdefault(str(getattr(triple.subject, "value", "")), []).append((triple.predicate.value, triple.object))
    return index


def _literal(value: str, ranges: Sequence[ox.NamedNode]) -> ox.Literal:
    if not value:
        raise InputError("a value is empty", mend="write property=value")
    datatype = ranges[0] if ranges else None
    if datatype is None or datatype.value.endswith(("#langString", "#string")):
        return (
            ox.Literal(value, language="en")
            if datatype and datatype.value.endswith("#langString")
            else ox.Literal(value)
        )
    if is_well_formed(value, datatype.value) is False:
        raise InputError(f"“{value}” is no {compact(datatype.value)}", mend="write a value of that type")
    return ox.Literal(value, datatype=datatype)


def _last(term: object) -> str:
    return str(getattr(term, "value", "")).rsplit("/", 1)[-1]
