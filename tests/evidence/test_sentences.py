import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import needs_shared

from oncotriples.evidence.sentences import sentences

# “|” stands between sentences, in place of a space, or of nothing where “~” follows; “^” is a mark without text. All in
# words of our own.
EXAMPLES = [
    "One sentence only.",
    "No stop at the end",
    "First here.|Second there.",
    "Few children survived.^|A second trial followed.",
    "Few children survived.^^|A second trial followed.",
    "The outlook is poor,^ and care is combined.|It helps.",
    "It was seen ^in adults.|It was not in children.",
    # Marks stood between two stops, or left no space.
    "Rates were alike.^;^|Others disagree.",
    "Rates were alike.^|~An update is due.",
    "Rates were alike^.|An update is due.",
    "It acts on v1.^2 of the kit.",
    "Is surgery enough?^|Not always.",
    # Abbreviations that never end a sentence.
    "Doxorubicin vs. Placebo was tested.|It won.",
    "Doxorubicin vs.^ Placebo was tested.",
    "The arms (drug vs. Drug) were alike.|So it was.",
    "Some agents, e.g. Imatinib, help.|Others do not.",
    "One agent, i.e. Imatinib, helps.",
    "Children at St. Jude were followed.|They did well.",
    "A letter by Dr. Smith and Prof. Jones arrived.|It was short.",
    "See Fig. 2 for more.|It is small.",
    "See Figs. 2 and 3.|They are small.",
    "It took approx. 20 days.|Then it ended.",
    "Aloe var. Minor was given.",
    "They compared it (cf. Table 2).|It held.",
    # Abbreviations before numbers only.
    "This was protocol No. 5 of the group.|It closed.",
    "Was it safe?|The answer is no.|Five more tried.",
    "It is in vol. 12, pp. 3 to 9.|Read it.",
    "It opened in Sept. 2003 and closed in Jan. 2009.",
    # Abbreviations that may end one.
    "Smith et al. reported it.|Others did not.",
    "It was reported by Smith et al.|The series was small.",
    "It was reported by Smith et al.^|Radiation followed.",
    "Smith et al. (2003) reported it.",
    "Nausea, rash, etc. Were seen.",
    "Nausea, rash, etc.|However, all recovered.",
    "Made by Sample Inc. Basel and sold.",
    "Made by Sample Inc.|The dose is low.",
    # Initials and letters.
    "A trial by J. Smith and A. B. Jones closed.|It was small.",
    "Two U.S. Food rules apply.|They differ.",
    "It is common in the U.S. population.",
    "It is common in the U.S.|The rate rises.",
    "It is common in the U.S.^|Rates rise.",
    "She holds an M.D. degree.|He does not.",
    "H. pylori was found.|E. coli was not.",
    "The stomach held H. pylori.|H. pylori was treated.",
    "He took vitamin D.|Supplements helped.",
    "They had hepatitis B.|Vaccines exist.",
    "They were in arm A.|Toxicity was low.",
    "The liver was Child-Pugh A.|Sorafenib was given.",
    "It was stage I.|Surgery sufficed.",
    "The plant Viscum album L. Grows on trees.",
    # Numbers, decimals, units, P values.
    "The hazard was 1.5 times as high.|It fell.",
    "It was smaller (P < .05).|Survival rose.",
    "It was smaller (P = .05) in men.",
    "The dose was 5 mg.|Twice it was 10 mg.",
    "The rate was 50%.|Later it was 20%.",
    "That was in 1975.|Then 20 years passed.",
    "It occurred in 1990.|20 patients died.",
    "They had grade 4.|Death followed.",
    # Labels and captions.
    "1. Remove the tumor.|2. Give radiation.",
    "A. Remove the tumor.",
    "Table 2. Doses of agents.|Adapted from others.",
    "Figure 1. Anatomy of bone.",
    "It is shown in Table 2.|Doses differ.",
    # Brackets.
    "It recurs (see the section on relapse. It is short) in many.|Few die.",
    "It recurs in many.|(See the section on relapse.)|Few die.",
    "It recurs in many (one third.)|Few die.",
    "(Both agents failed.|Neither was tried again.)|Others helped.",
    "It was low (10%. 12% in men) in all.",
    "An open bracket (never closes.|The next sentence is apart.",
    "A smile) closes nothing.|The next sentence is apart.",
    # Quotes, questions, exclamations, ellipses.
    "They asked, “Are you sad?”|Most were.",
    "“Are you sad?” is a good question.|It is short.",
    "He said “no.”|She agreed.",
    "It works!|Or does it?|Nobody knows.",
    "It went on …|Then it ended.",
    "It went on ... and on.",
    # Beginnings in lower case, digits and signs.
    "It blocks growth.|mTOR is its target.",
    "It was lost.|p53 was not.",
    "It was lost.|c-KIT was not.",
    "It was lost. and found again.",
    "It was stained.|β-catenin was seen.",
    "It was imaged.|18F-FDG lit up.",
    "It was counted.|≥50% were positive.",
    "See ClinicalTrials.gov for more.|It lists all.",
    "The variant p.Arg175His was found.|It is known.",
    "Read www.example.org.|For more, ask.",
    "Line. \u2013 not a dash item",
]


def taken_apart(example: str) -> tuple[str, frozenset[int], list[str]]:
    """The text, the offsets of its marks, and the sentences that are expected."""
    pieces = example.split("|")
    marks: set[int] = set()
    text = ""
    for number, piece in enumerate(pieces):
        if number and not piece.startswith("~"):
            text += " "
        for sign in piece.removeprefix("~"):
            if sign == "^":
                marks.add(len(text))
            else:
                text += sign
    return text, frozenset(marks), [piece.removeprefix("~").replace("^", "") for piece in pieces]


@pytest.mark.parametrize("example", EXAMPLES)
def test_sentences_end_where_a_reader_ends_them(example: str) -> None:
    text, marks, expected = taken_apart(example)
    assert [text[start:end] for start, end in sentences(text, marks)] == expected


def test_there_are_enough_examples() -> None:
    assert len(set(EXAMPLES)) >= 60


def test_a_text_without_anything_has_no_sentence() -> None:
    assert sentences("") == ()


@given(st.text(alphabet="aA1 .?!()”;é\u2019[]St", max_size=200), st.sets(st.integers(0, 200)))
def test_sentences_cover_all_but_the_spaces_between_them(text: str, marks: set[int]) -> None:
    plain = " ".join(text.split())
    spans = sentences(plain, marks)
    assert all(start < end for start, end in spans)
    assert "".join(plain[start:end].replace(" ", "") for start, end in spans) == plain.replace(" ", "")
    assert all(plain[start] != " " and plain[end - 1] != " " for start, end in spans)
    assert [end for _, end in spans] == sorted({end for _, end in spans})


@pytest.mark.parametrize(
    "piece", ["a. ", "A(. B", ". ", ".", "A.B", "(", "(a. B ", "x.)", "A. B. ", "?!) ", "a", "“A.” ", "Table 1. "]
)
def test_long_adversarial_texts_take_no_longer_than_others(piece: str) -> None:
    text = (piece * (400_000 // len(piece))).strip()
    marks = frozenset(range(0, len(text), 3))
    before = time.process_time()
    sentences(text, marks)
    assert time.process_time() - before < 3


def test_real_documents_are_split_quickly() -> None:
    pages = sorted((needs_shared() / "documents/pdq-pages").glob("*.md"))[:20]
    blocks = [" ".join(block.split()) for page in pages for block in page.read_text("utf-8").split("\n\n")]
    before = time.process_time()
    found = sum(len(sentences(block)) for block in blocks)
    seconds = time.process_time() - before
    assert found > len(blocks)
    assert seconds < 0.1 * sum(map(len, blocks)) / 1e6 * 3  # 0.1 s/MB, and room for a busy machine
