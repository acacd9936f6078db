"""The file that --lexicon reads: what it says, and every fault with its line."""

import pytest
from support import ROOT

from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence import lexicon_file
from oncotriples.evidence.lexicon import LexiconEntry
from oncotriples.evidence.lexicon_file import MAX_BYTES, parse_lexicon

SAMPLES = ROOT / "tests/data/documents/lexicon"
HEADER = "name\tcategory\ttarget\tcase\n"


def test_a_file_with_byte_order_mark_and_windows_line_ends() -> None:
    assert parse_lexicon((SAMPLES / "own.tsv").read_bytes(), "own.tsv") == (
        LexiconEntry("examplinib", "agent", "agent/examplinib", False),
        LexiconEntry("Inventol", "agent", "agent/examplinib", False),
        LexiconEntry("sample-cell sarcoma", "tumor", "subtype/sample-cell-sarcoma", False),
        LexiconEntry("SCS", "tumor", "subtype/sample-cell-sarcoma", True),
        LexiconEntry("KIT", "gene", "gene/KIT", True),
        LexiconEntry("KIT", "term", "term/CDR0000000042", True),
    )


def test_a_name_with_two_targets() -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        parse_lexicon((SAMPLES / "two-targets.tsv").read_bytes(), "two-targets.tsv")
    assert str(caught.value) == (
        "two-targets.tsv:4: “Sample-Cell Sarcoma” stands on line 3 already, for subtype/sample-cell-sarcoma\n"
        "  Mend: keep one row for a name in a category; spellings with hyphens and spaces are the same name"
    )


def test_a_header_alone_is_an_empty_lexicon() -> None:
    assert parse_lexicon(HEADER.encode(), "x") == ()


def test_a_name_without_target() -> None:
    assert parse_lexicon(f"{HEADER}sample of sarcoma\ttumor\t\t\n".encode(), "x") == (
        LexiconEntry("sample of sarcoma", "tumor", "", False),
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "the header is missing"),
        ("# only a comment\n", 1, "the header is missing"),
        ("\nname\tcategory\ttarget\n", 2, "the header is missing.*start with the columns name, category, target, case"),
        (HEADER + "imatinib\tagent\tagent/imatinib\n", 2, "has 3 columns, not 4"),
        (HEADER + "\n\nimatinib\tagnet\tagent/imatinib\t\n", 4, "“agnet” is no category.*write one of agent, tumor"),
        (HEADER + "imatinib\tagent\tsubtype/imatinib\t\n", 2, "is no target of category agent.*agent/imatinib or term"),
        (HEADER + "imatinib\tagent\tagent/Imatinib\t\n", 2, "“agent/Imatinib” is no target"),
        (HEADER + "chordoma\ttumor\ttumor/chordoma\t\n", 2, "write it as subtype/chordoma"),
        (HEADER + "KIT\tgene\tgene/K T\t\n", 2, "write it as gene/KIT"),
        (HEADER + "RAS\tgene\tgene/Ras\t\n", 2, "write it as gene/KIT, or leave it empty"),
        (HEADER + "KIT\tgene\tterm/CDR0000123456\t\n", 2, "is no target of category gene"),
        (HEADER + "KIT\tgene\tgene\t\n", 2, "is no target of category gene"),
        (HEADER + "one name\tagent\t\t\n" * 2, 3, "stands on line 2 already, for nothing"),
        (HEADER + "A trial\ttrial\ttrial/NCT1\t\n", 2, "write it as trial/NCT01234567"),
        (HEADER + "blood count\tterm\tterm/1\t\n", 2, "write it as term/CDR0000123456"),
        (HEADER + "imatinib\tagent\tagent/imatinib\tyes\n", 2, "“yes” does not say whether case matters"),
        (HEADER + "im\tagent\tagent/im\t\n", 2, "the name “im” is shorter than 3 characters"),
        (HEADER + "\tagent\tagent/im\t\n", 2, "the name “” is shorter than 3 characters"),
        (HEADER + "patients\tagent\tagent/im\t\n", 2, "the name “patients” is a common word"),
        (HEADER + "ima\rtinib\tagent\tagent/imatinib\t\n", 2, r"the name holds the character U\+000D.*delete it"),
        (HEADER + "ima\u2028tinib\tagent\tagent/imatinib\t\n", 2, r"U\+2028"),
        (HEADER + "imatinib\tagent\tagent/imatinib\t\n" * 2, 3, "stands on line 2 already"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(SourceSyntaxError, match=f"(?s)^x.tsv:{line}: .*{says}"):
        parse_lexicon(text.encode(), "x.tsv")


def test_bytes_that_are_not_utf_8() -> None:
    with pytest.raises(SourceSyntaxError, match=r"^x.tsv:2: is not UTF-8\n  Mend: save the file as UTF-8"):
        parse_lexicon(HEADER.encode() + b"ima\xfftinib\tagent\tagent/imatinib\t\n", "x.tsv")


def test_the_limits() -> None:
    with pytest.raises(SourceSyntaxError, match=f"^x.tsv: has {MAX_BYTES + 1} bytes\n  Mend: give at most {MAX_BYTES}"):
        parse_lexicon(b"#" * (MAX_BYTES + 1), "x.tsv")


def test_too_many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_file, "MAX_NAMES", 1)
    with pytest.raises(SourceSyntaxError, match="has 2 names\n  Mend: give at most 1"):
        parse_lexicon((HEADER + "one name\tagent\tagent/a\t\nsome name\tagent\tagent/b\t\n").encode(), "x.tsv")
