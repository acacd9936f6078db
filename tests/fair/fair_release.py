"""A small release that passes every check, its site, and the means to break one thing of either."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.graph.withdrawn import WITHDRAWN_GRAPH
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.describe import describe
from oncotriples.release.distributions import graph_file
from oncotriples.release.folders import MANIFEST, SUMS
from oncotriples.release.lookup import Lookup
from oncotriples.release.manifest import entries, manifest
from oncotriples.release.opened import DUMP, sums_text
from oncotriples.release.serialise import n_quads
from oncotriples.release.version import Release

__all__ = [
    "CURATED", "PAGE", "RELEASE", "ROOT_IRI", "STUB", "change_manifest", "change_page", "change_triples",
    "reseal", "seal", "small_release", "small_site",
]  # fmt: skip

RELEASE = Release("1.2.3", date(2026, 1, 2))
ROOT_IRI = RELEASE.iri
PAGE = "dataset/1.2.3.html"

CURATED = """
    <document/x> a onct:EvidenceSummary ; skos:prefLabel "Summary"@en .
    <document/x/2025-01-02> a onct:SummaryEdition ; dcterms:title "Summary"@en ; dcterms:isVersionOf <document/x> ;
        onct:editionDate "2025-01-02"^^xsd:date .
    <assertion/x/imatinib-chordoma> a onct:EvidenceAssertion ; onct:agent <agent/imatinib> .
    <agent/imatinib> a onct:Agent ; skos:prefLabel "imatinib"@en .
"""
STUB = """
    <agent/gleevec> owl:deprecated true ; skos:prefLabel "Gleevec"@en ; dcterms:isReplacedBy <agent/imatinib> ;
        skos:historyNote "withdrawn in data 1.2.0: merged"@en .
"""
_ONTOLOGY = """
    onct:EvidenceSummary a owl:Class . onct:SummaryEdition a owl:Class . onct:EvidenceAssertion a owl:Class .
    onct:Agent a owl:Class . onct:agent a owl:ObjectProperty . onct:editionDate a owl:DatatypeProperty .
"""
_HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())

Change = Callable[[list[Triple]], Iterable[Triple]]


def small_release(folder: Path, *, curated: str = CURATED, withdrawn: str = STUB, dump: bytes = b"") -> Path:
    """A release of these triples in the folder. ``dump`` stands where the N-Quads of them should."""
    graphs = {f"{BASE}graph/curated/x": _triples(curated), WITHDRAWN_GRAPH: _triples(withdrawn)}
    dataset = Dataset({name: triples for name, triples in graphs.items() if triples})
    files = {
        DUMP: gzip.compress(dump or n_quads(dataset), mtime=0),
        "assertions.csv": b"claim\r\n",
        "ontology.ttl": (_HEAD + _ONTOLOGY).encode(),
        "NOTICE.txt": b"Whom to credit.\n",
        **{graph_file(name): gzip.compress(n_quads(Dataset({name: graphs[name]})), mtime=0) for name in dataset.graphs},
    }
    told = describe(RELEASE, dataset, Lookup(dataset.union), entries(files))
    files["void.ttl"] = "".join(f"{triple} .\n" for triple in told).encode()
    files[MANIFEST] = manifest(RELEASE, dataset, entries(files), (), {}, data_hash="0" * 64)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return seal(folder)


def reseal(folder: Path) -> Path:
    """Bring the manifest and the checksums of a release in line with its files, as if they had been made so."""
    told = json.loads((folder / MANIFEST).read_bytes())
    names = [name for name in _names(folder) if name != MANIFEST]
    listed = entries({name: (folder / name).read_bytes() for name in names})
    told["files"] = {entry.name: {"bytes": entry.size, "sha256": entry.sha256} for entry in listed}
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    return seal(folder)


def seal(folder: Path) -> Path:
    """Bring the checksums of a release in line with its files."""
    sums = {name: sha256((folder / name).read_bytes()).hexdigest() for name in _names(folder)}
    (folder / SUMS).write_text(sums_text(sums), encoding="utf-8")
    return folder


def small_site(folder: Path, release: Path) -> Path:
    """The site of a release: its two pages, the data of one, and the files."""
    files = folder / "dataset" / RELEASE.version
    shutil.copytree(release, files)
    for suffix in (".ttl", ".jsonld", ".nt"):
        (folder / f"{PAGE.removesuffix('.html')}{suffix}").write_text("", encoding="utf-8")
    (folder / "index.html").write_text(_page(release, "dataset/1.2.3"), encoding="utf-8")
    (folder / PAGE).write_text(_page(release, "1.2.3"), encoding="utf-8")
    (folder / MANIFEST).write_text(
        json.dumps({"generator": "oncotriples", "site": RELEASE.version, "files": []}), encoding="utf-8"
    )
    return folder


def change_triples(folder: Path, change: Change) -> None:
    """Change what void.ttl says. The change must make a difference."""
    path = folder / "void.ttl"
    before = [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    after = list(change(before))
    assert set(after) != set(before)
    path.write_text("".join(f"{triple} .\n" for triple in after), encoding="utf-8")
    reseal(folder)


def change_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest of a release, which then is not brought in line with the files."""
    told = json.loads((folder / MANIFEST).read_bytes())
    change(told)
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    seal(folder)


def change_page(site: Path, page: str, old: str, new: str) -> None:
    """Replace a text of a page that is there."""
    text = (site / page).read_text(encoding="utf-8")
    assert old in text
    (site / page).write_text(text.replace(old, new), encoding="utf-8")


def _triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ox.parse((_HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE))


def _names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(name for path in files if (name := path.relative_to(folder).as_posix()) != SUMS)


def _page(release: Path, data: str) -> str:
    block = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": ROOT_IRI,
        "name": "oncotriples",
        "description": "What it is",
        "identifier": ROOT_IRI,
        "datePublished": "2026-01-02",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "oncotriples contributors"},
        "publisher": {"@type": "Organization", "name": "oncotriples contributors"},
        "keywords": ["oncology"],
        "isBasedOn": [{"@id": f"{BASE}document/x/2025-01-02", "url": "https://www.cancer.gov/x"}],
        "sameAs": "https://doi.org/10.5281/zenodo.1",
        PREFIXES["prov"] + "wasDerivedFrom": {"@id": f"{BASE}document/x/2025-01-02"},
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": f"{ROOT_IRI}/assertions.csv",
            "encodingFormat": "text/csv",
            "contentSize": str((release / "assertions.csv").stat().st_size),
        },
    }
    return f"""<!doctype html><html lang="en"><head><title>oncotriples</title>
<link rel="cite-as" href="{ROOT_IRI}">
<link rel="describedby" type="text/turtle" href="{data}.ttl">
<link rel="item" type="text/csv" href="{data}/assertions.csv">
<link rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">
<link rel="type" href="https://schema.org/Dataset">
<script type="application/ld+json">{json.dumps(block)}</script>
</head><body><p>A page</p></body></html>
"""
