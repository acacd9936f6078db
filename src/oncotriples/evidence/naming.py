"""The names by which a summary and its editions are kept for ever: slugs, pure functions of what a document says.

A summary is named by the words of its address behind the audience, so that today's page, its copy and the XML of the
same summary meet: ``types/soft-tissue-sarcoma/hp/child-soft-tissue-treatment-pdq`` is ``child-soft-tissue-treatment``.
Summaries for patients end in ``-patient``. Addresses of before 2015 (``cancertopics/pdq/treatment/breast/Patient``)
name the type first; it moves behind the name, as it stands there today.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from oncotriples.documents.outline import Outline

__all__ = ["cdr_slug", "edition_slug", "summary_slug", "summary_slug_of"]

_CDR = re.compile(r"(?:CDR)?0*([1-9][0-9]{0,9})", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOSTS = ("cancer.gov", "nci.nih.gov")
_AUDIENCES = {
    **dict.fromkeys(("hp", "healthprofessional", "pro"), ""),
    **dict.fromkeys(("patient", "patients", "paciente"), "patient"),
}
# Folders whose name belongs to the name of what lies in them.
_FOLDERS = frozenset({"genetics", "levels-evidence"})
# Types of the old form that the present addresses do not repeat.
_UNNAMED_TYPES = frozenset({"supportivecare", "supportive-care", "cam"})


def summary_slug(address: str) -> str:
    """The slug of the summary at an address, or "" where the address is none of a summary.

    ``address`` is absolute or begins with ``/``; what follows ``?`` or ``#`` does not matter. An address that says
    neither hp nor patient is one for patients when it ends in ``-pdq``.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
    if host and not any(host == known or host.endswith(f".{known}") for known in _HOSTS):
        return ""
    if not host and not parts.path.startswith("/"):
        return ""
    segments = [segment.strip() for segment in unquote(parts.path).lower().split("/") if segment.strip()]
    if not segments:
        return ""
    if segments[:2] in (["cancertopics", "pdq"], ["cancerinfo", "pdq"]):
        return _old_form(segments[2:])
    return _present_form(segments)


def cdr_slug(identifier: str) -> str:
    """The slug of a CDR identifier: ``CDR0000062872`` → ``cdr0000062872``; "" where it is none."""
    found = _CDR.fullmatch(identifier.strip())
    return f"cdr{int(found[1]):010}" if found else ""


def summary_slug_of(outline: Outline, known: Mapping[str, str] | None = None) -> str:
    """The slug of the summary that a document is an edition of: by its address, else its CDR identifier.

    A form that carries neither is named by its title, up to the mark of PDQ: by the slug that ``known`` gives for it
    (titles of known summaries to their slugs), else by the words of the title.
    """
    slug = summary_slug(outline.url) or cdr_slug(outline.cdr_id)
    if slug:
        return slug
    title = _short(outline.title)
    by_title = {_short(name): value for name, value in (known or {}).items()}
    return by_title.get(title) or _joined([title]) or f"untitled-{outline.digest[:8]}"


def edition_slug(outline: Outline) -> str:
    """The edition: the date of its latest update, else of its publication, else its content."""
    for date in (outline.updated, outline.first_published):
        if _DATE.fullmatch(date):
            return date
    return f"undated-{outline.digest[:8]}"


def _old_form(segments: list[str]) -> str:
    """``<type>/<name>/<audience>`` and what may follow (``page5``, ``allpages``)."""
    if len(segments) < 2:
        return ""
    type_, name = segments[:2]
    patient = any(_AUDIENCES.get(segment) for segment in segments[2:])
    return _joined([name, "" if type_ in _UNNAMED_TYPES else type_, "patient" if patient else ""])


def _present_form(segments: list[str]) -> str:
    """The words behind the audience, which is a folder (``hp/``) or the first word of one (``types/…/hp-…/``)."""
    for place, segment in enumerate(segments):
        after = segments[place + 1 :]
        if segment in _AUDIENCES:
            return _named(after, _AUDIENCES[segment]) if after else ""
        head, _, rest = segment.partition("-")
        if head in ("hp", "patient") and rest and segments[0] != "publications":
            return _named([rest, *after], _AUDIENCES[head])
    folder, last = [segment for segment in segments[-2:-1] if segment in _FOLDERS], segments[-1]
    if last.removesuffix("-pdq").endswith("-hp") or folder == ["levels-evidence"]:
        return _named([*folder, last], "")
    return _named([*folder, last], "patient") if last.endswith("-pdq") else ""


def _named(words: list[str], audience: str) -> str:
    """The slug of the words; a folder that is a summary itself (``…-pdq/…``) is not repeated."""
    kept = [word for word in words[:-1] if not word.endswith("-pdq")]
    return _joined([*kept, words[-1].removesuffix("-pdq").removesuffix("-hp"), audience])


def _short(title: str) -> str:
    """The title before “(PDQ”, with its white space as in a normalised text."""
    return " ".join(title.partition("(PDQ")[0].split())


def _joined(words: list[str]) -> str:
    return "-".join(found for word in words for found in re.findall(r"[a-z0-9]+", word.lower()))
