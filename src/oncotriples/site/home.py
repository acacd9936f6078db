"""The home page, the pairs behind its matrix, and the pages that say what the whole is."""

from collections.abc import Iterator, Sequence

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.version import LICENSE
from oncotriples.render.html import data_block
from oncotriples.render.resource import FORMS
from oncotriples.site.changes_page import latest
from oncotriples.site.downloads import served_type
from oncotriples.site.gaps import gaps
from oncotriples.site.lists import Listed
from oncotriples.site.matrix import evidence_matrix
from oncotriples.site.sources import SiteSources
from oncotriples.site.terms import text_of

__all__ = ["home_files"]

_NUMBERS = ("assertion", "agent", "subtype", "citation", "document")
_SIGNPOSTED = ("oncotriples.nq.gz", "oncotriples.ttl.gz", "oncotriples.jsonld.gz", "assertions.csv")


def home_files(sources: SiteSources, lists: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    """Home, matrix, gaps, search, about."""
    matrix = evidence_matrix(sources)
    folder = f"dataset/{sources.release.version}"
    sizes = {one.first: one for one in lists}
    credits = _credits(sources)
    yield from sources.page(
        "home.html",
        "index",
        title="oncotriples",
        summary="Agents, tumors, treatments, levels of evidence and articles from NCI's PDQ® summaries, as linked data",
        dataset=f"{BASE}dataset",
        dataset_page=folder,
        forms=FORMS,
        items=[(f"{folder}/{name}", served_type(name)) for name in _SIGNPOSTED if name in sources.release.sums],
        markup=data_block(_markup(sources, folder, credits)),
        numbers=[
            (f"{sizes[first].size:,}", sizes[first].heading.lower(), f"{first}/index.html")
            for first in _NUMBERS
            if first in sizes
        ],
        matrix=matrix,
        questions=sum(1 for name in sources.release.sums if name.startswith("queries/")),
        latest=latest(sources),
    ).items()
    yield from sources.page("matrix.html", "matrix", title="Agents and tumors, pair by pair", matrix=matrix).items()
    yield from sources.page("gaps.html", "gaps", title="Gaps", gaps=gaps(sources)).items()
    yield from sources.page("search.html", "search", title="Search").items()
    notice = sources.release.read("NOTICE.txt").decode() if "NOTICE.txt" in sources.release.sums else ""
    yield from sources.page("about.html", "about", title="About", credits=credits, notice=notice).items()


def _credits(sources: SiteSources) -> list[str]:
    """The wording of every edition, from the data."""
    rights = f"{PREFIXES['dcterms']}rights"
    editions = {iri for iri, _ in sources.index.values(rights) if iri.startswith(f"{BASE}document/")}
    return [text_of(dict(sources.index.said(iri))[rights]) for iri in sorted(editions)]


def _markup(sources: SiteSources, folder: str, credits: Sequence[str]) -> dict[str, object]:
    """The data set as catalogs of data sets read it."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{BASE}dataset",
        "name": "oncotriples",
        "description": "Agents, tumor subtypes, treatments, outcomes, levels of evidence and PubMed-referenced "
        "citations from NCI's PDQ® cancer information summaries, as linked data; extracts in our own words.",
        "identifier": f"{BASE}{folder}",
        "version": sources.release.version,
        "datePublished": sources.release.issued,
        "license": LICENSE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "oncotriples contributors"},
        "publisher": {"@type": "Organization", "name": "oncotriples contributors"},
        "keywords": ["oncology", "level of evidence", "linked data", "RDF", "SPARQL", "knowledge graph"],
        "creditText": " ".join(credits),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": served_type(name),
                "contentUrl": f"{BASE}{folder}/{name}",
                "sha256": sources.release.sums[name],
            }
            for name in _SIGNPOSTED
            if name in sources.release.sums
        ],
    }
