"""Each rule on the way from a claim to its evidence, by one change to a claim that has nothing wrong with it."""

import pytest

from oncotriples.namespaces import BASE, ONCT, PREFIXES

CITES = f"{PREFIXES['cito']}citesAsEvidence"
WORLD = """
<claim>
    onct:statedIn <row/1> ;
    onct:supportedBy <pointer/1>, <pointer/2> ;
    cito:citesAsEvidence <article/1>, <article/2> ;
    onct:levelOfEvidence <level/3iiiA> ;
    onct:levelMark <mark/1> ;
.
<cell/1> dcterms:isPartOf <row/1> .
<pointer/1> c4o:denotes <reference/1> ; c4o:hasContext <cell/1> ; onct:inGroup <group/1> .
<pointer/2> c4o:denotes <reference/2> ; c4o:hasContext <cell/1> ; onct:inGroup <group/1> .
<pointer/3> c4o:denotes <reference/2> ; c4o:hasContext <cell/2> ; onct:inGroup <group/2> .
<reference/1> biro:references <article/1> .
<reference/2> biro:references <article/2> .
<mark/1> onct:markedLevel <level/3iiiA> ; onct:grades <group/1> .
<mark/2> onct:markedLevel <level/3iiiA> ; onct:grades <group/2> .
"""
RULES = (
    "cited-without-pointer",
    "pointer-without-citation",
    "pointer-elsewhere",
    "level-without-mark",
    "mark-elsewhere",
)


@pytest.mark.parametrize("rule", RULES)
def test_a_claim_in_order_has_no_finding(findings_of, rule):
    assert findings_of(rule, WORLD) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "path", "value", "words"),
    [
        ("<article/1>, <article/2> ;", "<article/1>, <article/2>, <article/3> ;", RULES[0], CITES, "article/3",
         "No pointer of this claim leads to article/3. Add the pointer as onct:supportedBy, or delete the citation."),
        ("<pointer/1>, <pointer/2> ;", "<pointer/1> ;", RULES[0], CITES, "article/2",
         "No pointer of this claim leads to article/2. Add the pointer as onct:supportedBy, or delete the citation."),
        ("<article/1>, <article/2> ;", "<article/1> ;", RULES[1], f"{ONCT}supportedBy", "pointer/2",
         "This pointer leads to article/2, which the claim does not cite. "
         "Add it as cito:citesAsEvidence, or delete the pointer."),
        ("<pointer/1>, <pointer/2> ;", "<pointer/1>, <pointer/3> ;", RULES[2], f"{ONCT}supportedBy", "pointer/3",
         "This pointer does not stand where the claim is stated. "
         "Choose a pointer of that passage or row, or correct onct:statedIn."),
        ("Evidence <level/3iiiA>", "Evidence <level/2A>, <level/3iiiA>", RULES[3], f"{ONCT}levelOfEvidence", "level/2A",
         "No grade of this claim has this level. Correct it, or name the printed grade as onct:levelMark."),
        ("    onct:levelOfEvidence <level/3iiiA> ;\n", "", RULES[3], f"{ONCT}levelMark", "level/3iiiA",
         "The claim does not state the level of its printed grade. Add this level as onct:levelOfEvidence."),
        ("Mark <mark/1>", "Mark <mark/2>", RULES[4], f"{ONCT}levelMark", "mark/2",
         "This grade stands behind other pointers than the claim's. "
         "Choose the grade of the claim's own pointers, or correct onct:grades."),
    ],
)  # fmt: skip
def test_one_change_gives_one_finding(findings_of, head_lines, old, new, rule, path, value, words):
    assert WORLD.count(old) == 1
    (finding,) = findings_of(rule, WORLD.replace(old, new))
    assert (finding.file, finding.line) == ("kg/sample.ttl", head_lines + 2)
    assert (finding.subject, finding.path, finding.value) == (f"{BASE}claim", path, f"<{BASE}{value}>")
    assert finding.message == words


def test_a_claim_without_pointers_and_citations_is_no_matter_of_these_rules(findings_of):
    assert all(findings_of(rule, "<claim> onct:statedIn <passage/1> .") == [] for rule in RULES)


def test_a_pointer_in_the_stated_passage_itself(findings_of):
    text = (
        "<claim> onct:statedIn <passage/1> ; onct:supportedBy <pointer/9> .\n<pointer/9> c4o:hasContext <passage/1> ."
    )
    assert findings_of("pointer-elsewhere", text) == []
