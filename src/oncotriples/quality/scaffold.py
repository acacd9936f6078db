"""``oncotriples new assertion``: a block for kg/evidence/ with its next free key, and what is still to be filled in.

What a claim of a kind needs is read from the shapes, so that scaffold and validation cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.errors import InputError, UnknownNameError
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.nesting import structure_of
from oncotriples.graph.reading import Triple
from oncotriples.graph.terms import TermWriter
from oncotriples.graph.turtle import Blocks
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, compact
from oncotriples.quality.lexical import is_well_formed

__all__ = ["KINDS", "Claim", "scaffold_assertion", "scaffold_claims"]

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


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of a new claim: ``values`` are (property, value) as a person types them.

    ``("agent", "agent/imatinib")``: a property is a local name of our ontology, or a prefixed name that the ontology
    declares (``cito:citesAsEvidence``). Without a label the block still needs one. ``notes`` are comments above it.
    """

    summary: str
    kind: str
    label: str
    values: tuple[tuple[str, str], ...]
    slug: str = ""
    notes: tuple[str, ...] = ()


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

    Raises InputError for a blank label, and what ``scaffold_claims`` raises.
    """
    if not label.strip():
        raise InputError("the label is blank", mend="say in your words what the source claims")
    return scaffold_claims(loaded, (Claim(summary, kind, label, tuple(values), slug or ""),))


def scaffold_claims(loaded: Loaded, claims: Iterable[Claim], *, taken: Iterable[str] = ()) -> str:
    """Turtle for new claims, each with the next free key; IRIs of ``taken`` count as used like those of the graph.

    Above each block stand, in comments, the properties that it still lacks: until they are filled in, the block does
    not validate. Raises UnknownNameError for a kind, summary, property or value that is not there.
    """
    about = _About(loaded, taken)
    written: list[Triple] = []
    notes: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        if claim.kind not in KINDS:
            raise UnknownNameError("kind of assertion", claim.kind, KINDS, mend=f"use one of {', '.join(KINDS)}")
        about.check_summary(claim.summary)
        said = [about.triple(name, value) for name, value in claim.values]
        own = claim.slug or iris.slugify("-".join(_last(triple.object) for triple in said) or claim.kind)
        subject = ox.NamedNode(about.take(iris.assertion(claim.summary, own)))
        triples = [Triple(subject, ox.NamedNode(RDF_TYPE), ox.NamedNode(ONCT + KINDS[claim.kind]))]
        if claim.label:
            triples.append(Triple(subject, ox.NamedNode(_LABEL), ox.Literal(claim.label, language="en")))
        triples += (Triple(subject, triple.predicate, triple.object) for triple in said)
        given = {triple.predicate.value for triple in triples}
        missing = [path for path in about.required(ONCT + KINDS[claim.kind]) if path not in given]
        notes[subject.value] = (*claim.notes, *(f"still needs {compact(path)}" for path in missing))
        written += triples
    terms = TermWriter(PREFIXES, BASE)
    blocks = Blocks(structure_of(written), terms)
    texts = ["".join(f"# {note}\n" for note in lines) + blocks.block(ox.NamedNode(iri)) for iri, lines in notes.items()]
    return "\n".join((terms.prolog(), *texts))


class _About:
    """What the ontology, the shapes and the graph say that a scaffold needs."""

    def __init__(self, loaded: Loaded, taken: Iterable[str]) -> None:
        self._ontology = _by_subject(loaded.ontology)
        self._shapes = _by_subject(loaded.shapes)
        self._subjects = {str(t.subject.value) for t in loaded.dataset.union if isinstance(t.subject, ox.NamedNode)}
        self._taken = self._subjects | set(taken)

    def triple(self, name: str, value: str) -> Triple:
        """The property and value that a person typed, on a stand-in subject."""
        property_ = _property(name)
        facts = self._ontology.get(property_, ())
        types = {o.value for p, o in facts if p == RDF_TYPE and isinstance(o, ox.NamedNode)}
        if f"{_OWL}ObjectProperty" in types:
            iri = iris.expand(value)
            if iri.startswith(BASE) and iri not in self._subjects:
                known = {compact(subject) for subject in self._subjects}
                raise UnknownNameError("thing", compact(iri), known, mend="add it to kg/ first")
            return Triple(ox.NamedNode(BASE), ox.NamedNode(property_), ox.NamedNode(iri))
        if f"{_OWL}DatatypeProperty" in types:
            ranges = [o for p, o in facts if p == f"{_RDFS}range" and isinstance(o, ox.NamedNode)]
            return Triple(ox.NamedNode(BASE), ox.NamedNode(property_), _literal(value, ranges))
        known = {iri.removeprefix(ONCT) for iri in self._ontology if iri.startswith(ONCT)}
        raise UnknownNameError(
            "property", name, known, mend="use a property of ontology/oncotriples.ttl, without prefix"
        )

    def check_summary(self, slug: str) -> None:
        """Refuse a summary that is not in the graph."""
        summaries = {iris.summary_of(s) for s in self._subjects if s.startswith(f"{BASE}document/")}
        if slug not in summaries:
            raise UnknownNameError("summary", slug, summaries, mend="state it in kg/documents/ first")

    def take(self, iri: str) -> str:
        """The IRI itself, or with the first number from 2 that makes it new; from now on it is taken."""
        number, candidate = 1, iri
        while candidate in self._taken:
            number += 1
            candidate = f"{iri}-{number}"
        self._taken.add(candidate)
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


def _property(name: str) -> str:
    """The IRI of a property: of our ontology, or of a vocabulary that its prefix names."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else ONCT + name


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
