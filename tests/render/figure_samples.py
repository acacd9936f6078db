"""A figure of each kind, with labels as wanted, and the means to look into one."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from oncotriples.render.bar_chart import bar_chart
from oncotriples.render.bars import Bar
from oncotriples.render.class_boxes import ClassBox, ClassLink
from oncotriples.render.class_diagram import class_diagram
from oncotriples.render.figure import Figure
from oncotriples.render.heat_cells import Heading, HeatCell
from oncotriples.render.heat_map import heat_map

__all__ = ["HOSTILE", "KINDS", "links", "names", "parsed", "shown", "x_of"]

HOSTILE = (
    '<script>document.title = "ran"</script>',
    '"><img src=x onerror="document.title = 1">',
    "]]><!-- & &amp; --",
    "\u202etxet\u202c שלום עולם 12",
    "تجربة سريرية (2013)",
    "🧬👩\u200d🔬 \U0001f44d\U0001f3fd a\u0300\u0301",
    "a very long label, longer than any place that there could be for it in a picture of this size",
    "\x00\x1b\ud800\uffff\x85\nline",
)
"""Labels that want out, that want to turn the others around, and that do not fit. All differ when cleaned."""

_NAMESPACE = "{http://www.w3.org/2000/svg}"


def _upright(label: str, href: str, prefix: str) -> Figure:
    """Upright bars, one of them linked; the label stands wherever a label can."""
    bars = [Bar("2001", 4, 1, href), Bar("2002", 0), Bar("2003", 2)]
    return bar_chart(
        bars, title=label, description=label, x_label=label, y_label=label, part_label=label, prefix=prefix
    )


def _lying(label: str, href: str, prefix: str) -> Figure:
    bars = [Bar(label, 8372, 3, href), Bar(f"{label} and others that have no such name", 0.5)]
    return bar_chart(
        bars, title=label, description=label, x_label=label, y_label=label, part_label=label, prefix=prefix
    )


def _heat(label: str, href: str, prefix: str) -> Figure:
    return heat_map(
        [Heading(label, label), Heading("second")],
        [Heading(label, label), Heading("b"), Heading("c")],
        [
            HeatCell(label, (label, "b"), 9, label, href),
            HeatCell("second", ("b",), 1, "one"),
            HeatCell("second", ("c",), 0, "none"),
        ],
        title=label,
        description=label,
        row_label=label,
        column_label=label,
        name_label=label,
        value_label=label,
        prefix=prefix,
    )


def _classes(label: str, href: str, prefix: str) -> Figure:
    return class_diagram(
        [label, "second"],
        [ClassBox(label, 0, 1234, href), ClassBox("b:Other", 1, 5)],
        [
            ClassLink(label, label, "b:Other", 7),
            ClassLink("b:Other", label, label, 8),
            ClassLink(label, "a:to", label, 9),
        ],
        title=label,
        description=label,
        prefix=prefix,
    )


KINDS: tuple[Callable[[str, str, str], Figure], ...] = (_upright, _lying, _heat, _classes)
"""What draws a figure of a kind with this label, address and prefix."""


def parsed(figure: Figure) -> ET.Element:
    """The picture as a tree."""
    return ET.fromstring(figure.svg)  # noqa: S314  our own output


def links(figure: Figure) -> dict[str, str]:
    """The accessible name of each link, and where it leads."""
    return {anchor[0].text or "": anchor.attrib["href"] for anchor in parsed(figure).iter(f"{_NAMESPACE}a")}


def names(figure: Figure) -> list[str]:
    """All titles, that of the picture first."""
    return [element.text or "" for element in parsed(figure).iter(f"{_NAMESPACE}title")]


def shown(figure: Figure) -> list[str]:
    """All text that the picture shows, in its order."""
    return ["".join(element.itertext()) for element in parsed(figure).iter(f"{_NAMESPACE}text")]


def x_of(figure: Figure, text: str) -> float:
    """Where a text stands."""
    return next(
        float(element.attrib["x"])
        for element in parsed(figure).iter(f"{_NAMESPACE}text")
        if "".join(element.itertext()) == text
    )
