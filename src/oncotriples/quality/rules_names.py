"""Rules about names: IRIs of ours that nothing bears, and names or labels that are too alike."""

from collections.abc import Iterator

import pyoxigraph as ox

from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE, compact
from oncotriples.quality.locating import iri_of
from oncotriples.quality.rules import Problem, Rule, View, shown
from oncotriples.quality.rules_terms import did_you_mean

__all__ = ["NAME_RULES"]

_OWL, _SKOS = PREFIXES["owl"], PREFIXES["skos"]
_ORIGIN = f"{ONCT}recordOrigin"
_COMPOSED = ox.NamedNode(f"{BASE}code/record-origin/composed")
_PREF_LABEL, _IN_SCHEME = f"{_SKOS}prefLabel", f"{_SKOS}inScheme"
# A type is judged as a class, and versions of the ontology are named without being described.
_MAY_DANGLE = frozenset({RDF_TYPE, f"{_OWL}priorVersion", f"{_OWL}versionIRI"})


def _dangling_iri(view: View) -> Iterator[Problem]:
    """An IRI of ours that a statement points at is described in the graph, the ontology or the shapes."""
    for part in (view.stated, view.ontology, view.shapes):
        for subject, path, target in part.statements:
            if not isinstance(target, ox.NamedNode) or path in _MAY_DANGLE:
                continue
            iri = target.value
            if iri.startswith(BASE) and iri not in view.known:
                hint = _nearest(iri, view) or " Add its block, or correct the name."
                yield Problem(iri_of(subject), path, str(target), f"Nothing describes {compact(iri)}.{hint}")


def _nearest(iri: str, view: View) -> str:
    """“ Did you mean …?”, looking first among the things of the same kind (the same folder of the IRI)."""
    ours = [known for known in view.known if known.startswith(BASE)]
    folder = iri[: iri.rindex("#" if "#" in iri else "/") + 1]
    kin = [compact(known) for known in ours if known.startswith(folder)]
    return did_you_mean(compact(iri), kin) or did_you_mean(compact(iri), map(compact, ours))


def _case_collision(view: View) -> Iterator[Problem]:
    """No two IRIs of ours differ only in case; in the ontology the first letter tells a class from a property."""
    seen: dict[str, str] = {}
    for iri in sorted(iri for iri in view.known if iri.startswith(BASE)):
        kept = len(ONCT) + 1 if iri.startswith(ONCT) else 0
        key = iri[:kept] + iri[kept:].casefold()
        if (first := seen.setdefault(key, iri)) != iri:
            message = f"{compact(iri)} and {compact(first)} differ only in case. Keep one spelling."
            yield Problem(iri, "", f"<{first}>", message)


def _same_label(view: View) -> Iterator[Problem]:
    """Two things of one class, and of one scheme if they are in one, have different preferred labels.

    Sections, tables and rows are apart: their labels say where in its document each stands. So are works composed from
    printed entries: two letters of one author on one page are called the same, and nobody wrote those names.
    """
    bearers: dict[tuple[str, str, str, str], str] = {}
    for subject, label in sorted(view.stated.pairs(_PREF_LABEL), key=lambda pair: pair[0].value):
        if not isinstance(label, ox.Literal):
            continue
        text = " ".join(label.value.split()).casefold()
        if _COMPOSED in view.stated.objects(subject, _ORIGIN):
            continue
        scheme = " ".join(sorted(map(str, view.stated.objects(subject, _IN_SCHEME))))
        for kind in view.stated.objects(subject, RDF_TYPE):
            # Every code is also a concept; what matters is the list it belongs to.
            if kind in _APART or not isinstance(kind, ox.NamedNode):
                continue
            first = bearers.setdefault((kind.value, scheme, label.language or "", text), subject.value)
            if first != subject.value:
                message = (
                    f"{compact(first)} has the same label and is a {shown(kind)} too. "
                    "Merge the two, or label them apart."
                )
                yield Problem(subject.value, _PREF_LABEL, str(label), message)


_APART = frozenset(
    ox.NamedNode(iri)
    for iri in (f"{_SKOS}Concept", f"{PREFIXES['doco']}Section", f"{PREFIXES['doco']}Table", f"{ONCT}TableRow")
)

NAME_RULES = (
    Rule("dangling-iri", "dataset", _dangling_iri),
    Rule("case-collision", "dataset", _case_collision),
    Rule("same-label", "dataset", _same_label),
)
"""The rules that compare names over the whole graph."""
