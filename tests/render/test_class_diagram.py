"""The picture of the classes: what stands in the boxes, and which diagrams cannot be drawn."""

from collections.abc import Sequence

import pytest
from figure_samples import links, names, parsed, shown

from oncotriples.errors import InputError
from oncotriples.render.class_boxes import BOXES_AT_MOST, LINKS_AT_MOST, ClassBox, ClassLink
from oncotriples.render.class_diagram import class_diagram
from oncotriples.render.figure import Figure

BOXES = [
    ClassBox("onct:EvidenceAssertion", 0, 22, "ontology.html#EvidenceAssertion"),
    ClassBox("onct:Agent", 1, 12),
    ClassBox("onct:Passage", 2, 8372),
]
LINKS = [
    ClassLink("onct:EvidenceAssertion", "onct:agent", "onct:Agent", 8),
    ClassLink("onct:EvidenceAssertion", "onct:statedIn", "onct:Passage", 14),
    ClassLink("onct:Passage", "onct:mentions", "onct:Agent", 539),
]


def diagram(
    boxes: Sequence[ClassBox] = BOXES,
    arrows: Sequence[ClassLink] = LINKS,
    columns: Sequence[str] = ("the claim", "what it is about", "where it stands"),
) -> Figure:
    return class_diagram(columns, boxes, arrows, title="T", description="D", prefix="p")


def test_a_box_shows_the_name_of_its_class_and_the_number_of_its_instances() -> None:
    assert {"onct:", "EvidenceAssertion", "22", "Passage", "8,372"} <= {*shown(diagram())}


def test_a_box_is_a_link() -> None:
    assert links(diagram()) == {"onct:EvidenceAssertion, instances: 22": "ontology.html#EvidenceAssertion"}


def test_columns_have_captions() -> None:
    assert shown(diagram())[:3] == ["the claim", "what it is about", "where it stands"]


def test_each_link_has_a_row_with_its_property_and_number() -> None:
    assert {"onct:agent", "8", "onct:statedIn", "14", "onct:mentions", "539"} <= {*shown(diagram())}
    assert "onct:Passage onct:mentions onct:Agent, times: 539" in names(diagram())


def test_every_text_of_a_box_is_inside_it() -> None:
    elements = list(parsed(diagram()).iter())
    boxes = [
        tuple(float(element.attrib[name]) for name in ("x", "y", "width", "height"))
        for element in elements
        if element.get("class") == "box"
    ]
    texts = [element for element in elements if element.tag.endswith("text")][3:]
    assert len(texts) == 3 * len(BOXES) + 2 * len(LINKS)
    for element in texts:
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        assert any(left < x < left + width and top < y < top + height for left, top, width, height in boxes)


def test_each_link_has_a_line_and_a_point() -> None:
    kinds = [element.get("class") for element in parsed(diagram()).iter() if element.tag.endswith("path")]
    assert kinds == ["edge", "point"] * 3


def test_the_same_numbers_as_a_table() -> None:
    figure = diagram()
    assert figure.columns == ("class", "instances", "property", "class it leads to", "times")
    assert figure.rows == (
        ("onct:EvidenceAssertion", "22", "onct:agent", "onct:Agent", "8"),
        ("onct:EvidenceAssertion", "22", "onct:statedIn", "onct:Passage", "14"),
        ("onct:Agent", "12", "", "", ""),
        ("onct:Passage", "8,372", "onct:mentions", "onct:Agent", "539"),
    )


def test_names_too_long_for_a_box_are_cut_and_told_in_full() -> None:
    name = "long:" + "VeryLongName" * 10
    figure = diagram([ClassBox(name, 0, 1)], [ClassLink(name, name, name, 1)], ["the claim"])
    assert any(text.startswith("VeryLongName") and text.endswith("…") for text in shown(figure))
    assert f"{name}, instances: 1" in names(figure)
    assert float(parsed(figure).attrib["width"]) < 300


def test_the_largest_diagram_is_drawn() -> None:
    boxes = [ClassBox(f"c:{index}", index % 6, index) for index in range(BOXES_AT_MOST)]
    arrows = [ClassLink(f"c:{n % 60}", "p:x", f"c:{n * 7 % 60}", n) for n in range(LINKS_AT_MOST)]
    figure = diagram(boxes, arrows, [str(column) for column in range(6)])
    assert shown(figure).count("p:x") == LINKS_AT_MOST


def test_none_and_too_many_are_refused() -> None:
    with pytest.raises(InputError, match=r"a diagram of 0 classes and 0 links\n  Mend: choose 1 to 60 classes"):
        diagram([], [])
    with pytest.raises(InputError, match="a diagram of 61 classes and 0 links"):
        diagram([ClassBox(str(index), 0, 1) for index in range(BOXES_AT_MOST + 1)], [])
    with pytest.raises(InputError, match="a diagram of 3 classes and 121 links"):
        diagram(arrows=LINKS[:1] * (LINKS_AT_MOST + 1))


def test_two_boxes_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match="two boxes of a diagram are both “onct:Agent”"):
        diagram([*BOXES, ClassBox("onct:Agent", 0, 1)])


@pytest.mark.parametrize("column", [-1, 3])
def test_a_box_in_no_column_is_refused(column: int) -> None:
    with pytest.raises(InputError, match=f"the box “x” is in column {column} of 3"):
        diagram([*BOXES, ClassBox("x", column, 1)])


def test_a_link_to_no_box_is_refused() -> None:
    with pytest.raises(InputError, match="the link “p” leads from “onct:Agent” to “x”, which are not both boxes"):
        diagram(arrows=[ClassLink("onct:Agent", "p", "x", 1)])
