"""Headers of saved queries: what is read, and what is refused with file and line."""

from pathlib import Path

import pytest

from oncotriples.errors import InputError, SourceSyntaxError, UnknownNameError
from oncotriples.questions.saved import find_query, load_queries, read_query
from oncotriples.sources import find_sources

WHOLE = """\
#+ summary: Labels
#+ description: What is it called?
#+ params:
#+   thing: {type: iri, default: agent/imatinib}
#+   most: {type: integer, default: 3, example: 5}
#+ columns: {label: text, count: integer}
#+ tags: [evidence, labels]

PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label (COUNT(*) AS ?count)
WHERE { ?_thing_iri skos:prefLabel ?label FILTER(?_most_integer > 1) }
GROUP BY ?label
ORDER BY ?label
"""


def folder_with(tmp_path: Path, text: str, name: str = "labels") -> Path:
    folder = tmp_path / "queries"
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "evidence" / f"{name}.rq").write_text(text, encoding="utf-8")
    return folder


def test_a_header_is_read(tmp_path: Path) -> None:
    query = load_queries(folder_with(tmp_path, WHOLE))["labels"]
    assert (query.name, query.theme, query.summary, query.tags) == (
        "labels",
        "evidence",
        "Labels",
        ("evidence", "labels"),
    )
    assert query.description == "What is it called?"
    assert dict(query.columns) == {"label": "text", "count": "integer"}
    assert [(p.variable, p.default, p.example) for p in query.params.values()] == [
        ("_thing_iri", "agent/imatinib", None),
        ("_most_integer", "3", "5"),
    ]
    assert query.text.startswith("PREFIX skos:")
    assert query.path == "queries/evidence/labels.rq"
    assert query.form == "SELECT"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("#+ tags: [evidence, labels]", "#+ tag: [evidence]", 7, "unknown header field “tag”"),
        ("#+ tags: [evidence, labels]\n", "", 1, "the header has no “tags”"),
        ("#+ tags: [evidence, labels]", "#+ tags: evidence", 7, "“tags” is no list"),
        ("#+ summary: Labels", "#+ summary: [Labels]", 1, "“summary” is no text"),
        ("#+ summary: Labels", "#+ summary: a: b: c", 1, "the header is no YAML"),
        ("#+ summary: Labels", "# summary: Labels", 1, "does not start with a header"),
        ("type: iri", "type: url", 4, "parameter “thing” has no type"),
        ("type: iri", "kind: iri", 4, "parameter “thing” is not described"),
        ("default: agent/imatinib", "default: [a]", 4, "the default of parameter “thing” is no single value"),
        (", default: agent/imatinib", "", 4, "neither default nor example"),
        ("thing:", "Thing:", 4, "“Thing” is no name for a parameter"),
        ("thing:", "things:", 3, "has no variable ?_things_iri"),
        ("count: integer}", "count: int}", 6, "column “count” has no type “int”"),
        ("label: text, count: integer", "count: integer, label: text", 6, "the columns are count, label, but"),
        ("label: text, count: integer", "label: text", 6, "but the query gives label, count"),
        ("SELECT ?label (COUNT(*) AS ?count)", "SELECT *", 6, r"but the query gives \*"),
        ("SELECT ?label (COUNT(*) AS ?count)", "DESCRIBE ?label", 8, "DESCRIBE differently"),
        (
            "?_thing_iri skos:prefLabel ?label",
            "{ SELECT ?label { ?_thing_iri ?p ?label } }",
            3,
            "?_thing_iri in the outer",
        ),
        ("WHERE { ?_thing_iri skos:prefLabel ?label FILTER(?_most_integer > 1) }", "", 8, "no WHERE group"),
    ],
)
def test_a_wrong_header_is_refused_at_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    assert WHOLE.count(old) == 1
    folder = folder_with(tmp_path, WHOLE.replace(old, new))
    with pytest.raises(SourceSyntaxError, match=problem.replace("?_", r"\?_")) as raised:
        load_queries(folder)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"queries/evidence/labels.rq:{line}:")


def test_names_are_slugs_and_unique(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, WHOLE)
    (folder / "literature").mkdir()
    (folder / "literature" / "labels.rq").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(InputError, match=r"queries/evidence/labels\.rq has the same name"):
        load_queries(folder)
    with pytest.raises(InputError, match="is no name for a query"):
        load_queries(folder_with(tmp_path / "other", WHOLE, "Labels_2"))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, WHOLE)
    path = folder / "evidence" / "labels.rq"
    path.write_bytes(WHOLE.replace("called", "cäll").encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_query(path, folder)


def test_one_query_is_found_without_reading_the_others(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, WHOLE)
    folder_with(tmp_path, "broken", "broken")
    assert find_query(folder, "labels").name == "labels"
    with pytest.raises(InputError):
        load_queries(folder)


@pytest.mark.parametrize("name", ["agent-by-subtype", "agents-by-subtypes", "agents-by-type"])
def test_an_unknown_query_is_answered_with_near_names(name: str) -> None:
    with pytest.raises(UnknownNameError, match="agents-by-subtype"):
        find_query(find_sources().queries, name)


@pytest.mark.parametrize("name", ["", "../evidence/agents-by-subtype", "*", "evidence/agents-by-subtype"])
def test_a_name_is_no_path_and_no_pattern(name: str) -> None:
    with pytest.raises(UnknownNameError):
        find_query(find_sources().queries, name)
