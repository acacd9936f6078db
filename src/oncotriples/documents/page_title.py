"""The title of a page: its summary's own, without the site's name and the version, which names the audience."""

import re
from collections.abc import Iterable

from oncotriples.documents.normalising import normalised

__all__ = ["audience_in", "title_of"]

_VERSION = re.compile(r"\s*[\u2010-\u2015-]\s*(Health Professional|Patient) Version\s*$", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s*[\u2010-\u2015|-]\s*(?:NCI|National Cancer Institute|Cancer\.gov)\s*$")
_AUDIENCE = re.compile(r"(?i)\b(health professional|patient)\b")
_AUDIENCES = {"health professional": "Health professionals", "patient": "Patients"}


def audience_in(title: str) -> str:
    """The audience that stands in a title, however it does; "" for none."""
    found = _AUDIENCE.search(title)
    return _AUDIENCES[found[1].lower()] if found else ""


def title_of(titles: Iterable[str]) -> tuple[str, str]:
    """The title without the site's name, and the audience that one of them names.

    The one that names the audience is the summary's own heading; others, of the page, may be shorter.
    """
    audience = heading = ""
    names = []
    for title in (normalised(title) for title in titles):
        version = _VERSION.search(_SITE_NAME.sub("", title))
        name = _VERSION.sub("", _SITE_NAME.sub("", title))
        if version is not None:
            audience = audience or _AUDIENCES[version[1].lower()]
            heading = heading or name
        names.append(name)
    return heading or next((name for name in names if name), ""), audience
