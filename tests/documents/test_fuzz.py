"""Damaged documents: records or findings, never anything else, and never later than a limit.

``ONCOTRIPLES_FUZZ=50 python -m pytest tests/documents/test_fuzz.py`` runs 50 rounds over every document. A failure
names the document and the seed; ``mutations.mutated`` makes the same bytes of them again.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import Watched
from mutations import mutated
from support import ROOT, needs_shared

SAMPLES = sorted(
    path for path in (ROOT / "tests/data/documents").rglob("*") if path.suffix in (".md", ".txt", ".html", ".xml")
)
ROUNDS = int(os.environ.get("ONCOTRIPLES_FUZZ", "0"))
# Without rounds: what a run of all tests has time for.
ROUNDS_OF_SAMPLES = 12
REAL_DOCUMENTS = 60
LONGEST = 60_000


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    process = Watched()
    yield process
    process.end()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name + "-" + path.name)
def test_a_sample_is_read_without_findings_that_we_cause(watched: Watched, path: Path) -> None:
    outcome, wrong = watched.check(path)
    assert wrong == ""
    assert outcome != "finding"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name + "-" + path.name)
def test_damaged_samples(watched: Watched, path: Path) -> None:
    for number in range(ROUNDS or ROUNDS_OF_SAMPLES):
        seed = f"{path.name}/{number}"
        assert (seed, watched.check(path, seed)[1]) == (seed, "")


def test_damaged_real_documents(watched: Watched) -> None:
    folder = needs_shared() / "documents"
    paths = sorted(
        path for path in folder.rglob("*") if path.suffix in (".md", ".txt", ".xml") and path.name != "README.md"
    )
    if not ROUNDS:
        paths = [*(path for path in paths if path.suffix != ".md"), *paths[:: len(paths) // REAL_DOCUMENTS]]
    outcomes = Counter[str]()
    for number in range(ROUNDS or 1):
        for path in paths:
            seed = f"{path.name}/{number}"
            outcome, wrong = watched.check(path, seed, longest=1 << 20 if ROUNDS else LONGEST)
            assert (seed, wrong) == (seed, "")
            outcomes[outcome] += 1
    # Damage that always ends in a finding would test nothing behind the readers.
    assert outcomes["page"] > 10
    assert outcomes["finding"] > 0


# The smallest documents that damage of this kind led to; each was once unaccounted for, or gave quads that are none.
LEVEL = "/popDefinition.aspx?id="
FOUND = {
    "an unknown level in a sentence": f"# PDQ\n\n[x]({LEVEL}2)",
    "a level in a sentence, without text": f"# PDQ\n\n[]({LEVEL}335150)",
    "a level in the title": f"# PDQ [x]({LEVEL}335150)",
    "a printed level in the title": "# PDQ [Level of evidence: 3iiiA]",
    "a term in the title": f"# PDQ [x]({LEVEL}2&dictionary=Cancer.gov)",
    "a pointer in the title": "# PDQ [1](#cit/section_1.2)",
    "a level in an entry": f"# PDQ\n\n## References\n\n1. A [x]({LEVEL}335150)",
    "a term in an entry": f"# PDQ\n\n## References\n\n1. A [x]({LEVEL}2&dictionary=Cancer.gov)",
    "an entry with two articles": "# PDQ\n\n## References\n\n1. A [x](http://pubmed.gov/1) [y](http://pubmed.gov/2)",
    "an article linked in a sentence": "# PDQ\n\nSeen [x](http://pubmed.gov/1).",
    "a heading without text": "# PDQ\n\n## \n\nText.",
    "an address that ends with a percent sign": "# PDQ\n\n## References\n\n1. A [x](/%)",
    "an address with two fragments": "# PDQ\n\n## References\n\n1. A [x](http://a.b/#c#d)",
    "an address with a port of letters": "# PDQ\n\n## References\n\n1. A [x](http://a:b/)",
    "an address with a control character": (
        '<html><title>Made up (PDQ)</title><h2>One</h2><h6>References</h6><ol><li>A <a href="http://a/&#127;b">x</a></li></ol>'
    ),
    "two cells in one place": (
        '<Summary id="CDR0000000001"><SummaryTitle>Made up (PDQ)</SummaryTitle><SummarySection><Title>One</Title>'
        '<Table><TGroup Cols="1"><ColSpec ColName="c1"/><TBody><Row><entry>a<Reference refidx="1"/></entry>'
        '<entry NameSt="c1">b</entry></Row></TBody></TGroup></Table><ReferenceSection><Citation idx="1">A.</Citation>'
        "</ReferenceSection></SummarySection></Summary>"
    ),
    "a link to a summary that is no address": (
        '<Summary id="CDR0000000001"><SummaryTitle>Made up (PDQ)</SummaryTitle><SummarySection><Title>One</Title>'
        '<Para>See <SummaryRef href="" url="http://%">this</SummaryRef>.</Para></SummarySection></Summary>'
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_damage_led_to(watched: Watched, tmp_path: Path, what: str) -> None:
    suffix = {"<S": "xml", "<h": "html"}.get(FOUND[what][:2], "md")
    path = tmp_path / f"found.{suffix}"
    path.write_text(FOUND[what], encoding="utf-8")
    assert watched.check(path)[1] == ""


def test_the_same_seed_does_the_same_damage() -> None:
    data = SAMPLES[0].read_bytes()
    assert mutated(data, "a") == mutated(data, "a")
    assert len({mutated(data, str(seed)) for seed in range(40)}) > 30
