"""Pages in HTML and as Markdown copies give the same outline; hostile ones give problems; real ones exact counts."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support import ROOT, needs_shared
from telling import told

from oncotriples.documents.outline import (
    Block,
    BlockKind,
    Entry,
    Mark,
    MarkKind,
    Outline,
    References,
    Table,
    counted_as,
)
from oncotriples.documents.page import form_of, read_page
from oncotriples.documents.page_tables import marks_of
from oncotriples.documents.problems import UnreadableDocument

PAGES = ROOT / "tests" / "data" / "documents" / "page"


def read(name: str) -> Outline:
    return read_page((PAGES / name).read_bytes(), name)


def bare(block: Block | Table | References) -> Block | Table | References:
    """A block without what only one form carries."""
    if isinstance(block, Block):
        return block._replace(anchor="", line=0)
    if isinstance(block, Table):
        notes = tuple(note._replace(anchor="", line=0) for note in block.notes)
        return replace(block, anchor="", line=0, notes=notes)
    return replace(block, line=0, entries=tuple(entry._replace(line=0) for entry in block.entries))


def page(body: str) -> bytes:
    return f"<html><body><h1>T (PDQ®)</h1><h2>S</h2>{body}</body></html>".encode()


def test_html_and_markdown_give_the_same_outline() -> None:
    html, markdown = read("glimmer-treatment.html"), read("glimmer-treatment.md")
    assert [bare(block) for block in html.blocks] == [bare(block) for block in markdown.blocks]
    for name in ("title", "url", "audience", "language", "updated", "patient_version", "left_out"):
        assert getattr(html, name) == getattr(markdown, name), name
    assert {**html.counted, "titles": 2} == markdown.counted


TERM = '<a href="/popDefinition.aspx?id=2&amp;dictionary=Cancer.gov">cells</a>'
LEVEL = '<a href="/popDefinition.aspx?id=335150">3iiiA</a>'
POINTER = '[<a href="#cit/section_1.1">1</a>]'


def test_marks_in_a_title_are_left_out_and_those_that_are_looked_for_are_told() -> None:
    outline = read_page(f"<html><body><h1>T of {TERM} (PDQ®){POINTER}[{LEVEL}]</h1></body></html>".encode(), "a.html")
    assert dict(outline.left_out) == {"level-marks": 1, "pointers": 1, "term-links": 1}
    assert [(problem.rule, problem.value) for problem in told(outline)] == [
        ("mark-in-title", "1.1"),
        ("mark-in-title", "3iiiA"),
    ]


def test_marks_in_the_heading_of_a_reference_list_are_left_out_and_told() -> None:
    outline = read_page(page(f"<h6>References{POINTER}</h6><ol><li>A.</li></ol>"), "a.html")
    assert dict(outline.left_out) == {"pointers": 1}
    assert [(problem.rule, problem.value) for problem in told(outline)] == [("mark-in-heading", "1.1")]


def test_a_heading_without_text_opens_no_section_and_is_told() -> None:
    outline = read_page(page(f"<p>One.</p><h3> {POINTER} </h3><p>Two.</p>"), "a.html")
    assert [block.text for block in outline.blocks if isinstance(block, Block)] == ["S", "One.", "Two."]
    assert (outline.counted["headings"], dict(outline.left_out)) == (1, {"pointers": 1})
    assert {problem.rule for problem in told(outline)} == {"heading-without-text", "mark-in-heading"}


def test_a_heading_without_text_ends_no_standing_text() -> None:
    outline = read_page(page("<h2>About This PDQ Summary</h2><h2> </h2><p>Text.</p>"), "a.html")
    assert (len(outline.blocks), dict(outline.left_out)) == (1, {"about-this-summary": 2})


def test_links_in_an_entry_are_counted_apart_and_it_keeps_addresses_only() -> None:
    links = f'{TERM}, {LEVEL}, {POINTER}, <a href="#top">top</a>, <a href="http://a.org/">a</a>'
    further = '<a href="https://pubmed.gov/1">[PubMed]</a> <a href="https://pubmed.gov/2">[PubMed]</a>'
    outline = read_page(page(f"<h6>References</h6><ol><li>A {links} {further}</li></ol>"), "a.html")
    [entry] = outline.blocks[-1].entries  # type: ignore[union-attr]
    assert (entry.pmid, entry.links) == ("1", ("http://a.org/",))
    names = ("pubmed-links", "further-pubmed-links", "levels-in-entries", "pointer-links-in-entries")
    assert [outline.counted[name] for name in (*names, "term-links-in-entries")] == [1, 1, 1, 1, 1]


def test_the_articles_of_a_reference_list_in_standing_text_are_left_out() -> None:
    entry = '<li>A. <a href="https://pubmed.gov/1">[PubMed]</a></li>'
    outline = read_page(page(f"<h2>About This PDQ Summary</h2><h6>References</h6><ol>{entry}</ol>"), "a.html")
    assert outline.counted["pubmed-links"] == outline.left_out["about-this-summary-pubmed-links"] == 1


def test_what_an_html_page_says_of_itself() -> None:
    outline = read("glimmer-treatment.html")
    assert (outline.form, outline.title) == ("html", "Glimmer Cell Tumor Treatment (PDQ®)")
    assert outline.url == "https://www.cancer.gov/types/glimmer/hp/glimmer-treatment-pdq"
    assert (outline.audience, outline.language, outline.updated) == ("Health professionals", "en", "2025-03-04")
    assert outline.patient_version == "https://www.cancer.gov/types/glimmer/patient/glimmer-treatment-pdq"
    assert told(outline) == ()
    assert dict(outline.left_out) == {
        "about-this-summary": 4,
        "latest-updates": 2,
        "latest-updates-summary-marks": 1,
    }
    assert dict(outline.counted) == {
        "genes": 4, "headings": 6, "items": 5, "level-marks": 4, "levels-in-prose": 1, "media": 2, "own-links": 2,
        "paragraphs": 9, "pointer-links": 10, "pointers": 11, "pubmed-links": 5, "reference-lists": 2,
        "references": 7, "summary-links": 3, "summary-marks": 2, "tables": 1, "term-links": 1,
        "trial-links": 2, "trials": 4, "trials-in-entries": 1, "web-links": 2,
    }  # fmt: skip


def test_identifiers_and_lines_of_html() -> None:
    blocks = read("glimmer-treatment.html").blocks
    assert [block.anchor for block in blocks if not isinstance(block, References)][:7] == [
        "_1", "_2", "_3", "", "_4", "_5", "",
    ]  # fmt: skip
    assert (blocks[0].line, blocks[1].line, blocks[9].line) == (20, 22, 30)


def test_lines_of_markdown() -> None:
    markdown = read("glimmer-treatment.md")
    lines = (PAGES / "glimmer-treatment.md").read_text(encoding="utf-8").splitlines()
    heads = [block for block in markdown.blocks if isinstance(block, Block) and block.kind is BlockKind.HEADING]
    assert [lines[head.line - 1].lstrip("# ") for head in heads] == [head.text for head in heads]
    entries = [entry for block in markdown.blocks if isinstance(block, References) for entry in block.entries]
    assert all(lines[entry.line - 1].startswith(f"{entry.number}. ") for entry in entries)


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("<!DOCTYPE html><p>x", "x.md", "html"),
        ("\n <html>", "x", "html"),
        ("<b>x</b>", "x.htm", "html"),
        ("---\ntitle: x\n---\n", "x.txt", "markdown"),
        ("x", "x.md", "markdown"),
        ("x\n\n## y", "x", "markdown"),
        ("x\n\n#y", "x.txt", "text"),
    ],
)
def test_form(text: str, name: str, form: str) -> None:
    assert form_of(text, name) == form


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", [("item", "a", 1), ("item", "b", 2), ("item", "c", 1)]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", [("item", "a", 1), ("paragraph", "b", 1)]),
        ("<ul><li><ul><li>b</li></ul>a</li></ul>", [("item", "b", 2), ("item", "a", 1)]),
        ("<p>a<br>b</p>c<div>d</div>", [("paragraph", "a b", 0), ("paragraph", "c", 0), ("paragraph", "d", 0)]),
        ("<dl><dt>a<dd>b</dl>", [("item", "a", 0), ("item", "b", 0)]),
        ("<p>a<script>b</script><!--c--><style>d</style><?e f?></p>", [("paragraph", "a", 0)]),
        ("<p>a<custom-tag>b</custom-tag></p>", [("paragraph", "a", 0), ("paragraph", "b", 0)]),
        ("<h4>a</h4><h6>b</h6>", [("heading", "a", 3), ("heading", "b", 5)]),
    ],
)
def test_blocks_of_html(body: str, blocks: list[tuple[str, str, int]]) -> None:
    found = read_page(page(body), "x.html").blocks[1:]
    assert [(block.kind, block.text, block.depth) for block in found if isinstance(block, Block)] == blocks


@pytest.mark.parametrize(
    ("body", "entries", "rules"),
    [
        ("<h6>References</h6><ol><li>A<li>B</ol>", [(1, "A"), (2, "B")], []),
        ('<ol><li id="cit/section_3.4">A<li id="section_3.7">B</ol>', [(4, "A"), (7, "B")], []),
        ("<h3>References</h3><ul><li>A</ul>", [(1, "A")], ["entries-without-numbers"]),
        ('<h6>References</h6><ol><li value="2">A<li value="2">B</ol>', [(2, "A"), (2, "B")], ["entry-number-twice"]),
        ("<h6>References</h6><p>A</p>", [], ["references-missing"]),
    ],
)
def test_references_of_html(body: str, entries: list[tuple[int, str]], rules: list[str]) -> None:
    outline = read_page(page(body), "x.html")
    lists = [block for block in outline.blocks if isinstance(block, References)]
    assert [(entry.number, entry.text) for block in lists for entry in block.entries] == entries
    assert [problem.rule for problem in told(outline)] == rules


def test_a_new_page_element_for_terms() -> None:
    definition = '<nci-definition data-gloss-id="46000" data-gloss-dictionary="Genetics">gland</nci-definition>'
    block = read_page(page(f"<p>The {definition}.</p>"), "x.html").blocks[1]
    assert isinstance(block, Block)
    assert [(mark.kind, mark.target, mark.label) for mark in block.marks] == [(MarkKind.TERM, "CDR0000046000", "gland")]


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (page("<div>" * 200 + "deep" + "</div>" * 200), ["nested-too-deep"]),
        (page("<b>" * 50_000 + "deep"), ["nested-too-deep", "page-not-read-on"]),
        (page('<p id="' + "x" * 11_000_000 + '">x</p>'), ["page-not-read-on"]),
        (page("<p>x</p>")[:-12], ["page-cut-off"]),
        (b"<!doctype html>", ["page-empty"]),
        (b"<html><body><p>x</p></body></html>", ["title-missing"]),
        (page("x" * 600 + "\0"), ["null-characters"]),
        (page("<p>" + "[" * 100_000 + '<a href="#cit/section_1.1">1</a>' + "]" * 100_000), []),
        (page("<p>[level of evidence" + " " * 1_000_000 + "x"), []),
        (b"# T\n\n" + b">" * 20_000 + b"x", ["nested-too-deep"]),
        (b"# T\n\n" + b"|" * 400_000, ["table-too-large"]),
        (b"# T" + b" " * 400_000 + b"#x\n\n|" + b" - -" * 100_000, []),
        (b"<?xml version='1.0' encoding='latin-1'?><html><h1>T</h1></html>", []),
        (b'<!DOCTYPE html [<!ENTITY x "y">]>' + page("<p>&x;</p>"), []),
    ],
)
def test_hostile_pages(data: bytes, rules: list[str]) -> None:
    outline = read_page(data, "x.md" if data.startswith(b"#") else "x.html")
    assert [problem.rule for problem in told(outline)] == rules


UPDATES = "Latest Updates to This Summary"


@pytest.mark.parametrize(
    ("data", "rules", "updated"),
    [
        (page("<p>x</p>"), ["no-update-date"], ""),
        (page(f"<h2>{UPDATES} (05/12/2025)</h2>"), [], "2025-05-12"),
        (page(f"<h2>{UPDATES} (13/45/2025)</h2>"), ["bad-date"], ""),
        (page(f"<h2>{UPDATES}</h2>"), ["no-update-date"], ""),
        (page('<div class="document-dates">Updated: May 12, 2025</div>'), [], "2025-05-12"),
        (f"# T (PDQ®)\n\n## {UPDATES} (13/45/2025)\n".encode(), ["bad-date"], ""),
        (b"# T (PDQ)\n\n## S\n", ["no-update-date"], ""),
        (f"T (PDQ®)\n\n{UPDATES} (05/12/2025)\n".encode(), [], "2025-05-12"),
        (f"T (PDQ®)\n\n{UPDATES} (13/45/2025)\n".encode(), ["bad-date"], ""),
        (b"T (PDQ)\n\nS\n", ["no-update-date"], ""),
        ("T (PDQ®) - The one section\n\nA text.\n".encode(), [], ""),
    ],
)
def test_the_date_of_a_page(data: bytes, rules: list[str], updated: str) -> None:
    outline = read_page(data, "x")
    assert ([problem.rule for problem in outline.problems], outline.updated) == (rules, updated)


def test_a_title_of_html_is_never_markup() -> None:
    assert read_page(page("<script><h1>x</h1></script>"), "x.html").title == "T (PDQ®)"


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_any_damage_gives_an_outline(name: str) -> None:
    data = (PAGES / name).read_bytes()
    dice = random.Random(name)  # noqa: S311 - the same damage in every run
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            at, width = dice.randrange(len(damaged)), dice.randint(0, 60)
            damaged[at : at + width] = dice.choice(
                (b"", b"[", b"|", b"<td>", b"</li>", b"\n\n", b"- ", damaged[:width])
            )
        try:
            outline = read_page(bytes(damaged), name)
        except UnreadableDocument:  # the damage fell into a character
            continue
        for block in outline.blocks:
            check(block)


def check(block: Block | Table | References) -> None:
    """What holds for every block of every outline."""
    if isinstance(block, Block):
        assert all(0 <= mark.start <= mark.end <= len(block.text) for mark in block.marks)
    elif isinstance(block, Table):
        assert len({len(row) for row in (*block.head, *block.body)}) <= 1
        assert all(mark.end <= len(cell.text) for row in block.body for cell in row for mark in cell.marks)


@pytest.fixture(scope="module")
def corpus() -> dict[str, Outline]:
    folder = needs_shared() / "documents" / "pdq-pages"
    return {path.name: read_page(path.read_bytes(), path.name) for path in sorted(folder.glob("*.md"))}


def raw(name: str) -> str:
    return (needs_shared() / "documents" / "pdq-pages" / name).read_text(encoding="utf-8")


def test_counts_of_the_real_pages(corpus: dict[str, Outline]) -> None:
    total: Counter[str] = Counter()
    for outline in corpus.values():
        total.update(outline.counted)
    # One “2024.” that begins a line below References is the end of a broken line, not an entry.
    assert (len(corpus), total["references"], total["reference-lists"]) == (200, 28_860, 1_262)
    assert (total["pointer-links"], total["pointers"]) == (37_407, 43_253)
    assert (total["level-marks"], total["levels-in-prose"], total["tables"]) == (3_150, 14, 676)
    entries = [entry for outline in corpus.values() for block in outline.blocks for entry in entries_of(block)]
    assert len({entry.pmid for entry in entries} - {""}) == 21_731
    trials = {mark.target for _, mark in marks(corpus) if mark.kind is MarkKind.TRIAL}
    assert (len(trials), total["trials-in-entries"]) == (788, 1)


def entries_of(block: Block | Table | References) -> tuple[Entry, ...]:
    return block.entries if isinstance(block, References) else ()


def marks(corpus: dict[str, Outline]) -> Iterator[tuple[str, Mark]]:
    return ((name, mark) for name, outline in corpus.items() for block in outline.blocks for mark in marks_of(block))


def test_nothing_of_a_real_page_is_lost(corpus: dict[str, Outline]) -> None:
    for name, outline in corpus.items():
        text = raw(name)
        counted, found = (
            outline.counted,
            Counter(counted_as(mark) for block in outline.blocks for mark in marks_of(block)),
        )
        left = outline.left_out
        assert counted.get("pointer-links", 0) == text.count("](#cit/section_"), name
        levels = re.findall(r"popDefinition\.aspx\?id=\d+&version=HealthProfessional&language=English\)", text)
        bare = sum(
            mark.kind is MarkKind.LEVEL and not mark.target for block in outline.blocks for mark in marks_of(block)
        )
        assert counted.get("level-marks", 0) + counted.get("levels-in-prose", 0) == len(levels) + bare, name
        assert counted.get("tables", 0) == len(re.findall(r"(?m)(?<!\|\n)^\|", text)), name
        for what in ("pointers", "level-marks", "levels-in-prose", "trials"):
            outside = sum(number for part, number in left.items() if part.endswith(f"-{what}"))
            assert found[what] + outside == counted.get(what, 0), (name, what)


def test_pointers_of_a_real_page_stand_in_their_section(corpus: dict[str, Outline]) -> None:
    for name, outline in corpus.items():
        section = 0
        for block in outline.blocks:
            section += isinstance(block, Block) and block.kind is BlockKind.HEADING and block.depth == 1
            for mark in marks_of(block):
                if mark.kind is MarkKind.POINTER:
                    assert mark.target.startswith(f"{section}."), name


def test_every_real_page_says_what_it_is(corpus: dict[str, Outline]) -> None:
    rules = {"cells-placed-by-guess", "citation-in-text", "half-bracket"}
    for name, outline in corpus.items():
        assert outline.title.endswith("(PDQ®)"), name
        assert (outline.audience, outline.language, len(outline.updated)) == ("Health professionals", "en", 10), name
        assert {problem.rule for problem in outline.problems} <= rules, name
        for block in outline.blocks:
            check(block)
