"""``oncotriples format``: order and comments are kept, nothing is lost, twice is as good as once."""

import resource
import stat
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncotriples.errors import InputError, MachineError, SourceSyntaxError
from oncotriples.graph.housestyle import format_file, formatted
from oncotriples.namespaces import PREFIXES
from oncotriples.sources import find_sources

ROOT = Path(__file__).parents[2]
HEAD = "@base <https://w3id.org/oncotriples/> .\n@prefix onct: <https://w3id.org/oncotriples/ontology#> .\n"


def canonical(turtle: str) -> list[str]:
    dataset = ox.Dataset(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


CASES = {
    "subjects keep their order, prefixes are sorted and only what is used": (
        """@prefix onct: <https://w3id.org/oncotriples/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#>.
@base <https://w3id.org/oncotriples/> .
<agent/b> a onct:Agent. <agent/a> a onct:Agent.""",
        HEAD + "\n<agent/b>\n    a onct:Agent ;\n.\n\n<agent/a>\n    a onct:Agent ;\n.\n",
    ),
    "comments stay where they stand": (
        f"""# Head.
{HEAD}# About the file.


# Group
#   of two lines

   # about a
<a> a onct:Agent .
# about b
# and more
<b> a onct:Agent .

# Foot.""",
        f"""# Head.
{HEAD}
# About the file.

# Group
#   of two lines

# about a
<a>
    a onct:Agent ;
.

# about b
# and more
<b>
    a onct:Agent ;
.

# Foot.
""",
    ),
    "blocks of one subject are merged at the first place": (
        f"{HEAD}# one\n<a> a onct:Agent .\n<b> a onct:Agent .\n\n# two\n<a> <p> <#.> .",
        f"{HEAD}\n# one\n# two\n<a>\n    a onct:Agent ;\n    <p> <https://w3id.org/oncotriples/#.> ;\n.\n\n"
        "<b>\n    a onct:Agent ;\n.\n",
    ),
    "nested nodes and lists": (
        f"{HEAD}<a> <p> [ a onct:Agent ; <q> ( 1 2 ) ; <r> [] ] .\n[] a onct:Role ; <m> ( <x> ) ."
        "\n# a list\n(1) <p> 2 .",
        f"{HEAD}@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n\n"
        "<a>\n    <p> [\n        a onct:Agent ;\n        <q> ( 1 2 ) ;\n        <r> [] ;\n    ] ;\n.\n\n"
        "[]\n    a onct:Role ;\n    <m> ( <x> ) ;\n.\n\n"
        "# a list\n[]\n    rdf:first 1 ;\n    rdf:rest () ;\n    <p> 2 ;\n.\n",
    ),
    "labels that are needed are kept, others are not": (
        f"{HEAD}# inner\n_:once <p> 1 .\n<a> <p> _:once, _:twice .\n<b> <p> _:twice .\n# shared\n_:twice <p> 2 .",
        f"{HEAD.splitlines()[0]}\n\n# inner\n\n<a>\n    <p> [ <p> 1 ], _:twice ;\n.\n\n<b>\n    <p> _:twice ;\n.\n\n"
        "# shared\n_:twice\n    <p> 2 ;\n.\n",
    ),
    "what looks like a comment or an end, but is in a string or a name": (
        f'{HEAD}<a> <p> "# no comment" , """x\n# none either .\n""" , \'it "is" . #\' ; '
        "<q> <b#c> , onct:d.e , 1.5 , 1. <f> a onct:C.",
        f'{HEAD}\n<a>\n    <p>\n        "# no comment",\n        "it \\"is\\" . #",\n'
        '        """x\n# none either .\n""" ;\n'
        "    <q> 1, 1.5, <https://w3id.org/oncotriples/b#c>, onct:d.e ;\n.\n\n<f>\n    a onct:C ;\n.\n",
    ),
    "SPARQL's spelling of directives": (
        "PREFIX onct: <https://w3id.org/oncotriples/ontology#>\nbase <https://w3id.org/oncotriples/>\n"
        "<a> a onct:Agent .",
        f"{HEAD}\n<a>\n    a onct:Agent ;\n.\n",
    ),
    "a prefix of its own": (
        "@prefix ex: <http://example.org/> .\n@prefix x: <http://www.w3.org/2004/02/skos/core#> .\nex:a a x:Concept .",
        "@prefix ex: <http://example.org/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        "ex:a\n    a skos:Concept ;\n.\n",
    ),
    "a prefix of ours that means something else there": (
        "@prefix skos: <http://example.org/> .\nskos:a a <http://www.w3.org/2004/02/skos/core#Concept> .",
        "@prefix skos: <http://example.org/> .\n\nskos:a\n    a <http://www.w3.org/2004/02/skos/core#Concept> ;\n.\n",
    ),
    "a prefix that is declared again": (
        "@prefix ex: <http://example.org/> .\nex:a a ex:B .\n# on\n@prefix ex: <http://example.com/> .\nex:a a ex:B .",
        "@prefix ex: <http://example.com/> .\n\n<http://example.org/a>\n    a <http://example.org/B> ;\n.\n\n"
        "# on\n\nex:a\n    a ex:B ;\n.\n",
    ),
    "a base that is no folder": (
        "@base <https://w3id.org/oncotriples/ontology> .\n<> <http://example.org/p> <ontology/0.1> .",
        "@base <https://w3id.org/oncotriples/ontology> .\n\n<>\n    <http://example.org/p> "
        "<https://w3id.org/oncotriples/ontology/0.1> ;\n.\n",
    ),
    "Windows line ends": (
        HEAD.replace("\n", "\r\n") + "# note\r\n\r\n<a>\r\n    a onct:Agent ;\r\n.\r\n",
        f"{HEAD}\n# note\n\n<a>\n    a onct:Agent ;\n.\n",
    ),
    "only comments": ("# nothing\n\n\n\n# yet", "# nothing\n\n# yet\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_house_style(case: str) -> None:
    given_, expected = CASES[case]
    assert formatted(given_, "x.ttl") == expected
    assert formatted(expected, "x.ttl") == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a> a onct:Agent ;\n# inside\n    <p> 1 .", 4),
        ("<a> a onct:Agent ; # inside\n    <p> 1 .", 3),
        ("<a> a onct:Agent . # behind\n<b> a onct:Agent .", 3),
        ("<a> <p> [\n# nested\n] .", 4),
    ],
)
def test_a_comment_inside_a_block_is_refused(text: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        formatted(HEAD + text, "kg/x.ttl")
    assert caught.value.message.startswith(f"kg/x.ttl:{line}: a comment inside a block: # ")
    assert caught.value.mend == "move it above the block"


def test_a_syntax_error_has_its_place() -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        formatted(f"{HEAD}\n<a> a onct:Agent\n<b> a onct:Agent .", "kg/x.ttl")
    assert (caught.value.path, caught.value.line) == ("kg/x.ttl", 5)


def test_triple_terms_are_refused() -> None:
    with pytest.raises(InputError, match="triple terms"):
        formatted(f"{HEAD}<< <a> <p> <b> >> <q> 1 .", "x.ttl")


NOTES = st.sampled_from(["", "\n", "# a note\n", "# one\n# two\n\n", "\n\n# alone\n\n# close\n", "  # indented\n"])
STATEMENTS = st.sampled_from(
    [
        "<a> a onct:Agent .",
        "<a> <p> 1 , 2.50 ; <q> true .",
        "<b> <p> [ <q> ( <a> [ <r> 'x' ] ) ] .",
        "<b> <p> _:x .",
        "_:x <p> _:y , <a> .",
        "_:y <p> _:x .",
        "[] a onct:Role ; <p> _:z .",
        "[ <p> ( ) ] .",
        '<c> <p> """\n# text .\n\n"""@en , "a\\tb" .',
        "@prefix ex: <http://example.org/> .",
        "<c> a onct:C ; <p> [ <q> 1 ; <r> 2 ; <s> _:z ] , [ <q> 0 ; <r> 2 ; <s> 3 ] .",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NOTES, STATEMENTS), max_size=9), NOTES)
def test_nothing_is_lost_and_twice_is_once(parts: list[tuple[str, str]], foot: str) -> None:
    text = HEAD + "".join(f"{note}{statement}\n" for note, statement in parts) + foot
    once = formatted(text, "x.ttl")
    assert canonical(once) == canonical(text)
    assert formatted(once, "x.ttl") == once
    expected = [line.strip() for line in text.splitlines() if line.strip().startswith("# ") and line != "# text ."]
    assert sorted(line for line in once.splitlines() if line.startswith("# ") and line != "# text .") == sorted(
        expected
    )


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<http://example.org/a> a <http://example.org/B> .", encoding="utf-8")
    path.chmod(0o640)
    before = path.read_bytes()
    assert format_file(path, check=True)
    assert path.read_bytes() == before
    assert format_file(path, check=False)
    assert path.read_bytes() == b"<http://example.org/a>\n    a <http://example.org/B> ;\n.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not format_file(path, check=False)
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.ttl"]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        format_file(tmp_path / "absent.ttl", check=False)
    with pytest.raises(InputError, match="is a folder"):
        format_file(tmp_path, check=False)
    (tmp_path / "latin.ttl").write_bytes(b"# caf\xe9\n")
    with pytest.raises(InputError, match="byte 5 is not UTF-8"):
        format_file(tmp_path / "latin.ttl", check=False)


def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<http://example.org/a> a <http://example.org/B> .", encoding="utf-8")
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(MachineError, match="cannot be written: File too large"):
            format_file(path, check=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.ttl"]


SOURCES = find_sources(ROOT)


@pytest.mark.parametrize(
    "path",
    sorted([*SOURCES.kg.glob("**/*.ttl"), *SOURCES.ontology.glob("**/*.ttl")]),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_sources_are_in_house_style(path: Path) -> None:
    """Where this fails: ``oncotriples format`` mends it."""
    assert not format_file(path, check=True)


def test_a_prefix_that_a_frame_still_needs_stays() -> None:
    skos = f"@prefix skos: <{PREFIXES['skos']}> .\n"
    block = "\n# still needs skos:prefLabel\n<http://example.org/a>\n    a <http://example.org/B> ;\n.\n"
    assert formatted(skos + block, "x.ttl") == skos + block
    assert skos not in formatted(skos + block.replace("# still needs", "# has no"), "x.ttl")
