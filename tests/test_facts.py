"""What the first document states is in the graph: counts, the eight pairs, every number, nothing stronger."""

import csv
import re
from collections import Counter

import pytest
from support import ROOT, needs_shared

from oncotriples.enrichment.literature_lock import NAME, LiteratureLock
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE

EDITION = f"{BASE}document/child-soft-tissue-treatment/undated-e3c5bd3b"
CURATED = f"{BASE}graph/curated/child-soft-tissue-treatment"
# Table 9, row by row: agent, subtype, PubMed identifiers of the references in the agent's cell.
TABLE_9 = [
    ("sunitinib", "alveolar-soft-part-sarcoma", {"21242589", "19188185"}),
    ("cediranib", "alveolar-soft-part-sarcoma", {"23630200"}),
    ("sunitinib", "solitary-fibrous-tumor", set()),  # reference 15: no identifier seen
    ("sirolimus", "perivascular-epithelioid-cell-tumor", {"20048174"}),
    ("crizotinib", "inflammatory-myofibroblastic-tumor", {"20979472"}),
    ("imatinib", "tenosynovial-giant-cell-tumor", set()),  # no reference in the source
    ("imatinib", "chordoma", {"22331945"}),
    ("imatinib", "dermatofibrosarcoma-protuberans", {"20194851"}),
]


class Facts:
    """The triples of the graph, by subject and property, with short names."""

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        self._held: dict[tuple[str, str], list[str]] = {}
        for triple in triples:
            key = (str(getattr(triple.subject, "value", "")), triple.predicate.value)
            self._held.setdefault(key, []).append(str(getattr(triple.object, "value", "")))

    def of(self, subject: str, name: str) -> set[str]:
        prefix, _, local = name.partition(":")
        values = self._held.get((subject if ":" in subject else BASE + subject, PREFIXES[prefix] + local), [])
        return {value.removeprefix(BASE) for value in values}


@pytest.fixture(scope="module")
def facts(loaded: Loaded) -> Facts:
    return Facts(loaded.dataset.union)


def typed(loaded: Loaded, graph: str) -> Counter[str]:
    return Counter(
        str(getattr(t.object, "value", "")).split("#")[-1].split("/")[-1]
        for t in loaded.dataset.graphs[graph]
        if t.predicate.value == RDF_TYPE
    )


def test_structure_of_the_document(loaded: Loaded) -> None:
    counts = typed(loaded, f"{BASE}graph/document/child-soft-tissue-treatment/undated-e3c5bd3b")
    assert counts == {
        "EvidenceSummary": 1, "SummaryEdition": 1, "Reproduction": 1, "Section": 4, "Passage": 15 + 16, "Table": 1,
        "TableRow": 8, "BibliographicReference": 19, "InTextReferencePointer": 20, "PointerGroup": 12, "LevelMark": 1,
        "TrialSearchPointer": 1,
    }  # fmt: skip


def test_claims_of_each_kind(loaded: Loaded) -> None:
    assert typed(loaded, CURATED) == {
        "ActivityAssertion": 8, "TreatmentStatement": 7, "OutcomeAssertion": 4, "ComparativeAssertion": 2,
        "PrognosisAssertion": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("row", "agent", "subtype", "pmids"), [(i, *r) for i, r in enumerate(TABLE_9, 1)])
def test_table_9(facts: Facts, row: int, agent: str, subtype: str, pmids: set[str]) -> None:
    claim = f"assertion/child-soft-tissue-treatment/{agent}-{subtype}"
    assert facts.of(claim, "onct:agent") == {f"agent/{agent}"}
    assert facts.of(claim, "onct:tumorSubtype") == {f"subtype/{subtype}"}
    assert facts.of(claim, "onct:statedIn") == {f"{EDITION}/row/1.{row}".removeprefix(BASE)}
    assert facts.of(claim, "onct:activityKind") == {"code/activity-kind/selective"}
    assert facts.of(claim, "onct:developmentStatus") == {"code/development-status/under-clinical-evaluation"}
    cited = facts.of(claim, "cito:citesAsEvidence")
    assert {pmid for article in cited for pmid in facts.of(article, "fabio:hasPubMedId")} == pmids
    assert "soft-tissue-tumor" in {
        broader.rsplit("/", 1)[-1] for broader in facts.of(f"subtype/{subtype}", "skos:broader")
    }


def test_eight_claims_cite_nothing(loaded: Loaded, facts: Facts) -> None:
    claims = {str(getattr(t.subject, "value", "")) for t in loaded.dataset.graphs[CURATED]}
    assert len(claims) == 22
    assert sum(not facts.of(claim, "cito:citesAsEvidence") for claim in claims) == 8


def test_numbers_are_those_of_the_source(facts: Facts) -> None:
    def value(claim: str, *names: str) -> list[set[str]]:
        return [facts.of(f"assertion/child-soft-tissue-treatment/{claim}", f"onct:{name}") for name in names]

    assert value("five-year-survival-after-thoracotomy-in-adults", "lower", "upper", "timePoint") == [
        {"10.0"}, {"58.0"}, {"5.0"}
    ]  # fmt: skip
    names = ("numerator", "denominator", "upperExclusive", "timePoint", "lower", "treatment")
    assert value("four-year-survival", *names) == [
        {"1"}, {"3"}, {"true"}, {"4.0"}, set(), set()
    ]  # fmt: skip
    assert value("responses-to-four-drug-chemotherapy", "numerator", "denominator", "levelOfEvidence") == [
        {"1"}, {"3"}, set()
    ]  # fmt: skip
    graded = "survival-after-complete-resection-in-synovial-sarcoma"
    assert value(graded, "levelOfEvidence") == [{"level/treatment-legacy/3iiiA"}]


def test_only_one_claim_is_graded(loaded: Loaded) -> None:
    graded = [t for t in loaded.dataset.graphs[CURATED] if t.predicate.value == f"{ONCT}levelOfEvidence"]
    assert len(graded) == 1


def test_dacarbazine_is_optional(facts: Facts) -> None:
    regimen = "treatment/vincristine-dactinomycin-doxorubicin-cyclophosphamide-with-or-without-dacarbazine"
    assert facts.of(regimen, "onct:optionalComponent") == {"agent/dacarbazine"}
    assert len(facts.of(regimen, "onct:component")) == 4


def test_nobody_is_said_to_treat(loaded: Loaded) -> None:
    used = {t.predicate.value for t in loaded.dataset.union}
    assert not {iri for iri in used if iri.endswith(("/treats", "#treats", "applied_to_treat"))}


def test_articles_and_identifiers(loaded: Loaded, facts: Facts) -> None:
    articles = {
        str(getattr(t.subject, "value", ""))
        for t in loaded.dataset.union
        if str(getattr(t.object, "value", "")) == PREFIXES["fabio"] + "JournalArticle"
    }
    assert len(articles) == 19
    assert sum(bool(facts.of(article, "fabio:hasPubMedId")) for article in articles) == 18
    assert sum(bool(facts.of(article, "prism:doi")) for article in articles) == 7
    for article in articles:
        if pmids := facts.of(article, "fabio:hasPubMedId"):
            assert article == f"{BASE}citation/pmid/{pmids.pop()}"


def test_identifiers_are_the_verified_ones(facts: Facts) -> None:
    """Compared with the collected facts, where those are beside the checkout."""
    with (needs_shared() / "facts" / "citations.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        (article,) = facts.of(f"{EDITION}/reference/1-{row['ref']}", "biro:references")
        assert facts.of(article, "fabio:hasPubMedId") == ({row["pmid_verified"]} - {""})
        assert facts.of(article, "prism:doi") == ({row["doi_verified"]} - {""})
        assert facts.of(article, "prism:volume") == {row["volume"]}
        assert facts.of(article, "prism:pageRange") == {row["pages"]}


def test_the_lock_of_the_literature_holds_what_was_verified_and_no_more() -> None:
    """Each record as the collected facts have it, from where they have it; nobody has looked any up in PubMed."""
    with (needs_shared() / "facts" / "citations.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    path = ROOT / "kg" / NAME
    lock = LiteratureLock.read(path, NAME)
    verified = {row["pmid_verified"]: row for row in rows if row["pmid_verified"]}
    assert len(verified) == 18
    assert lock.articles.keys() == verified.keys()
    assert sum(bool(entry.article.doi) for entry in lock.articles.values()) == 7
    for pmid, row in verified.items():
        entry = lock.articles[pmid]
        article = entry.article
        assert article.doi == row["doi_verified"]
        assert article.authors[0].name == row["first_author"]
        assert (article.journal.nlm, article.published) == (row["journal"], row["year"])
        # Of one reference a table was seen that has no volume and no pages.
        seen = ("", "", "") if "no volume/page" in row["notes"] else (row["volume"], row["issue"], row["pages"])
        assert (article.volume, article.issue, article.pages) == seen
        assert not article.corrections
        assert (entry.checked, entry.source.date) == ("", "")
        assert entry.source.name
        for address in entry.source.addresses:
            assert address.removeprefix("https://github.com/") in row["evidence"]
    assert lock.absent == {}
    ((key, reference),) = lock.references.items()
    assert key == "citation/key/stacchiotti-2012-ann-oncol-23-3171"
    assert (reference.pmid, reference.by, reference.checked) == ("", "", "")
    assert reference.note
    remembered = {row[column] for row in rows for column in ("pmid_from_memory", "doi_from_memory")} - {""}
    assert [one for one in remembered if one in path.read_text(encoding="utf-8")] == []


def test_levels_carry_only_seen_identifiers(facts: Facts) -> None:
    """The collected identifier where there is one, else the one that the real pages link with the code, else none."""
    shared = needs_shared()
    with (shared / "facts" / "levels_of_evidence.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["part"] == "combined"]
    linked: dict[str, set[str]] = {}
    for path in (shared / "documents" / "pdq-pages").glob("*.md"):
        for code, number in re.findall(r"\[([^\[\] ]+)\]\([^()]*\?id=(335\d+)&", path.read_text(encoding="utf-8")):
            linked.setdefault(code, set()).add(f"CDR{int(number):010}")
    scales = {"legacy": "treatment-legacy", "current": "treatment"}
    assert len(rows) == 42 + 11
    for row in rows:
        level = f"level/{scales[row['scheme']]}/{row['code']}"
        assert facts.of(level, "skos:notation") == {row["code"]}
        expected = {row["cdr_id_verified"]} - {""} or linked.get(row["code"], set())
        assert facts.of(level, "onct:cdrId") == expected, level


def test_no_sentence_of_the_document_is_in_the_repository(loaded: Loaded) -> None:
    """No run of ten words of the document's prose stands in kg/ or ontology/ (titles of literature may)."""
    text = (needs_shared() / "documents" / "childhood-sts-metastatic.txt").read_text(encoding="utf-8")
    head, _, references = text.partition("  1. ")
    # Headings and the titles of the page and the table are facts about the document; its sentences are not ours.
    prose = "\n".join(
        line for line in (head + references.split("2010.\n")[-1]).splitlines() if line.endswith((".", "]"))
    )
    prose = prose.replace(head.splitlines()[0], "")

    def runs(words: list[str]) -> set[str]:
        return {" ".join(words[i : i + 10]) for i in range(len(words) - 9)}

    def words(value: str) -> list[str]:
        return "".join(c.lower() if c.isalnum() or c in "-%" else " " for c in value).split()

    source = runs(words(prose))
    assert len(source) > 100
    for folder in ("kg", "ontology"):
        for path in (ROOT / folder).rglob("*.ttl"):
            assert not source & runs(words(path.read_text(encoding="utf-8"))), path
