"""The home page, the pairs behind its matrix, and the pages that say what the whole is."""

from collections.abc import Iterator, Mapping, Sequence

from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.version import LICENSE
from oncotriples.render.html import data_block
from oncotriples.render.resource import FORMS, resource_page
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
    markup = _markup(sources, folder, credits)
    yield from _release_page(sources, folder, markup)
    yield from sources.page(
        "home.html",
        "index",
        title="oncotriples",
        summary="Agents, tumors, treatments, levels of evidence and articles from NCI's PDQ® summaries, as linked data",
        dataset=f"{BASE}dataset",
        dataset_page=folder,
        forms=FORMS,
        items=[(f"{folder}/{name}", served_type(name)) for name in _SIGNPOSTED if name in sources.release.sums],
        markup=data_block(markup),
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


def _release_page(sources: SiteSources, folder: str, markup: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """The page at which the identifier of the release leads, with what harvesters of data sets look for there."""
    for thing in sources.index.pages(folder, f"{folder}\0"):
        items = [(f"{sources.release.version}/{name}", served_type(name)) for name in sorted(sources.release.sums)]
        own = {**markup, "@id": f"{BASE}{folder}"}
        yield f"{folder}.html", resource_page(sources.reader.view(thing), sources.frame, items=items, dataset=own)


def _credits(sources: SiteSources) -> list[str]:
    """The wording of every edition, from the data."""
    rights = f"{PREFIXES['dcterms']}rights"
    editions = {iri for iri, _ in sources.index.values(rights) if iri.startswith(f"{BASE}document/")}
    return [text_of(dict(sources.index.said(iri))[rights]) for iri in sorted(editions)]


def _sources(sources: SiteSources) -> list[dict[str, str]]:
    """The editions that the data were taken from, each with the address of its summary at NCI."""
    pages = {iri: text_of(page) for iri, page in sources.index.values(f"{PREFIXES['dcat']}landingPage")}
    editions = (
        (edition, text_of(summary))
        for edition, summary in sources.index.values(f"{PREFIXES['dcterms']}isVersionOf")
        if edition.startswith(f"{BASE}document/")
    )
    return [
        {"@type": "CreativeWork", "@id": edition, **({"url": pages[summary]} if summary in pages else {})}
        for edition, summary in sorted(editions)
    ]


def _markup(sources: SiteSources, folder: str, credits: Sequence[str]) -> dict[str, object]:
    """The data set as catalogs of data sets read it."""
    based_on = _sources(sources)
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
        "isBasedOn": based_on,
        f"{PREFIXES['prov']}wasDerivedFrom": [{"@id": one["@id"]} for one in based_on],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": served_type(name),
                "contentSize": str((sources.release.folder / name).stat().st_size),
                "contentUrl": f"{BASE}{folder}/{name}",
                "sha256": sources.release.sums[name],
            }
            for name in _SIGNPOSTED
            if name in sources.release.sums
        ],
    }
