"""Every IRI of ours is minted, and checked, here.

A slug is lower-case ASCII letters and digits in words joined by single hyphens. Codes keep the source's own spelling
(``3iiiA``). Ordinals count from 1. Anything else is refused rather than escaped: an IRI is kept for ever.
"""

import re

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE

__all__ = [
    "agent",
    "article_by_key",
    "article_by_pmid",
    "assertion",
    "code",
    "expand",
    "graph",
    "level",
    "query",
    "slugify",
    "summary_of",
]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_PMID = re.compile(r"[1-9][0-9]{0,7}")
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


def _checked_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise InputError(f"“{text}” is no code", mend="use letters, digits and single hyphens")
    return text
