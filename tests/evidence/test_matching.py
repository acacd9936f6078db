"""Printed works beside records of PubMed: every rule by example, and what holds for all works. Samples are invented."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oncotriples.documents.article_entry import Author, CorrectionLink, PubMedArticle, Tag
from oncotriples.evidence.citations import parse_citation
from oncotriples.evidence.matching import PARTS, Work, compare

TITLE = "Ifosfamide and doxorubicin in soft tissue sarcomas of adults"
WORK = Work("w", "", TITLE, "van der Ham JB, Roe JA, et al.", "van der Ham", "J Test", "1999", "17", "4", "1219-25")
ROE = Author("Roe", "Jane A", "JA")
RECORD = PubMedArticle(
    "1",
    title=TITLE,
    authors=(Author("van der Ham", "Joe B", "JB"), ROE),
    published="1999-04",
    volume="17",
    issue="4",
    pages="1219-25",
)
GROUP = Author(collective="Some Ward Study Group")

SAME = [
    ({}, {}),
    ({}, {"vernacular": TITLE, "title": "[Another language]"}),
    ({}, {"title": f"{TITLE}: a report of the Some Ward Study Group"}),
    # First authors.
    ({}, {"authors": (Author("VAN DER HAM", "", "J"),)}),
    ({}, {"authors": (Author("Hám", "Joe"),)}),
    ({}, {"authors": (Author("Ham", "", "JB", "Jr"),)}),
    ({}, {"authors": (Author("van der Ham"),)}),
    ({}, {"authors": (GROUP, *RECORD.authors)}),
    ({"authors": "van der Ham JB Jr"}, {}),
    ({"authors": ""}, {}),
    (
        {"authors": "O\u2019Neil-Ruiz J", "first_author": "O\u2019Neil-Ruiz"},
        {"authors": (Author("O'Neil Ruiz", "", "JB"),)},
    ),
    ({"authors": "Theodore Ch", "first_author": "Theodore"}, {"authors": (Author("Theodore", "", "C"),)}),
    ({"authors": "Wills II", "first_author": "Wills"}, {"authors": (Author("Wills", "", "II"),)}),
    ({"authors": "Wills Sr", "first_author": "Wills"}, {"authors": (Author("Wills", "", "J", "Sr"),)}),
    ({"authors": "Some Ward Study Group", "first_author": "Some Ward Study Group"}, {"authors": (ROE, GROUP)}),
    (
        {"authors": "Some Ward Study Group", "first_author": "Some Ward Study Group"},
        {"authors": (Author(collective="The Some-Ward Study Group"),)},
    ),
    ({"authors": "", "first_author": ""}, {"authors": ()}),
    ({"authors": "", "first_author": ""}, {"authors": (GROUP,)}),
    # Years.
    ({}, {"published": "1998 Dec-1999 Jan"}),
    ({}, {"published": "1998-2001"}),
    ({}, {"published": "1999 Spring"}),
    ({"year": "1998"}, {"electronic": "1998-12-30"}),
    # Volumes.
    ({"volume": "58"}, {"volume": "58 Suppl 2"}),
    ({"volume": "58"}, {"volume": "58Suppl 2"}),
    ({"volume": "136", "issue": "Pt B"}, {"volume": "136 Pt B", "issue": ""}),
    ({"volume": "31A"}, {"volume": "31a"}),
    ({"volume": "31A"}, {"volume": "31"}),
    ({"volume": "A31"}, {"volume": "31-A"}),
    ({"volume": "32-33"}, {"volume": "32"}),
    ({"volume": "7"}, {"volume": "007"}),
    ({"volume": "Spec No"}, {"volume": "Spec No"}),
    ({"volume": "", "issue": ""}, {"volume": "", "issue": "3"}),
    ({"volume": "1999", "issue": ""}, {"volume": "1999", "issue": "3"}),
    ({"volume": "", "issue": "6"}, {"volume": "1999", "issue": "6"}),
    ({"volume": "6", "issue": ""}, {"volume": "1999", "issue": "6"}),
    ({"volume": "", "issue": "10"}, {"volume": "10", "issue": "10"}),
    ({"volume": "1999", "issue": "6"}, {"volume": "", "issue": "6"}),
    ({"issue": "1"}, {"issue": "2 Suppl"}),
    # Pages.
    ({}, {"pages": "1219-1225; discussion 1226"}),
    ({}, {"pages": "1219"}),
    ({"pages": "e30358"}, {"pages": "", "pii": "e0030358"}),
    ({"pages": "e30"}, {"pages": "30"}),
    ({"pages": "S12-8"}, {"pages": "s012-s18"}),
    ({"pages": "S3/11-25"}, {"pages": "S3/11-S3/25"}),
    ({"pages": "W-64"}, {"pages": "W64"}),
    ({"pages": "CD003751"}, {"pages": "CD003751"}),
    ({"pages": "eaav1282"}, {"pages": "", "pii": "eaav1282"}),
    ({"pages": "A-9501"}, {"pages": "A-9501"}),
    ({"pages": "iii-iv, 1-187"}, {"pages": "iii-iv, 1-187"}),
]

BACK = (CorrectionLink("RetractionIn", "J Test. 2001;1(1):1"),)
DOUBTED = (CorrectionLink("ExpressionOfConcernIn", "J Test. 2001;1(1):1"),)
TAGGED = (Tag("D016441", "Retracted Publication"),)
# What publishers put beside the title of an article that they take back.
SAME += [
    ({}, {"title": f"RETRACTED: {TITLE}", "corrections": BACK}),
    ({}, {"title": f"[Retracted] {TITLE}", "types": TAGGED}),
    ({}, {"title": f"RETRACTED PAPER: {TITLE}", "corrections": BACK}),
    ({}, {"title": f"{TITLE} (withdrawn by the authors)", "types": TAGGED}),
    ({}, {"title": f"Temporary removal: {TITLE}", "types": TAGGED}),
    ({}, {"title": f"RETRACTED ARTICLE: {TITLE} [Retracted].", "types": TAGGED}),
    ({}, {"title": f"Retracted - {TITLE.replace('tumors', 'tumours')}: a report of the ward", "types": TAGGED}),
    (
        {"title": "TGF-beta signals and tumor growth in the glimmering gland"},
        {"title": "RETRACTED: TGF-β signals and tumour growth in the glimmering gland", "corrections": BACK},
    ),
    ({}, {"title": f"Expression of concern: {TITLE}", "corrections": DOUBTED}),
    # Titles that begin so of themselves.
    *(
        ({"title": title}, {"title": title, "corrections": BACK})
        for title in ("Retraction-induced lesions of the brain", "Removed lymph nodes and survival")
    ),
]

DIFFERENT = [
    ("title", {}, {"title": f"RETRACTED: {TITLE}"}),
    ("title", {}, {"title": f"{TITLE}. II", "corrections": BACK}),
    ("title", {}, {"title": f"{TITLE}. II [Retracted]", "corrections": BACK}),
    ("title", {}, {"title": f"RETRACTED: Reply to: {TITLE}", "corrections": BACK}),
    ("title", {}, {"title": f"RETRACTED: Erratum: {TITLE}", "corrections": BACK}),
    ("title", {}, {"title": f"Removal of {TITLE}", "corrections": BACK}),
    (
        "title",
        {"title": "The role of PPAR-\u03b1 in the glimmering gland"},
        {"title": "RETRACTED: The role of PPAR-\u03b3 in the glimmering gland", "corrections": BACK},
    ),
    ("title", {}, {"title": f"Retracted: Letters on {TITLE} and on what came of it", "corrections": BACK}),
    ("title", {}, {"title": "RETRACTED: Something else", "corrections": BACK}),
    ("title", {"title": "Reply"}, {"title": "Retracted: Reply", "corrections": BACK}),
    ("title", {}, {"title": "Something else"}),
    ("title", {}, {"title": f"{TITLE}. II"}),
    ("title", {}, {"title": f"Erratum: {TITLE}"}),
    ("title", {"title": "Reply"}, {"title": "Reply"}),
    ("title", {"title": ""}, {"title": ""}),
    ("first author", {}, {"authors": (Author("van der Hamm", "", "JB"),)}),
    ("first author", {}, {"authors": (Author("van der Ham", "", "BJ"),)}),
    ("first author", {}, {"authors": (Author("van der Ham", "Bill"),)}),
    ("first author", {}, {"authors": (ROE, Author("van der Ham", "", "JB"))}),
    ("first author", {}, {"authors": ()}),
    ("first author", {}, {"authors": (GROUP,)}),
    ("first author", {"authors": "", "first_author": ""}, {}),
    ("first author", {"authors": "van der Ham SR"}, {}),
    ("first author", {"authors": "Ли Ж", "first_author": "Ли"}, {"authors": (Author("Ли", "", "Д"),)}),
    ("first author", {"authors": "Ли Ж", "first_author": "Ли"}, {"authors": (Author("Ян", "", "Ж"),)}),
    ("year", {}, {"published": "2000"}),
    ("year", {}, {"published": ""}),
    ("year", {}, {"published": "1997 Dec-1998 Jan"}),
    ("year", {"year": ""}, {"published": ""}),
    ("year", {"year": "١٩٩٩"}, {}),
    ("year", {"year": "9" * 5000}, {}),
    ("volume", {}, {"volume": "18"}),
    ("volume", {}, {"volume": ""}),
    ("volume", {"volume": ""}, {}),
    ("volume", {"volume": "31A"}, {"volume": "31B"}),
    ("volume", {"volume": "A31"}, {"volume": "B31"}),
    ("volume", {"volume": "58Suppl 2"}, {"volume": "51Suppl 2"}),
    ("volume", {"volume": "3"}, {"volume": "31ab"}),
    ("volume", {"volume": "Spec No"}, {"volume": "Suppl"}),
    ("volume", {"volume": "", "issue": "2"}, {"volume": "", "issue": "4"}),
    ("volume", {"volume": "1999", "issue": "2"}, {"volume": "1999", "issue": "4"}),
    ("volume", {"volume": "6", "issue": "2"}, {"volume": "", "issue": "6"}),
    ("volume", {"volume": "", "issue": ""}, {"volume": "6", "issue": ""}),
    ("first page", {}, {"pages": "1220-5"}),
    ("first page", {}, {"pages": "", "pii": "S0140-6736(99)01219-5"}),
    ("first page", {}, {"pages": ""}),
    ("first page", {"pages": ""}, {"pages": ""}),
    ("first page", {"pages": ""}, {}),
    ("first page", {"pages": "W-64"}, {"pages": "W-65"}),
    ("first page", {"pages": "E-123"}, {"pages": "E-124"}),
    ("first page", {"pages": "S3/11-25"}, {"pages": "S3/78-89"}),
    ("first page", {"pages": "S12"}, {"pages": "12"}),
    ("first page", {"pages": "CD003751"}, {"pages": "CD003751.pub2"}),
]


@pytest.mark.parametrize(("printed", "recorded"), SAME)
def test_a_work_and_its_record(printed: dict[str, str], recorded: dict[str, object]) -> None:
    found = compare(replace(WORK, **printed), replace(RECORD, **recorded))  # type: ignore[arg-type]  # texts by the names of fields
    assert found.accepted
    assert found.differing == ()


@pytest.mark.parametrize(("part", "printed", "recorded"), DIFFERENT)
def test_a_work_and_the_record_of_another(part: str, printed: dict[str, str], recorded: dict[str, object]) -> None:
    found = compare(replace(WORK, **printed), replace(RECORD, **recorded))  # type: ignore[arg-type]  # texts by the names of fields
    assert not found.accepted
    assert found.differing == (part,)


def test_a_comparison_shows_both_sides_as_they_stand() -> None:
    found = compare(replace(WORK, pages="e7"), replace(RECORD, pages="", pii="e8"))
    assert [(part.name, part.printed, part.recorded, part.agrees) for part in found.parts] == [
        ("title", TITLE, TITLE, True),
        ("first author", "van der Ham", "van der Ham JB", True),
        ("year", "1999", "1999-04", True),
        ("volume", "17", "17", True),
        ("first page", "e7", "e8", False),
    ]
    assert found.differing == ("first page",)


# What holds for all works.

WORDS_OF_TITLES = (
    "late results of tumor treatment with ifosfamide in 27 children phase ii alpha-fetoprotein sarcomas résumé"
)
WORDS = WORDS_OF_TITLES.split()
NAMES = st.sampled_from(["Ham", "O'Neil", "Ruiz Garcia", "Müller", "Sørensen", "Li"])


@st.composite
def works(draw: st.DrawFn) -> tuple[Work, PubMedArticle]:
    """A work and its record, which has the same parts."""
    title = "Treatment " + " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=14)))
    family, initials = draw(NAMES), draw(st.sampled_from(["J", "JB", "A-M"]))
    year, volume, page = (str(draw(st.integers(*span))) for span in ((1960, 2030), (1, 900), (1, 9999)))
    work = Work(
        "w", "", title, f"{family} {initials}, Roe JA, et al.", family, "J Test", year, volume, "4", f"{page}-9"
    )
    authors = (Author(family, "", initials), ROE)
    return work, replace(
        RECORD, title=title, authors=authors, published=year, volume=volume, issue="901", pages=f"{page}-9"
    )


Respelling = Callable[[PubMedArticle], PubMedArticle]


def of_title(change: Callable[[str], str]) -> Respelling:
    return lambda record: replace(record, title=change(record.title))


def of_first(change: Callable[[Author], Author]) -> Respelling:
    def changed(record: PubMedArticle) -> PubMedArticle:
        at = next(at for at, author in enumerate(record.authors) if not author.collective)
        return replace(record, authors=(*record.authors[:at], change(record.authors[at]), *record.authors[at + 1 :]))

    return changed


# Two of them never undo each other, so that any may follow any.
RESPELLINGS: list[Respelling] = [
    of_title(str.upper),
    of_title(str.title),
    of_title(lambda title: title.replace("e", "e\u0301")),
    of_title(lambda title: title.replace("o", "\u00f6")),
    of_title(lambda title: f"[{title}]"),
    of_title(lambda title: f"{title}."),
    of_title(lambda title: title.replace(" ", " \n\u2009")),
    of_title(lambda title: title.replace("alpha", "\u03b1").replace("ALPHA", "\u0391")),
    of_title(lambda title: title.replace(" with ", " \u2014 with, ")),
    of_title(lambda title: title.replace("tumor", "tumour")),
    of_first(lambda one: replace(one, family=one.family.upper())),
    of_first(lambda one: replace(one, family=one.family.replace("i", "\u00ed"))),
    of_first(lambda one: replace(one, family=f"van {one.family}")),
    of_first(lambda one: replace(one, suffix="Jr")),
    of_first(lambda one: replace(one, initials=one.initials[:1])),
    of_first(lambda one: replace(one, initials="", given=one.initials or one.given)),
    lambda record: replace(record, authors=(*record.authors, GROUP, Author("Last", "", "L"))),
    lambda record: replace(record, authors=(GROUP, *record.authors)),
    lambda record: replace(record, published=f"{int(record.published[:4])} Dec-{int(record.published[:4]) + 1} Jan"),
    lambda record: replace(record, electronic="1959-01-01"),
    lambda record: replace(record, volume=f"0{record.volume}"),
    lambda record: replace(record, volume=f"{record.volume} Suppl 3"),
    lambda record: replace(record, issue="12 Pt 2"),
    lambda record: replace(record, issue=""),
    lambda record: replace(record, pages=record.pages and f"0{record.pages}"),
    lambda record: replace(record, pages=record.pages and f"{record.pages}; discussion 7"),
    lambda record: replace(record, pages="", pii=record.pages.partition("-")[0] or record.pii),
    lambda record: replace(record, pii=record.pii or "S0140-6736(99)01234-5"),
]


@given(works(), st.lists(st.sampled_from(RESPELLINGS), max_size=8))
def test_another_spelling_is_the_same_work(pair: tuple[Work, PubMedArticle], respellings: list[Respelling]) -> None:
    work, record = pair
    for respelling in respellings:
        record = respelling(record)
    assert compare(work, record).differing == ()


def _another(number: str, step: int) -> str:
    return str(int(number) + step)


OTHERS: list[tuple[str, Callable[[PubMedArticle, int], PubMedArticle]]] = [
    ("title", lambda record, step: replace(record, title=f"{record.title} {step}")),
    ("title", lambda record, step: replace(record, title=f"{record.title} without surgery")),
    ("title", lambda record, step: replace(record, title=f"Erratum. {record.title}")),
    ("title", lambda record, step: replace(record, title="An unrelated study of the wards of a small hospital")),
    ("title", lambda record, step: replace(record, title=f"{record.title}. Part {'I' * (1 + step % 3)}")),
    ("first author", lambda record, step: replace(record, authors=(ROE, *record.authors))),
    ("first author", lambda record, step: of_first(lambda one: replace(one, family=f"{one.family}son"))(record)),
    ("first author", lambda record, step: of_first(lambda one: replace(one, initials="ZJ"))(record)),
    ("year", lambda record, step: replace(record, published=_another(record.published, step))),
    ("year", lambda record, step: replace(record, published=_another(record.published, -step))),
    ("volume", lambda record, step: replace(record, volume=_another(record.volume, 1000 + step))),
    ("volume", lambda record, step: replace(record, volume="")),
    ("first page", lambda record, step: replace(record, pages=_another(record.pages.partition("-")[0], step))),
    ("first page", lambda record, step: replace(record, pages=f"S{record.pages}")),
    ("first page", lambda record, step: replace(record, pages="")),
]


@given(works(), st.lists(st.tuples(st.sampled_from(OTHERS), st.integers(1, 60)), min_size=1, max_size=3))
def test_another_part_is_another_work(
    pair: tuple[Work, PubMedArticle],
    changes: list[tuple[tuple[str, Callable[[PubMedArticle, int], PubMedArticle]], int]],
) -> None:
    work, record = pair
    changed = {part: change(record, step) for (part, change), step in changes}
    for part, other in changed.items():
        found = compare(work, other)
        assert found.differing == (part,)
        assert not found.accepted


@given(works())
def test_a_parsed_entry_is_as_good_as_a_work_by_hand(pair: tuple[Work, PubMedArticle]) -> None:
    work, record = pair
    text = f"{work.authors}: {work.title}. {work.journal} {work.volume} ({work.issue}): {work.pages}, {work.year}."
    parsed = Work.of(parse_citation(text), work.path)
    assert parsed == work
    assert compare(parsed, record).accepted


TEXTS = st.one_of(st.text(), st.sampled_from(["1999", "17", "1219-25", "Ham", "Ham JB", TITLE, "S3/11", "(", "\u0301"]))


@example(["9" * 5000] * 8, ["9" * 5000] * 8)
@given(st.lists(TEXTS, min_size=8, max_size=8), st.lists(TEXTS, min_size=8, max_size=8))
def test_no_strings_break_a_comparison(printed: list[str], recorded: list[str]) -> None:
    title, author, initials, date, volume, issue, pages, pii = recorded
    authors = (Author(author, initials, initials), Author(collective=author), Author())
    record = PubMedArticle(
        "1",
        title=title,
        vernacular=author,
        authors=authors,
        published=date,
        electronic=date,
        volume=volume,
        issue=issue,
        pages=pages,
        pii=pii,
    )
    found = compare(Work("w", "", *printed), record)
    assert tuple(part.name for part in found.parts) == PARTS
    assert set(found.differing) == {part.name for part in found.parts if not part.agrees}
    assert found.accepted == (not found.differing)


@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "-", ", ", "; ", "A-1/", "van ", "\u0301", "e\u0301", "ﷺ", "א", "\u202eabc", ""]
)
def test_hostile_strings_take_no_longer(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    authors = (Author(text, text, text), Author(collective=text)) * 20
    record = PubMedArticle("1", title=f"{TITLE}{text}", vernacular=text, authors=authors, published=text, volume=text)
    start = time.perf_counter()
    for printed in (text, f"{text}x", f"1{text}"):
        compare(Work("w", "", *([printed] * 8)), replace(record, issue=text, pages=text, pii=text))
    assert time.perf_counter() - start < 10, "far above what a slow machine needs: only an endless search takes that"
