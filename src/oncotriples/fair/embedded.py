"""JSON-LD in pages: all that search engines and FAIR-Checker read.

What a page says of the data set stands in an object of type Dataset. Which page lacks one is a check of its own
(F4-01); the others judge those objects that are there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rdflib import SDO

from oncotriples.fair.licenses import license_id
from oncotriples.fair.model import Check, Judgement, judged, not_judged
from oncotriples.fair.pages import Site
from oncotriples.fair.seen import host_of, vocabulary_of
from oncotriples.fair.subject import Subject
from oncotriples.release.lookup import term
from oncotriples.release.nodes import DATASET
from oncotriples.site.downloads import served_type

__all__ = ["EMBEDDED"]

_CORE = ("name", "creator", "publisher", "datePublished", "identifier", "description", "keywords")
# Properties that the context of schema.org takes for links; other addresses are mere texts to FAIR-Checker.
_LINKS = ("contentUrl", "includedInDataCatalog", "isBasedOn", "isPartOf", "license", "sameAs", "subjectOf", "url")
_LEAST_HOSTS = 4
# What FAIR-Checker takes for provenance, of which a release can say something.
_PROVENANCE = tuple(
    map(
        term,
        (
            *("prov:wasGeneratedBy", "prov:wasDerivedFrom", "prov:wasAttributedTo"),
            *("dcterms:creator", "dcterms:hasVersion", "pav:createdWith", "pav:previousVersion"),
        ),
    )
)

Block = Mapping[str, Any]


def _described(subject: Subject, site: Site) -> Judgement:
    known = (subject.root, DATASET)
    faults = []
    for page in site.pages:
        if page.problem:
            faults.append(page.problem)
        elif not any(block.get("@id") in known for block in page.datasets):
            faults.append(f"{page.path}: has no JSON-LD of a Dataset whose @id is that of the data set")
    return judged(f"JSON-LD of a Dataset in {', '.join(page.path for page in site.pages)}", faults)


def _core(_subject: Subject, block: Block) -> Iterator[str]:
    yield from (f"has no {name}" for name in _CORE if not any(_texts(block.get(name))))


def _of_schema_org(_subject: Subject, block: Block) -> Iterator[str]:
    contexts = [str(context).rstrip("/") for context in _listed(block.get("@context"))]
    if not {"https://schema.org", "http://schema.org"} & set(contexts):
        yield f"its @context is {contexts}, not https://schema.org"
    keys = {key for one in _objects(block) for key in one if not key.startswith("@")}
    for key in sorted(keys):
        if key not in SDO and not vocabulary_of(key):
            yield f"“{key}” is no term of schema.org"


def _linked(_subject: Subject, block: Block) -> Iterator[str]:
    links = (one.get(key) for one in _objects(block) for key in ("@id", *_LINKS))
    hosts = {"schema.org", *(host_of(text) for held in links for text in _listed(held) if isinstance(text, str))} - {""}
    if len(hosts) < _LEAST_HOSTS:
        yield f"links to {', '.join(sorted(hosts))} only"


def _measured(subject: Subject, block: Block) -> Iterator[str]:
    told = [one for one in _listed(block.get("distribution")) if isinstance(one, Mapping)]
    if not told:
        yield "has no distribution"
    for one in told:
        address = next(_texts(one.get("contentUrl")), "")
        name = address.removeprefix(f"{subject.root}/")
        if name not in subject.release.sums:
            yield f"contentUrl {address!r} is no file of this release"
            continue
        size = str((subject.release.folder / name).stat().st_size)
        if str(one.get("contentSize")) != size:
            yield f"{name}: contentSize is {one.get('contentSize')!r}, not {size!r}"
        if one.get("encodingFormat") != served_type(name):
            yield f"{name}: encodingFormat is {one.get('encodingFormat')!r}, not {served_type(name)!r}"


def _free(_subject: Subject, block: Block) -> Iterator[str]:
    if block.get("isAccessibleForFree") is not True:
        yield f"isAccessibleForFree is {block.get('isAccessibleForFree')!r}"


def _licensed(_subject: Subject, block: Block) -> Iterator[str]:
    licenses = list(_texts(block.get("license")))
    if not any(map(license_id, licenses)):
        yield f"license is {', '.join(licenses) or 'not said'}"


def _traced(_subject: Subject, block: Block) -> Iterator[str]:
    if not any(name in block for name in _PROVENANCE):
        yield "says nothing of its origin in PROV, PAV or Dublin Core"


def _of_each(faults_of: Callable[[Subject, Block], Iterator[str]]) -> Callable[[Subject, Site], Judgement]:
    """A check of each Dataset in the pages, by what is wrong with one."""

    def judge(subject: Subject, site: Site) -> Judgement:
        blocks = [(page.path, block) for page in site.pages for block in page.datasets]
        if not blocks:
            return not_judged("no page has JSON-LD of a Dataset: see F4-01")
        faults = [f"{path}: {fault}" for path, block in blocks for fault in faults_of(subject, block)]
        return judged(f"JSON-LD of the Dataset in {', '.join(path for path, _ in blocks)}", faults)

    return judge


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> Iterator[str]:
    """The texts of a value: its own, or the names or addresses of the things that it is."""
    for one in _listed(value):
        text = (one.get("name") or one.get("@id") or one.get("url")) if isinstance(one, Mapping) else one
        if isinstance(text, str) and text.strip():
            yield text


def _objects(block: Block) -> Iterator[Block]:
    """The object and all those in it, however deep."""
    waiting: list[object] = [block]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            yield one
            waiting.extend(held for key, held in one.items() if not key.startswith("@"))
        elif isinstance(one, list):
            waiting.extend(one)


EMBEDDED = (
    Check(
        "F2-03",
        ("F-UJI FsF-F2-01M-2", "F-UJI FsF-F2-01M-3", "FAIR-Checker F1B"),
        "Does the JSON-LD of the pages have the core metadata, the identifier among them?",
        f"give the Dataset in the page {', '.join(_CORE)}",
        judge_pages=_of_each(_core),
    ),
    Check(
        "F4-01",
        ("F-UJI FsF-F4-01M-1", "F-UJI FsF-I1-01M-1", "F-UJI 0.5 FsF-F2-01M-1a", "FAIR-Checker F2A", "FAIR-Checker I1"),
        "Do the pages at which the identifiers lead describe the data set for search engines?",
        "put the JSON-LD of the Dataset that the home page has into this page too",
        judge_pages=_described,
    ),
    Check(
        "A1-02",
        ("F-UJI 0.5 FsF-A1-01M-2",),
        "Do the pages say in a way that machines read that the data are open?",
        "give the Dataset in the page isAccessibleForFree: true",
        judge_pages=_of_each(_free),
    ),
    Check(
        "I2-03",
        ("FAIR-Checker F2B", "FAIR-Checker I2", "FAIR-Checker R1.3"),
        "Is all JSON-LD of the pages in terms of schema.org, or of another vocabulary that is known?",
        "use terms of https://schema.org/Dataset, or whole IRIs of terms of another vocabulary",
        judge_pages=_of_each(_of_schema_org),
    ),
    Check(
        "I3-03",
        ("FAIR-Checker I3",),
        "Does the JSON-LD of the pages link to things at four hosts or more?",
        "name the sources of the data set in isBasedOn, each with the url of its page",
        judge_pages=_of_each(_linked),
    ),
    Check(
        "R1-05",
        ("F-UJI FsF-R1-01M-2", "F-UJI 0.5 FsF-R1-01MD-3"),
        "Does the JSON-LD of the pages tell size and type of each file, as the file has them?",
        "give each distribution contentUrl, encodingFormat and contentSize, the number of bytes without a unit",
        judge_pages=_of_each(_measured),
    ),
    Check(
        "R1.1-03",
        ("F-UJI FsF-R1.1-01M-1", "FAIR-Checker R1.1", "FAIR-Checker A1.2"),
        "Does the JSON-LD of the pages name the license?",
        "give the Dataset in the page its license, by the address at creativecommons.org",
        judge_pages=_of_each(_licensed),
    ),
    Check(
        "R1.2-03",
        ("FAIR-Checker R1.2",),
        "Does the JSON-LD of the pages tell where the data set comes from?",
        f"give the Dataset in the page {_PROVENANCE[1]}, by its whole IRI, with its sources",
        judge_pages=_of_each(_traced),
    ),
)
"""Checks of the Dataset in JSON-LD of pages."""
