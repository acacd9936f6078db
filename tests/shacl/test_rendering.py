"""Reports as text for people."""

import pytest
from reporting import EX, SH, many, report, result

from oncotriples.namespaces import XSD
from oncotriples.shacl.rendering import as_text
from oncotriples.shacl.results import Result

SPARQL = f"{SH}SPARQLConstraintComponent"


def test_a_report_that_conforms() -> None:
    assert as_text(report(triples=1)) == "conforms: 1 triple\n"
    assert as_text(report(notes=("Nothing was fetched.",))) == "Note: Nothing was fetched.\nconforms: 1,234 triples\n"


def test_gravest_first_by_shape_path_component_and_message() -> None:
    warning = result(severity=f"{SH}Warning", shape=f"<{EX}AShape>", path="", messages=('"Hm."',), value='"x"@en')
    grave = result(f"<{EX}bob>"), result(component=f"{EX}OwnComponent", messages=('"Own."',))
    text = as_text(report(warning, result(), *grave, notes=("One.", "Two.")))
    assert text == (
        "Violation: ex:PersonShape ex:name MinCount (2)\n"
        "  Less than 1 name\n"
        "    ex:alice\n"
        "    ex:bob\n"
        "\n"
        "Violation: ex:PersonShape ex:name ex:OwnComponent (1)\n"
        "  Own.\n"
        "    ex:alice\n"
        "\n"
        "Warning: ex:AShape MinCount (1)\n"
        "  Hm.\n"
        '    ex:alice "x"@en\n'
        "\n"
        "Note: One.\n"
        "Note: Two.\n"
        "3 violations, 1 warning, 0 remarks in 1,234 triples\n"
    )


def test_ten_thousand_of_one_kind_are_one_head_and_the_first_lines() -> None:
    assert as_text(report(*many(10_000)), max_findings=2) == (
        "Violation: ex:PersonShape ex:name MinCount (10,000)\n"
        "  Less than 1 name\n"
        "    ex:n00000\n"
        "    ex:n00001\n"
        "    and 9,998 more\n"
        "\n"
        "10,000 violations, 0 warnings, 0 remarks in 1,234 triples\n"
    )
    assert as_text(report(*many(10_000))).count("\n    ex:n") == 10_000


def test_every_message_has_a_line_before_one_has_two() -> None:
    rare = result(path=f"{EX}a", messages=('"Rare."',))
    text = as_text(report(*many(50), rare), max_findings=3)
    assert text.splitlines()[:9] == [
        "Violation: ex:PersonShape ex:a MinCount (1)",
        "  Rare.",
        "    ex:alice",
        "",
        "Violation: ex:PersonShape ex:name MinCount (50)",
        "  Less than 1 name",
        "    ex:n00000",
        "    ex:n00001",
        "    and 48 more",
    ]


def test_without_a_line_left_kinds_are_still_counted() -> None:
    assert as_text(report(*many(1500)), max_findings=0).splitlines()[:3] == [
        "Violation: ex:PersonShape ex:name MinCount (1,500)",
        "  Less than 1 name",
        "    1,500 not shown",
    ]


def test_messages_that_name_values_do_not_get_round_the_limit() -> None:
    def bad(number: int, constraint: str, word: str) -> Result:
        message = f'"{word} {number}"'
        return result(component=SPARQL, value=f'"{number}"', messages=(message,), constraint=constraint)

    found = [bad(number, "_:c1", "Odd") for number in range(30)]
    other = bad(99, "_:c2", "Zero")
    assert as_text(report(*found, other), max_findings=2).splitlines()[:8] == [
        "Violation: ex:PersonShape ex:name SPARQL (31)",
        "  Odd 0",
        '    ex:alice "0"',
        "  Odd 1",
        '    ex:alice "1"',
        "  Zero 99",
        "    1 not shown",
        "  and 28 more with 28 other messages",
    ]


def test_unknown_severities_count_under_their_own_names() -> None:
    text = as_text(report(result(severity=f"{EX}Blocker"), result(severity="urn:odd"), result(severity=f"{SH}Info")))
    assert [line for line in text.splitlines() if line.endswith("(1)")] == [
        "Remark: ex:PersonShape ex:name MinCount (1)",
        "ex:Blocker: ex:PersonShape ex:name MinCount (1)",
        "<urn:odd>: ex:PersonShape ex:name MinCount (1)",
    ]
    assert text.endswith("\n0 violations, 0 warnings, 1 remark, 1 ex:Blocker, 1 <urn:odd> in 1,234 triples\n")


def test_languages_are_told_where_there_are_several_messages() -> None:
    assert "\n  No name\n" in as_text(report(result(messages=('"No name"@en',))))
    both = as_text(report(result(messages=('"Kein Name"@de', '"No name"@en'))))
    assert "\n  Kein Name (de)\n  No name (en)\n    ex:alice\n" in both


def test_a_result_without_message_or_shape() -> None:
    text = as_text(report(result(messages=(), shape="")))
    assert text.startswith("Violation: ex:name MinCount (1)\n    ex:alice\n\n")


def test_a_node_that_is_its_own_value_is_named_once() -> None:
    assert "\n    ex:alice\n" in as_text(report(result(value=f"<{EX}alice>")))


def test_weird_characters_stay_on_their_line() -> None:
    wild = result(
        "_:b0", value='"a\\nb\u2028\x1b[31m\u202e\n\\"é"', messages=('"First\\nsecond \\u00E9\u0085\x1b[1m"@en',)
    )
    assert as_text(report(wild)).splitlines()[1:4] == [
        "  First",
        "  second é",
        "  \\u001B[1m",
    ]
    assert '    _:b0 "a\\nb\\u2028\\u001B[31m\\u202E\\u000A\\"é"' in as_text(report(wild)).splitlines()


@pytest.mark.parametrize(
    ("prefixes", "term", "shown"),
    [
        ({"ex": EX, "exa": f"{EX}a"}, f"<{EX}alice>", "ex:alice"),
        ({"ex": EX, "exa": f"{EX}alice"}, f"<{EX}alice>", "ex:alice"),
        ({"ex": EX}, f"<{EX}a/b>", f"<{EX}a/b>"),
        ({"ex": EX}, f"<{EX}a.>", f"<{EX}a.>"),
        ({"b": EX, "a": EX}, f"<{EX}x>", "a:x"),
        ({"": EX}, f"<{EX}x>", ":x"),
        ({"no prefix": EX}, f"<{EX}x>", f"<{EX}x>"),
        ({"sh": EX}, f"<{SH}x>", "sh:x"),
        ({}, f'"1"^^<{XSD}integer>', '"1"^^xsd:integer'),
        ({}, f'"^^<{EX}"^^<{EX}t>', f'"^^<{EX}"^^<{EX}t>'),
    ],
)
def test_short_names(prefixes: dict[str, str], term: str, shown: str) -> None:
    assert f"\n    {shown}\n" in as_text(report(result(term), prefixes=prefixes))


def test_paths_are_shortened_inside() -> None:
    path = f"(^<{EX}a>/(<{EX}b>|<urn:c>)*)"
    assert as_text(report(result(path=path))).startswith(
        "Violation: ex:PersonShape (^ex:a/(ex:b|<urn:c>)*) MinCount (1)"
    )
    assert as_text(report(result(path="urn:c"))).startswith("Violation: ex:PersonShape <urn:c> MinCount (1)")


def test_blank_shapes_of_unknown_name_keep_their_label() -> None:
    assert as_text(report(result(shape="_:s9"))).startswith("Violation: _:s9 ex:name MinCount (1)")
