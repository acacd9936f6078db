"""A small site as a server finds it: the files of the things that it tells of, and those of a release."""

import gzip
import json
from pathlib import Path

from oncotriples.namespaces import BASE

__all__ = ["FILES", "FORMS", "LABEL", "PACKED", "THINGS", "write_site"]

FORMS = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
"""The forms of a thing, by the ending of their files, and what each is served as."""

_EDITION = "document/child-soft-tissue-treatment/2025-05-12"
_UNDATED = "document/child-soft-tissue-treatment/undated-e3c5bd3b"

_OWN_FILES = (
    "agent/imatinib",
    "assertion/child-soft-tissue-treatment/imatinib-chordoma",
    "citation/key/2013-seer-cancer-statistics",
    "citation/pmid/22331945",
    "code/modality/should",
    "dataset",
    "dataset/0.3.0",
    "document/child-soft-tissue-treatment",
    _EDITION,
    f"{_EDITION}/section/2.1",
    f"{_EDITION}/table/9",
    _UNDATED,
    f"{_UNDATED}/section/0",
    "gene/KIT",
    "graph/document/child-soft-tissue-treatment/2025-05-12",
    "graph/literature",
    "level/treatment",
    "level/treatment/C3",
    "mapping-set/curated",
    "ontology",
    "query/agents-by-subtype",
    "record/pmid/10398180",
    "scheme/tumor-subtypes",
    "shapes",
    "trial/NCT00942877",
)

THINGS = {path: path for path in _OWN_FILES} | {
    f"{_EDITION}/passage/1.1-1.3": f"{_EDITION}#passage/1.1-1.3",
    f"{_EDITION}/passage/table-9-head.1.2": f"{_EDITION}#passage/table-9-head.1.2",
    f"{_EDITION}/pointer/41": f"{_EDITION}#pointer/41",
    f"{_EDITION}/group/5": f"{_EDITION}#group/5",
    f"{_EDITION}/mark/3": f"{_EDITION}#mark/3",
    f"{_EDITION}/reference/2-9": f"{_EDITION}#reference/2-9",
    f"{_EDITION}/row/9.3": f"{_EDITION}#row/9.3",
    f"{_UNDATED}/trial-search/1": f"{_UNDATED}#trial-search/1",
    f"{_UNDATED}/reproduction/1": f"{_UNDATED}#reproduction/1",
    "mapping/00763090e99a01fe": "mapping-set/curated#mapping/00763090e99a01fe",
}
"""The path of each thing's IRI, and of its files without ending; after “#” its place where the page has several."""

FILES = {
    ".well-known/void": "text/turtle; charset=utf-8",
    "agent/index.html": "text/html; charset=utf-8",
    "assets/site.css": "text/css; charset=utf-8",
    "assets/icon.svg": "image/svg+xml",
    "context.jsonld": "application/ld+json",
    "dataset/0.3.0/SHA256SUMS": "text/plain; charset=utf-8",
    "dataset/0.3.0/assertions.csv": "text/csv; charset=utf-8",
    "dataset/0.3.0/changes.atom": "application/atom+xml",
    "dataset/0.3.0/changes.md": "text/markdown; charset=utf-8",
    "dataset/0.3.0/graphs/document.child-soft-tissue-treatment.2025-05-12.nq.gz": "application/gzip",
    "dataset/0.3.0/manifest.json": "application/json",
    "dataset/0.3.0/NOTICE.txt": "text/plain; charset=utf-8",
    "dataset/0.3.0/oncotriples.nq.gz": "application/gzip",
    "dataset/0.3.0/queries/evidence/agents-by-subtype.rq": "application/sparql-query",
    "index.html": "text/html; charset=utf-8",
    "linkset.json": "application/linkset+json",
    "pages.tsv": "text/tab-separated-values; charset=utf-8",
    "playground/oxigraph_bg.wasm": "application/wasm",
    "playground.html": "text/html; charset=utf-8",
    "query/agents-by-subtype.csv": "text/csv; charset=utf-8",
    "search/index.json": "application/json",
    "sitemap.xml": "application/xml",
    "sw.js": "text/javascript; charset=utf-8",
    "404.html": "text/html; charset=utf-8",
}
"""Other files, and what each is served as."""

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PACKED = gzip.compress(b"<https://w3id.org/a> <https://w3id.org/b> <https://w3id.org/c> .\n" * 50)
"""What a ``.gz`` file of the site holds."""


def write_site(folder: Path) -> None:
    """Write the site: a thing's data say nothing but its label, which is the path of its IRI."""
    for path in _OWN_FILES:
        iri, target = BASE + path, folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "html": f"<!DOCTYPE html><title>{path}</title>\n" + "<p>A page.</p>\n" * 100,
            "jsonld": json.dumps({"@id": iri, LABEL: path}) + "\n",
            "nt": f'<{iri}> <{LABEL}> "{path}" .\n',
            "ttl": f'<{iri}>\n    <{LABEL}> "{path}" ;\n.\n',
        }
        for ending, text in told.items():
            target.with_name(f"{target.name}.{ending}").write_text(text, encoding="utf-8")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PACKED if name.endswith(".gz") else f"{name}\n".encode() * 100)
