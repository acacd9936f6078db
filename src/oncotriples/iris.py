"""Every IRI of ours is minted, and checked, here.

A slug is lower-case ASCII letters and digits in words joined by single hyphens. Codes keep the source's own spelling
(``3iiiA``). Ordinals count from 1. Anything else is refused rather than escaped: an IRI is kept for ever.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE

# fmt: off
__all__ = [
    "address", "agent", "article", "article_by_key", "article_by_pmid", "assertion", "candidate", "code",
    "drug_summary", "edition", "expand", "gene", "graph", "group", "heading", "is_slug", "is_thing", "level", "mark",
    "notice", "passage", "place", "pointer", "query", "record", "reference", "row", "section", "slugify", "summary",
    "summary_of", "table", "term", "thing", "trial",
]
# fmt: on

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_PMID = re.compile(r"[1-9][0-9]{0,7}")
_MESH = re.compile(r"[DCQ][0-9]{3,12}")
_EDITION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|undated-[0-9a-f]{8}")
_CDR_ID = re.compile(r"CDR[0-9]{10}")
# Strict about case: of “RAS” and “Ras” one address would differ from the other in nothing else.
_GENE = re.compile(r"C[0-9X]{1,2}orf[0-9]{1,4}|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_SECTION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_ROW = re.compile(r"[0-9]+\.[0-9]+")
_REFERENCE = re.compile(r"[0-9]+-[0-9]+")
_PASSAGE = re.compile(
    r"[0-9]+(?:\.[0-9]+)*-[0-9]+\.[0-9]+|table-[0-9]+(?:\.[0-9]+\.[0-9]+|-title|-head\.[0-9]+\.[0-9]+|-note\.[0-9]+)"
)
# What documents mention, by the first part of its path.
_THINGS: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "agent": (_SLUG, "a slug, such as agent/imatinib"),
        "subtype": (_SLUG, "a slug, such as subtype/chordoma"),
        "gene": (_GENE, "a symbol, such as gene/KIT"),
        "trial": (re.compile(r"NCT[0-9]{8}|CDR[0-9]{10}"), "a registry number, such as trial/NCT00000001"),
        "term": (_CDR_ID, "CDR and ten digits, such as term/CDR0000000001"),
        "level": (re.compile(r"[a-z]+(?:-[a-z]+)*/[0-9A-Za-z]{1,9}"), "a scale and a code, such as level/treatment/C3"),
    }
)
_WEB = re.compile(r"https?://[^/?#]")
# RFC 3987 without what RDF forbids inside <…>.
_ILLEGAL = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


def _slug(text: str, what: str) -> str:
    if not _SLUG.fullmatch(text):
        raise InputError(
            f"{what} “{text}” is not a slug",
            mend="use lower-case letters, digits and single hyphens, such as “alveolar-soft-part-sarcoma”",
        )
    return text


def slugify(label: str) -> str:
    """The slug of a label: ``"Tumor (PEComa)"`` → ``tumor-pecoma``."""
    slug = "-".join(re.findall(r"[a-z0-9]+", label.lower()))
    return _slug(slug, f"the slug of “{label}”,")


def agent(slug: str) -> str:
    """A therapeutic agent: ``agent/imatinib``."""
    return f"{BASE}agent/{_slug(slug, 'agent')}"


def assertion(summary: str, slug: str) -> str:
    """A claim of a summary; without the edition, so that the key is stable."""
    return f"{BASE}assertion/{_slug(summary, 'summary')}/{_slug(slug, 'assertion')}"


def article_by_pmid(pmid: str) -> str:
    """An article that PubMed knows: ``citation/pmid/22331945``."""
    if not _PMID.fullmatch(pmid):
        raise InputError(f"“{pmid}” is no PMID", mend="write one to eight digits, no leading zero, no prefix")
    return f"{BASE}citation/pmid/{pmid}"


def article_by_key(key: str) -> str:
    """An article without PMID, by author, year, journal, volume and page; kept for ever, whatever is found later."""
    return f"{BASE}citation/key/{_slug(key, 'citation key')}"


def article(path: str) -> str:
    """An article by the path of its IRI: ``citation/pmid/22331945`` or ``citation/key/<slug>``."""
    kind, _, name = path.removeprefix("citation/").partition("/")
    if kind == "pmid":
        return article_by_pmid(name)
    if kind == "key":
        return article_by_key(name)
    raise InputError(f"“{path}” is no article", mend="write citation/pmid/ or citation/key/ and its identifier")


def record(pmid: str) -> str:
    """What PubMed says of an article: ``record/pmid/22331945``."""
    return f"{BASE}record/pmid/{_checked(pmid, _PMID, 'PMID', 'one to eight digits, such as 22331945')}"


def notice(pmid: str, number: int) -> str:
    """A notice about an article, counted in its record from 1: ``record/pmid/22331945/notice/1``."""
    return f"{record(pmid)}/notice/{_counted(number, 'notice')}"


def heading(identifier: str) -> str:
    """An entry of Medical Subject Headings, which has its address from the NLM: ``D012509``, ``C097613``."""
    return f"http://id.nlm.nih.gov/mesh/{_checked(identifier, _MESH, 'MeSH identifier', 'D012509')}"


def summary(slug: str) -> str:
    """A summary: ``document/child-soft-tissue-treatment``."""
    return f"{BASE}document/{_slug(slug, 'summary')}"


def edition(summary_: str, edition_: str) -> str:
    """An edition of a summary: ``document/<summary>/2025-05-12``, or ``undated-`` and eight hexadecimal digits."""
    return f"{summary(summary_)}/{_checked(edition_, _EDITION, 'edition', '2025-05-12 or undated-0123abcd')}"


def section(edition_iri: str, key: str) -> str:
    """A section of an edition, by its number among its siblings and theirs: ``section/1.1``."""
    return f"{edition_iri}/section/{_checked(key, _SECTION, 'section', '1.1')}"


def table(edition_iri: str, number: int) -> str:
    """A table of an edition, counted from 1: ``table/9``."""
    return f"{edition_iri}/table/{_counted(number, 'table')}"


def row(edition_iri: str, key: str) -> str:
    """A row of a table, by their numbers: ``row/9.3``."""
    return f"{edition_iri}/row/{_checked(key, _ROW, 'row', '9.3')}"


def passage(edition_iri: str, key: str) -> str:
    """A passage of a section, ``passage/1.1-1.3``, or of a table, ``passage/table-9.3.1``."""
    return f"{edition_iri}/passage/{_checked(key, _PASSAGE, 'passage', '1.1-1.3 or table-9.3.1')}"


def place(edition_iri: str, key: str) -> str:
    """A passage by its key, or a row by ``row-9.3``."""
    return row(edition_iri, key[4:]) if key.startswith("row-") else passage(edition_iri, key)


def reference(edition_iri: str, key: str) -> str:
    """An entry of a reference list, by section and number: ``reference/2-9``."""
    return f"{edition_iri}/reference/{_checked(key, _REFERENCE, 'reference', '2-9')}"


def pointer(edition_iri: str, number: int) -> str:
    """A pointer to a reference list, counted from 1: ``pointer/41``."""
    return f"{edition_iri}/pointer/{_counted(number, 'pointer')}"


def group(edition_iri: str, number: int) -> str:
    """A group of pointers, counted from 1: ``group/12``."""
    return f"{edition_iri}/group/{_counted(number, 'group')}"


def mark(edition_iri: str, number: int) -> str:
    """A printed grade, counted from 1: ``mark/3``."""
    return f"{edition_iri}/mark/{_counted(number, 'mark')}"


def thing(path: str) -> str:
    """What a passage mentions, by the path of its IRI: ``agent/imatinib``, ``gene/KIT``, ``term/CDR0000044893``."""
    kind, _, name = path.partition("/")
    if kind not in _THINGS:
        raise InputError(f"“{path}” is nothing that a passage mentions", mend=f"use one of {', '.join(_THINGS)}")
    pattern, form = _THINGS[kind]
    if not pattern.fullmatch(name):
        raise InputError(f"“{name}” is no name of a {kind}", mend=f"write {form}")
    return f"{BASE}{path}"


def gene(symbol: str) -> str:
    """A gene: ``gene/KIT``."""
    return thing(f"gene/{symbol}")


def trial(number: str) -> str:
    """A clinical trial by its number in a registry, else its CDR identifier: ``trial/NCT00942877``."""
    return thing(f"trial/{number}")


def term(cdr_id: str) -> str:
    """An entry of NCI's terminology: ``term/CDR0000044893``."""
    return thing(f"term/{cdr_id}")


def drug_summary(cdr_id: str) -> str:
    """A drug information summary: ``drug/CDR0000487488``."""
    return f"{BASE}drug/{_checked(cdr_id, _CDR_ID, 'CDR identifier', 'CDR0000487488')}"


def candidate(edition_iri: str, agent_path: str, tumor_path: str, key: str) -> str:
    """A proposed claim, by the paths of agent and tumor and the key of the place: ``…/imatinib-chordoma-row-9.3``."""
    place(edition_iri, key)
    names = (thing(path).rsplit("/", 1)[1] for path in (agent_path, tumor_path))
    return f"{BASE}candidate/{edition_iri.removeprefix(f'{BASE}document/')}/{'-'.join((*names, key))}"


def level(scale: str, code_: str) -> str:
    """A level of evidence of one scale: ``level/treatment-legacy/3iiiA``."""
    return f"{BASE}level/{_slug(scale, 'scale')}/{_checked_code(code_)}"


def code(list_: str, code_: str) -> str:
    """A code of a closed list: ``code/modality/should``."""
    return f"{BASE}code/{_slug(list_, 'code list')}/{_checked_code(code_)}"


def query(name: str) -> str:
    """A saved query: ``query/agents-by-subtype``."""
    return f"{BASE}query/{_slug(name, 'query')}"


def graph(name: str) -> str:
    """A named graph: ``graph/literature``, ``graph/document/<summary>/<edition>``."""
    for part in name.split("/"):
        _slug(part, "graph")
    return f"{BASE}graph/{name}"


def summary_of(document_iri: str) -> str:
    """The summary's slug in an IRI below ``document/``."""
    path = document_iri.removeprefix(f"{BASE}document/")
    if path == document_iri:
        raise InputError(f"<{document_iri}> is not below {BASE}document/", mend="name a summary or one of its editions")
    return _slug(path.split("/")[0], "summary")


def expand(name: str) -> str:
    """The IRI behind what a person types: ``agent/imatinib``, ``<https://…>`` or a whole IRI."""
    text = name.strip().removeprefix("<").removesuffix(">")
    if not text or _ILLEGAL.search(text):
        raise InputError(f"“{name}” is no IRI", mend="write it as agent/imatinib, or as a whole https:// address")
    return text if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) else BASE + text.removeprefix("/")


def address(text: str) -> str:
    """An address on the web as an IRI, or “” where it is none: relative, of another scheme, with spaces, ``http://%``.

    What an IRI is, the parser that will read it says, by the whole grammar of RFC 3987 and in less than a microsecond.
    """
    if not _WEB.match(text):
        return ""
    try:
        return ox.NamedNode(text).value
    except ValueError:
        return ""


def is_slug(text: str) -> bool:
    """Whether a text is a slug, so that it can name a summary."""
    return bool(_SLUG.fullmatch(text))


def is_thing(path: str) -> bool:
    """Whether a path is that of something that a passage can mention: ``gene/KIT``."""
    kind, _, name = path.partition("/")
    return kind in _THINGS and bool(_THINGS[kind][0].fullmatch(name))


def _checked(text: str, pattern: re.Pattern[str], what: str, example: str) -> str:
    if not pattern.fullmatch(text):
        raise InputError(f"“{text}” is no {what}", mend=f"write it as {example}")
    return text


def _counted(number: int, what: str) -> int:
    if number < 1:
        raise InputError(f"there is no {what} {number}", mend="count from 1")
    return number


def _checked_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise InputError(f"“{text}” is no code", mend="use letters, digits and single hyphens")
    return text
