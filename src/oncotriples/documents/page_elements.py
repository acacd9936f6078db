"""The elements of pages by what the walker does with them; what is not named here divides blocks."""

__all__ = ["FURNITURE", "HEADINGS", "INLINE", "SKIPPED"]

HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
SKIPPED = frozenset((
    "aside", "audio", "button", "canvas", "dialog", "embed", "form", "head", "iframe", "input", "link", "map",
    "math", "meta", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nci-definition", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
))  # fmt: skip
FURNITURE = frozenset((
    "breadcrumb", "document-dates", "in-this-section", "on-this-page", "page-options", "public-use", "syndication",
    "usa-breadcrumb",
))  # fmt: skip
