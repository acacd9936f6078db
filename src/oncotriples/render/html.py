"""HTML from values: the templates, with every text escaped, and the frame that all pages share."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["Frame", "data_block", "page"]


# RDF allows control characters and noncharacters in texts; HTML forbids them, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Frame:
    """What all pages say: the wording that names the sources of the release, taken from its data."""

    credit: str


def page(template: str, path: str, frame: Frame, values: Mapping[str, Any]) -> bytes:
    """One page as UTF-8. ``path`` is its own below the root, without ending; relative links are made by it.

    ``values`` are those of the template, among them ``title``, and ``summary`` for search engines; ``root`` for a page
    that is shown under other paths than its own.
    """
    found = _environment().get_template(template)
    text = found.render(frame=frame, **{"root": "../" * path.count("/"), "summary": "", **values})
    return _FORBIDDEN.sub("\ufffd", text).encode()


def data_block(value: Mapping[str, Any]) -> Markup:
    """JSON for a ``<script>`` that is never run; nothing in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    text = _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(text)  # noqa: S704  without the characters by which markup begins


@cache
def _environment() -> Environment:
    """Undefined names are errors, blocks leave no blank lines behind."""
    return Environment(
        loader=PackageLoader("oncotriples.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
        auto_reload=False,
    )
