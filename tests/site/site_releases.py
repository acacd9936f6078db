"""Small releases as folders that ``open_release`` opens, written from Turtle."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from support import ROOT

from oncotriples.graph.reading import read_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.publishing import packed
from oncotriples.release.jsonld import read_context
from oncotriples.release.opened import OpenedRelease, open_release, sums_text
from oncotriples.render.html import Frame
from oncotriples.site.index import Index, build_index
from oncotriples.site.reading import Reader
from oncotriples.site.sources import SiteSources
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["EVIDENCE", "quads_of", "sources_of", "write_release"]

_HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()) + f"@base <{BASE}> .\n"
_GRAPH = f"{BASE}graph/entities"

EVIDENCE = """
<agent/a1> a onct:Agent ; skos:prefLabel "alphatinib"@en ; skos:altLabel "AL-1"@en ;
    skos:definition "An agent."@en ; skos:exactMatch <http://example.org/a1> .
<agent/a2> a onct:Agent ; skos:prefLabel "betamab"@en .
<subtype/t1> a onct:TumorSubtype ; skos:prefLabel "first tumor"@en .
<subtype/t2> a onct:TumorSubtype ; skos:prefLabel "second tumor"@en .
<assertion/s/c1> a onct:ActivityAssertion, onct:EvidenceAssertion ; skos:prefLabel "Alphatinib acts."@en ;
    onct:agent <agent/a1> ; onct:tumorSubtype <subtype/t1> ; onct:statedIn <document/s/2020-01-01/passage/1-1.1> ;
    cito:citesAsEvidence <citation/pmid/11> ; onct:weakestStanding <code/standing/retracted> ;
    onct:levelOfEvidence <level/treatment/C3> .
<assertion/s/c2> a onct:ActivityAssertion, onct:EvidenceAssertion ; skos:prefLabel "Betamab acts."@en ;
    onct:agent <agent/a2> ; onct:tumorSubtype <subtype/t2> ; onct:statedIn <document/s/2020-01-01/passage/1-1.2> .
<citation/pmid/11> a fabio:JournalArticle ; skos:prefLabel "Doe 2011, J Ex 1: 1"@en ; fabio:hasPubMedId "11" ;
    dcterms:title "A study of alphatinib" ; fabio:hasPublicationYear "2011"^^xsd:gYear ; prism:doi "10.1000/x(1)" ;
    onct:standing <code/standing/retracted> .
<code/standing> a skos:ConceptScheme ; skos:prefLabel "standings"@en .
<code/standing/retracted> a onct:Standing ; skos:prefLabel "retracted"@en ; skos:inScheme <code/standing> .
<level/treatment/C3> a onct:LevelOfEvidence ; skos:prefLabel "level C3"@en ; skos:notation "C3" .
<document/s> a onct:EvidenceSummary ; skos:prefLabel "the summary"@en .
<document/s/2020-01-01> a onct:SummaryEdition ; skos:prefLabel "former edition"@en ;
    dcterms:isVersionOf <document/s> ; onct:editionDate "2020-01-01"^^xsd:date ;
    dcterms:rights "From the summary, as of 2020-01-01."@en ; onct:supersededBy <document/s/2021-01-01> .
<document/s/2021-01-01> a onct:SummaryEdition ; skos:prefLabel "newer edition"@en ;
    dcterms:isVersionOf <document/s> ; onct:editionDate "2021-01-01"^^xsd:date ;
    dcterms:rights "From the summary, as of 2021-01-01."@en .
<document/s/2020-01-01/section/1> a doco:Section ; skos:prefLabel "section 1"@en ;
    dcterms:isPartOf <document/s/2020-01-01> .
<document/s/2020-01-01/passage/1-1.1> a onct:Passage ; dcterms:isPartOf <document/s/2020-01-01/section/1> ;
    onct:blockDigest "aa" .
<document/s/2020-01-01/passage/1-1.2> a onct:Passage ; dcterms:isPartOf <document/s/2020-01-01/section/1> ;
    onct:blockDigest "bb" .
<document/s/2020-01-01/pointer/1> a c4o:InTextReferencePointer ; c4o:hasContext <document/s/2020-01-01/passage/1-1.1> .
<document/s/2021-01-01/section/1> a doco:Section ; skos:prefLabel "section 1"@en ;
    dcterms:isPartOf <document/s/2021-01-01> .
<document/s/2021-01-01/passage/1-1.1> a onct:Passage ; dcterms:isPartOf <document/s/2021-01-01/section/1> ;
    onct:blockDigest "bb" ; onct:mentions <agent/a1>, <subtype/t2> .
<document/s/2021-01-01/mark/1> a onct:LevelMark ; dcterms:isPartOf <document/s/2021-01-01/passage/1-1.1> ;
    onct:markedLevel <level/treatment/C3> .
"""
"""Two claims of a superseded edition, one on a retracted article, and a newer edition that mentions an agent."""


def quads_of(turtle: str) -> bytes:
    """Statements in Turtle, with the prefixes of the project, as sorted N-Quads of one graph."""
    parsed = ox.parse(_HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return "".join(sorted({f"{quad.triple} <{_GRAPH}> .\n" for quad in parsed})).encode()


def write_release(
    folder: Path, turtle: str = EVIDENCE, *, version: str = "1.2.3", more: Mapping[str, bytes] | None = None
) -> Path:
    """Write a release of these statements, with the ontology of this checkout; gives its folder."""
    quads = quads_of(turtle)
    size = quads.count(b"\n")
    void = f'{_HEAD}<dataset> a dcat:Dataset ; dcterms:title "all releases"@en .\n'
    void += f'<dataset/{version}> a dcat:Dataset ; dcterms:title "release {version}"@en .\n'
    files = {
        "oncotriples.nq.gz": packed(quads),
        "ontology.ttl": (ROOT / "ontology" / "oncotriples.ttl").read_bytes(),
        "context.jsonld": (ROOT / "ontology" / "context.jsonld").read_bytes(),
        "shapes.ttl": _joined((ROOT / "ontology" / "shapes").glob("journal*.ttl")),
        "codes.ttl": (ROOT / "ontology" / "codes" / "polarity.ttl").read_bytes(),
        "queries.ttl": b"",
        "void.ttl": void.encode(),
        **(more or {}),
    }
    told = {
        "generator": "oncotriples",
        "version": version,
        "issued": "2026-01-02",
        "triples": {"total": size, "graphs": {_GRAPH: size}},
        "files": {name: {"bytes": len(data)} for name, data in files.items()},
    }
    files["manifest.json"] = json.dumps(told).encode()
    files["SHA256SUMS"] = sums_text({name: sha256(data).hexdigest() for name, data in files.items()}).encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def sources_of(folder: Path, turtle: str = EVIDENCE) -> SiteSources:
    """What a site of a release of these statements is made from; everything is written below ``folder``."""
    release: OpenedRelease = open_release(write_release(folder / "release", turtle))
    vocabulary = Vocabulary(read_turtle(release.folder / "ontology.ttl", "ontology.ttl").triples)
    build_index(folder / "index.db", (quad.triple for quad in release.quads()), vocabulary)
    index = Index(folder / "index.db")
    context = read_context(release.folder / "context.jsonld")
    return SiteSources(release, index, vocabulary, Reader(index, vocabulary), context, Frame("Extracts."), False)


def _joined(paths: Iterable[Path]) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(paths))
