"""The scales of every board: complete, in order, in our own words, and every linked level of the real pages in them."""

import html
import re
from collections import Counter

import pyoxigraph as ox
import pytest
from support import ROOT, needs_shared

from oncotriples.documents.outline import Mark, MarkKind
from oncotriples.errors import InputError
from oncotriples.evidence.levels import LevelIndex
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, PREFIXES

SKOS = PREFIXES["skos"]
LEVELS_OF = {
    "genetics-prevention": 4 * 5 + 1,
    "genetics-screening": 5,
    "genetics-treatment": 2 + 8 + 2,
    "integrative": 7 * 6 + 1,
    "supportive-care": 4,
    "treatment": 11,
    "treatment-legacy": 6 * 7 + 2,
}
# Each pair: the first is at least as strong as the second; ! before it: it is not.
ORDER = """
    genetics-screening 1 5      genetics-screening 4 5         !genetics-screening 5 4
    genetics-prevention 1ai 1b  genetics-prevention 1ai 4b     genetics-prevention 1a 1aii  genetics-prevention 1ai 1
    !genetics-prevention 1a 1   !genetics-prevention 1b 2ai    !genetics-prevention 2ai 1b  genetics-prevention 4b 5
    !genetics-prevention 1 1ai  genetics-prevention 1 1b       !genetics-prevention 1a 1ai
    genetics-treatment 2 3a     genetics-treatment 3diii 4     genetics-treatment 3c 3d     genetics-treatment 3d 3diii
    !genetics-treatment 3d 3di  !genetics-treatment 3 3d       !genetics-treatment 4 3diii  genetics-treatment 4 5
    supportive-care I IV        supportive-care III IV         !supportive-care II I
    integrative 1iA 3iiiDiii    integrative 1iC 1sC            integrative 1sC 1iiC         integrative 3iiiDiii 4
    !integrative 2A 1iDi        !integrative 1iDi 2A           !integrative 4 3iiiDiii
    treatment-legacy 1iA 1A     treatment-legacy 1A 1iiA       !treatment-legacy 1A 1iA     treatment-legacy 3iiiA 3iii
    !treatment-legacy 3iii 3iiiA  treatment-legacy 3iii 3iiiDiv  !treatment-legacy 3iii 3iiiDiii
"""
LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*popDefinition\.aspx\?id=(\d+)&version=HealthProfessional&language=English\)")
TERM = "446533"  # the dictionary's entry for levels of evidence


@pytest.fixture(scope="module")
def index(loaded: Loaded) -> LevelIndex:
    return level_index(loaded.codes)


def levels(text: str) -> tuple[Triple, ...]:
    head = f"@base <{BASE}> . @prefix onct: <{ONCT}> . @prefix skos: <{SKOS}> .\n"
    return tuple(quad.triple for quad in ox.parse(head + text, format=ox.RdfFormat.TURTLE))


def test_index_of_levels_alone() -> None:
    built = level_index(
        levels("""<level/s/1> onct:cdrId "CDR0000000001" ; skos:notation "1" ; a onct:LevelOfEvidence .
        <level/r/1> a onct:LevelOfEvidence ; skos:notation "1" .
        <level/s/design-1> a onct:StudyDesignCategory ; skos:notation "1" ; onct:cdrId "CDR0000000002" .
        <document/d> onct:cdrId "CDR0000000003" .""")
    )
    assert built == LevelIndex({"CDR0000000001": "s/1"}, {"1": ("r/1", "s/1")})


def test_an_identifier_of_two_levels_is_refused() -> None:
    text = '<level/s/{}> a onct:LevelOfEvidence ; onct:cdrId "CDR0000000001" .'
    with pytest.raises(InputError, match="CDR0000000001 is the identifier of s/1 and of s/2"):
        level_index(levels(text.format(1) + text.format(2)))


def test_every_scale_is_complete(index: LevelIndex) -> None:
    paths = [path for paths in index.by_code.values() for path in paths]
    assert Counter(path.split("/")[0] for path in paths) == LEVELS_OF
    assert all(path.split("/")[1] == code for code, paths in index.by_code.items() for path in paths)


def test_a_scale_says_which_and_where_it_is_defined(loaded: Loaded) -> None:
    held = {(t.subject.value, t.predicate.value): str(getattr(t.object, "value", "")) for t in loaded.codes
            if isinstance(t.subject, ox.NamedNode)}  # fmt: skip
    for scale in LEVELS_OF:
        iri = f"{BASE}level/{scale}"
        assert held[iri, f"{SKOS}altLabel"] == scale
        assert "/pdq/levels-evidence/" in held[iri, f"{PREFIXES['dcterms']}source"]


def test_categories_and_order_stay_inside_a_scale(loaded: Loaded) -> None:
    relations = {f"{ONCT}{name}" for name in ("studyDesignCategory", "endPointCategory", "nextWeaker",
                                              "atLeastAsStrongAs")} | {f"{SKOS}broader"}  # fmt: skip
    found = 0
    for triple in loaded.dataset.union:
        if triple.predicate.value in relations and "/level/" in str(triple.subject):
            found += 1
            assert str(triple.subject).split("/")[5] == str(triple.object).split("/")[5], triple
    assert found > 500


@pytest.mark.parametrize("line", re.split(r"\s{2,}", ORDER.strip()))
def test_order(line: str, loaded: Loaded) -> None:
    scale, stronger, weaker = line.removeprefix("!").split()
    triple = ox.Triple(*(ox.NamedNode(iri) for iri in (
        f"{BASE}level/{scale}/{stronger}", f"{ONCT}atLeastAsStrongAs", f"{BASE}level/{scale}/{weaker}")))  # fmt: skip
    assert (triple in set(loaded.dataset.union)) is not line.startswith("!")


def test_no_two_levels_of_a_scale_are_each_at_least_as_strong(loaded: Loaded) -> None:
    pairs = {
        (str(t.subject), str(t.object))
        for t in loaded.dataset.union
        if t.predicate.value == f"{ONCT}atLeastAsStrongAs" and t.subject != t.object
    }
    assert pairs
    assert not {pair for pair in pairs if pair[::-1] in pairs}


def real_links() -> list[tuple[str, str, str, str]]:
    """Every link to a level in the real pages: (file, definition page, label, identifier)."""
    found = []
    for path in sorted((needs_shared() / "documents" / "pdq-pages").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        (page,) = re.findall(r"\(/publications/pdq/levels-evidence/([a-z-]+)\)", text)[:1] or ("",)
        found += [(path.name, page, m[1], f"CDR{int(m[2]):010}") for m in LINK.finditer(text) if m[2] != TERM]
    return found


def test_every_linked_level_of_the_real_pages_is_known(index: LevelIndex) -> None:
    scales: Counter[str] = Counter()
    differing: Counter[tuple[str, str]] = Counter()
    for name, page, label, identifier in real_links():
        resolved = index.resolve(Mark(MarkKind.LEVEL, 0, 0, identifier, label), scale=page)
        assert resolved.level, (name, label, identifier)
        scales[resolved.level.split("/")[0]] += 1
        if resolved.problem:
            assert resolved.problem.rule == "level-text-differs"
            differing[" ".join(label.split()[-3:]), resolved.level] += 1
    assert scales == {
        "genetics-prevention": 30, "genetics-screening": 35, "genetics-treatment": 37, "supportive-care": 413,
        "treatment": 2391, "treatment-legacy": 190,
    }  # fmt: skip
    assert differing == {
        ("1sC", "treatment-legacy/1iC"): 38,
        ("evidence (nicotinamide): 1aii", "genetics-prevention/1ai"): 1,
        ("level 1 evidence", "genetics-prevention/1aii"): 1,
    }


def test_only_identifiers_that_were_seen(index: LevelIndex) -> None:
    """In the real pages, in the real XML, or among the collected facts."""
    shared = needs_shared()
    seen = {identifier for _, _, _, identifier in real_links()}
    facts = (shared / "facts" / "levels_of_evidence.tsv").read_text(encoding="utf-8")
    seen |= set(re.findall(r"CDR[0-9]{10}", facts))
    assert set(index.by_id) <= seen


def test_no_run_of_eight_words_of_the_definition_pages(loaded: Loaded) -> None:
    pages = sorted((needs_shared() / "documents" / "pdq-pages").glob("publications-pdq-levels-evidence-*.md"))
    assert len(pages) == 5
    source = {run for page in pages for run in runs(re.sub(r"\]\([^)]*\)", " ", page.read_text(encoding="utf-8")))}
    assert len(source) > 5000
    copied = {}
    for path in sorted((ROOT / "ontology" / "codes").glob("level-*.ttl")):
        for value in re.findall(r'"([^"]*)"', path.read_text(encoding="utf-8")):
            if common := source & runs(value):
                copied[path.name, value] = common
    assert not copied


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9%]+", html.unescape(text).lower())
    return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}
