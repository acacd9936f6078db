"""Places: the statement's file before the subject's, the subject's block before its file."""

from judging import HEAD_LINES, sample

from oncotriples.graph.reading import SourceFile
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.locating import Locator

AGENT = f"{BASE}agent/a"
LABEL, EXACT = f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['skos']}exactMatch"
FIRST = sample('<agent/a>\n    skos:prefLabel "a"@en ;\n.\n', "kg/first.ttl")
SECOND = sample("\n<agent/a>\n    skos:exactMatch obo:CHEBI_1 ;\n.\n", "kg/second.ttl")


def test_a_statement_is_found_in_its_own_file() -> None:
    locate = Locator((FIRST, SECOND))
    assert locate(AGENT, EXACT, f"<{PREFIXES['obo']}CHEBI_1>") == ("kg/second.ttl", HEAD_LINES + 2)
    assert locate(AGENT, EXACT) == ("kg/second.ttl", HEAD_LINES + 2)
    assert locate(AGENT, LABEL, '"another"@en') == ("kg/first.ttl", HEAD_LINES + 1)
    assert locate(AGENT, f"{PREFIXES['skos']}notation") == ("kg/first.ttl", HEAD_LINES + 1)


def test_a_subject_without_block_has_a_file_without_line() -> None:
    unlined = SourceFile("kg/unlined.ttl", FIRST.triples)
    assert Locator((unlined,))(AGENT) == ("kg/unlined.ttl", None)
    assert Locator((unlined, FIRST))(AGENT) == ("kg/first.ttl", HEAD_LINES + 1)


def test_an_unknown_subject_has_no_place() -> None:
    assert Locator((FIRST,))(f"{BASE}agent/nobody") == ("", None)


def test_preferring() -> None:
    assert Locator((FIRST, SECOND)).preferring([SECOND])(AGENT) == ("kg/second.ttl", HEAD_LINES + 2)
