"""Each rule on the way from a claim to its evidence, by one change to a claim that has nothing wrong with it."""

import pytest
from judging import HEAD_LINES, findings_of

from oncotriples.namespaces import BASE, ONCT

WORLD = """
<claim>
    onct:statedIn <row/1> ;
    onct:supportedBy <pointer/1>, <pointer/2> ;
    onct:levelOfEvidence <level/3iiiA> ;
    onct:levelMark <mark/1> ;
.
<cell/1> dcterms:isPartOf <row/1> .
<pointer/1> c4o:hasContext <cell/1> ; onct:inGroup <group/1> .
<pointer/2> c4o:hasContext <cell/1> ; onct:inGroup <group/1> .
<pointer/3> c4o:hasContext <cell/2> ; onct:inGroup <group/2> .
<mark/1> onct:markedLevel <level/3iiiA> ; onct:grades <group/1> .
<mark/2> onct:markedLevel <level/3iiiA> ; onct:grades <group/2> .
"""
RULES = ("pointer-elsewhere", "level-without-mark", "mark-elsewhere")


@pytest.mark.parametrize("rule", RULES)
def test_a_claim_in_order_has_no_finding(rule: str) -> None:
    assert findings_of(rule, WORLD) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "path", "value", "words"),
    [
        ("<pointer/1>, <pointer/2> ;", "<pointer/1>, <pointer/3> ;", RULES[0], f"{ONCT}supportedBy", "pointer/3",
         "This pointer does not stand where the claim is stated. "
         "Choose a pointer of that passage or row, or correct onct:statedIn."),
        ("Evidence <level/3iiiA>", "Evidence <level/2A>, <level/3iiiA>", RULES[1], f"{ONCT}levelOfEvidence", "level/2A",
         "No grade of this claim has this level. Correct it, or name the printed grade as onct:levelMark."),
        ("    onct:levelOfEvidence <level/3iiiA> ;\n", "", RULES[1], f"{ONCT}levelMark", "level/3iiiA",
         "The claim does not state the level of its printed grade. Add this level as onct:levelOfEvidence."),
        ("Mark <mark/1>", "Mark <mark/2>", RULES[2], f"{ONCT}levelMark", "mark/2",
         "This grade stands behind other pointers than the claim's. "
         "Choose the grade of the claim's own pointers, or correct onct:grades."),
    ],
)  # fmt: skip
def test_one_change_gives_one_finding(old: str, new: str, rule: str, path: str, value: str, words: str) -> None:
    assert WORLD.count(old) == 1
    (finding,) = findings_of(rule, WORLD.replace(old, new))
    assert (finding.file, finding.line) == ("kg/sample.ttl", HEAD_LINES + 2)
    assert (finding.subject, finding.path, finding.value) == (f"{BASE}claim", path, f"<{BASE}{value}>")
    assert finding.message == words


def test_a_claim_without_pointers_and_citations_is_no_matter_of_these_rules() -> None:
    assert all(findings_of(rule, "<claim> onct:statedIn <passage/1> .") == [] for rule in RULES)


def test_a_pointer_in_the_stated_passage_itself() -> None:
    text = (
        "<claim> onct:statedIn <passage/1> ; onct:supportedBy <pointer/9> .\n<pointer/9> c4o:hasContext <passage/1> ."
    )
    assert findings_of("pointer-elsewhere", text) == []
