"""What was withdrawn: rows read or refused with their line, and the stubs that the graph keeps."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, curated_sources

from oncotriples.errors import MachineError, SourceSyntaxError
from oncotriples.graph.assembling import Loaded, load_sources
from oncotriples.graph.withdrawn import (
    COLUMNS,
    WITHDRAWN_GRAPH,
    Withdrawal,
    is_version,
    parse_withdrawn,
    read_withdrawn,
    stub,
)
from oncotriples.namespaces import BASE
from oncotriples.quality.findings import Severity
from oncotriples.quality.validating import validate, validate_file
from oncotriples.sources import find_sources

NAME = "kg/withdrawn.tsv"
HEADER = "\t".join(COLUMNS) + "\n"
ROW = "agent/gleevec\tagent/imatinib\t0.4.0\tmerged\tGleevec\n"


def test_rows_comments_and_both_spellings_of_a_thing() -> None:
    text = f"# why\n{HEADER}{ROW}\n# more\n{BASE}agent/x\t\t1.20.3\tthe source took it back\tx\r\n"
    assert parse_withdrawn(text, NAME) == (
        Withdrawal(f"{BASE}agent/gleevec", f"{BASE}agent/imatinib", "0.4.0", "merged", "Gleevec", 3),
        Withdrawal(f"{BASE}agent/x", "", "1.20.3", "the source took it back", "x", 6),
    )
    assert parse_withdrawn("# nothing yet\n" + HEADER, NAME) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "resource\treplaced_by\twithdrawn\treason\tlabel\n",
            f"{NAME}:1: there is no column “withdrawn”\n"
            "  Mend: start with the columns resource, replaced_by, withdrawn_in, reason, label",
        ),
        (
            "# c\n" + ROW,
            f"{NAME}:2: the header is missing\n"
            "  Mend: start with the columns resource, replaced_by, withdrawn_in, reason, label",
        ),
        (
            HEADER + "agent/a\t0.4.0\tmerged\ta\n",
            f"{NAME}:2: has 4 columns, not 5\n"
            "  Mend: separate resource, replaced_by, withdrawn_in, reason, label by one tab each",
        ),
        (
            HEADER + "agent/a\t\t0.4.0\t\ta\n",
            f"{NAME}:2: has no reason\n  Mend: fill in every column but replaced_by",
        ),
        (
            HEADER + "agent/a\t\t0.4\tmerged\ta\n",
            f"{NAME}:2: “0.4” is no version of the data\n  Mend: write three numbers, such as 0.4.0",
        ),
        (
            HEADER + "http://example.org/a\t\t0.4.0\tmerged\ta\n",
            f"{NAME}:2: “http://example.org/a” is no thing of this graph\n"
            f"  Mend: write the part after {BASE}, such as agent/imatinib",
        ),
        (
            HEADER + "agent/a b\t\t0.4.0\tmerged\ta\n",
            f"{NAME}:2: “agent/a b” is no IRI\n  Mend: write it as agent/imatinib, or as a whole https:// address",
        ),
        (HEADER + "agent/a\tagent/a\t0.4.0\tmerged\ta\n", f"{NAME}:2: agent/a is replaced by itself\n"),
        (
            HEADER + ROW + "# again\n" + ROW,
            f"{NAME}:4: repeats line 2\n  Mend: keep one row for a thing",
        ),
        (
            HEADER
            + "agent/z\tagent/a\t0.4.0\tmerged\tz\nagent/a\tagent/b\t0.4.0\tmerged\ta\n"
            + "agent/b\tagent/c\t0.4.0\tmerged\tb\nagent/c\tagent/a\t0.5.0\tmerged\tc\n",
            f"{NAME}:3: things replace each other in a circle: agent/a → agent/b → agent/c → agent/a\n"
            "  Mend: leave replaced_by empty where there is no replacement",
        ),
    ],
    ids=lambda value: "" if value.startswith(NAME) else None,
)
def test_a_bad_row_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        parse_withdrawn(text, NAME)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "path",
    ["agent", "agent/", "agent//a", "agent/../x", "../x", "agent/.", "ontology#Agent", "agent/a?b", "agent/a%2F"],
)
def test_only_an_iri_as_it_is_minted_here_can_be_withdrawn_or_a_replacement(path: str) -> None:
    for row in (f"{path}\t\t0.4.0\tgone\ta", f"agent/a\t{path}\t0.4.0\tgone\ta"):
        with pytest.raises(SourceSyntaxError, match=f"^{NAME}:2: .* is no thing of this graph"):
            parse_withdrawn(HEADER + row, NAME)


def test_a_long_chain_of_replacements_is_no_circle() -> None:
    rows = [f"agent/{n}\tagent/{n + 1}\t0.4.0\tmerged\tx" for n in range(20_000)]
    assert len(parse_withdrawn(HEADER + "\n".join(reversed(rows)), NAME)) == 20_000


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "withdrawn.tsv"
    path.write_bytes(HEADER.encode() + b"agent/a\t\t0.4.0\t\xff\ta\n")
    with pytest.raises(SourceSyntaxError, match=f"{NAME}: is not UTF-8"):
        read_withdrawn(path, NAME)
    with pytest.raises(MachineError, match=f"{NAME}: cannot be read"):
        read_withdrawn(tmp_path, NAME)


def test_a_stub_says_that_it_is_deprecated_by_what_it_is_replaced_and_why(tmp_path: Path) -> None:
    path = tmp_path / "withdrawn.tsv"
    path.write_text(HEADER + ROW + "agent/x\t\t0.4.0\tgone\tx “y”\n", encoding="utf-8")
    file = read_withdrawn(path, NAME)
    assert file.lines == {f"{BASE}agent/gleevec": 2, f"{BASE}agent/x": 3}
    assert [str(triple).replace(BASE, "") for triple in file.triples] == [
        '<agent/gleevec> <http://www.w3.org/2002/07/owl#deprecated> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '<agent/gleevec> <http://www.w3.org/2004/02/skos/core#prefLabel> "Gleevec"@en',
        "<agent/gleevec> <http://purl.org/dc/terms/isReplacedBy> <agent/imatinib>",
        '<agent/gleevec> <http://www.w3.org/2004/02/skos/core#historyNote> "withdrawn in data 0.4.0: merged"@en',
        '<agent/x> <http://www.w3.org/2002/07/owl#deprecated> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '<agent/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "x “y”"@en',
        '<agent/x> <http://www.w3.org/2004/02/skos/core#historyNote> "withdrawn in data 0.4.0: gone"@en',
    ]


cells = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1)


@given(cells, cells)
def test_any_reason_and_label_come_through(reason: str, label: str) -> None:
    (row,) = parse_withdrawn(f"{HEADER}agent/a\t\t0.4.0\t{reason}\t{label}\n", NAME)
    assert [getattr(triple.object, "value", "") for triple in stub(row)][1:] == [
        label,
        f"withdrawn in data 0.4.0: {reason}",
    ]


@pytest.mark.parametrize(("text", "expected"), [("0.4.0", True), ("10.0.12", True), ("0.4", False), ("v0.4.0", False)])
def test_versions(text: str, expected: bool) -> None:
    assert is_version(text) is expected


# --- In the graph ---


@pytest.fixture(scope="module")
def with_stubs(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """What people wrote, and an agent and a claim that were withdrawn."""
    root = curated_sources(tmp_path_factory.mktemp("withdrawn"))
    with (root / NAME).open("a", encoding="utf-8") as file:
        file.write(ROW + "assertion/child-soft-tissue-treatment/gone\t\t0.4.0\tthe source took it back\tIt acts.\n")
    return load_sources(find_sources(root))


def test_the_file_of_the_repository_is_read(loaded: Loaded) -> None:
    assert (ROOT / NAME).is_file()
    assert NAME in {file.name for file in loaded.files}


def test_stubs_stand_in_a_graph_of_their_own_and_have_labels_for_every_reader(with_stubs: Loaded) -> None:
    assert len(with_stubs.dataset.graphs[WITHDRAWN_GRAPH]) == 7
    inferred = {str(triple).replace(BASE, "") for triple in with_stubs.dataset.graphs[f"{BASE}graph/inferred"]}
    assert '<agent/gleevec> <http://www.w3.org/2000/01/rdf-schema#label> "Gleevec"@en' in inferred


def test_a_graph_with_stubs_conforms(with_stubs: Loaded, loaded: Loaded) -> None:
    assert validate(with_stubs) == validate(loaded)


def test_a_thing_that_is_there_and_a_replacement_that_is_not_are_found_with_their_line(tmp_path: Path) -> None:
    root = curated_sources(tmp_path)
    with (root / NAME).open("a", encoding="utf-8") as file:
        file.write("agent/imatinib\t\t0.4.0\tgone\timatinib\nagent/x\tagent/imatinbi\t0.4.0\tmerged\tx\n")
    loaded = load_sources(find_sources(root))
    found = {
        (finding.rule, finding.subject.removeprefix(BASE), finding.place)
        for finding in validate_file(root / NAME, loaded)
        if finding.severity is Severity.VIOLATION
    }
    assert {
        ("withdrawn-but-there", "agent/imatinib", f"{NAME}:3"),
        ("dangling-iri", "agent/x", f"{NAME}:4"),
    } <= found
