"""The lock of the literature as part of the graph: read, mapped, valid whatever it says, and the same each time."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from sample_standings import KEY, plant_standings
from support import curated_sources

from oncotriples.documents.article_entry import Author, CorrectionLink, Heading, Journal, Substance, Tag
from oncotriples.documents.trial_entry import Trial
from oncotriples.enrichment.literature_lock import NAME, LiteratureLock
from oncotriples.enrichment.trial_lock import LOCK_NAME, TrialEntry, TrialLock, write_trial_lock
from oncotriples.errors import SourceSyntaxError
from oncotriples.evidence.standings import NOTICES, Standing
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.enrichment import ENRICHMENT, map_enrichment, read_literature_lock
from oncotriples.namespaces import BASE, ONCT, PREFIXES
from oncotriples.quality.findings import Severity
from oncotriples.quality.validating import validate
from oncotriples.sources import Sources, find_sources

if TYPE_CHECKING:
    from oncotriples.graph.assembling import Loaded

LITERATURE = f"{BASE}graph/literature"
ADDRESS = f"{BASE}citation/pmid/22331945"


@pytest.fixture
def copied(tmp_path: Path) -> Sources:
    return find_sources(curated_sources(tmp_path))


def test_every_article_has_one_standing(whole: "Loaded") -> None:
    """Those of the whole graph, of which nobody has looked up any yet."""
    articles = subjects(whole.dataset.union, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "JournalArticle")
    said = [one for one in whole.dataset.graphs[ENRICHMENT] if one.predicate.value == f"{ONCT}standing"]
    assert {one.subject for one in said} == articles
    assert len(said) == len(articles) > 2000


def test_without_a_lock_nothing_is_known(copied: Sources) -> None:
    (copied.kg / NAME).unlink()
    assert read_literature_lock(copied) == LiteratureLock()
    loaded = load_sources(copied)
    said = loaded.dataset.graphs[ENRICHMENT]
    assert {one.predicate.value for one in said} == {f"{ONCT}standing"}
    assert {str(one.object) for one in said} == {f"<{BASE}code/standing/not-checked>"}
    assert len(said) == 19


def test_a_broken_lock_is_told_with_its_file(copied: Sources) -> None:
    path = copied.kg / NAME
    path.write_text(path.read_text(encoding="utf-8").replace('"volume": "33"', '"volume": "34"', 1), encoding="utf-8")
    with pytest.raises(SourceSyntaxError, match="edited by hand") as caught:
        load_sources(copied)
    assert caught.value.path == f"kg/{NAME}"
    assert caught.value.line


def test_what_is_mapped_is_named_after_its_file(copied: Sources) -> None:
    plant_standings(copied.kg)
    literature = load_sources(copied).dataset.graphs[LITERATURE]
    (mapped, *_) = map_enrichment(copied, {LITERATURE: literature})
    assert (mapped.name, set(mapped.graphs)) == (f"kg/{NAME}", {ENRICHMENT})
    assert {ADDRESS, f"{BASE}record/pmid/22331945", f"{BASE}record/pmid/22331945/notice/1"} <= mapped.subjects


def test_both_locks_go_into_one_graph_each_under_its_own_name(copied: Sources) -> None:
    trials = [TrialEntry.of(Trial(number), "0" * 64, "2026-01-31") for number in ("NCT99999001", "NCT99999002")]
    write_trial_lock(copied.kg / LOCK_NAME, TrialLock().with_entries(trials))
    plant_standings(copied.kg)
    literature = load_sources(copied).dataset.graphs[LITERATURE]
    mapped = {one.name: one for one in map_enrichment(copied, {LITERATURE: literature})}
    assert {name: set(one.graphs) for name, one in mapped.items()} == {
        f"kg/{NAME}": {ENRICHMENT}, f"kg/{LOCK_NAME}": {ENRICHMENT}
    }  # fmt: skip
    assert mapped[f"kg/{LOCK_NAME}"].subjects == {f"{BASE}trial/{entry.trial.nct_id}" for entry in trials}


def test_a_graph_without_articles_has_nothing_to_enrich(copied: Sources) -> None:
    assert [one.graphs for one in map_enrichment(copied, {})] == [{}]


def test_an_entry_that_no_article_of_the_graph_bears_is_not_mapped(copied: Sources) -> None:
    plant_standings(copied.kg)
    lock = read_literature_lock(copied)
    entry = lock.articles["22331945"]
    lock.put(replace(entry, article=replace(entry.article, pmid="90000099")))
    lock.write(copied.kg / NAME)
    assert not any("90000099" in str(one) for one in load_sources(copied).dataset.union)


def test_a_doi_of_the_graph_is_neither_repeated_nor_given_twice(copied: Sources) -> None:
    """The chordoma article has its DOI in kg/; a record that claims the same for another article gives it none."""
    lock = LiteratureLock()
    held = read_literature_lock(copied).articles["22331945"]
    lock.put(replace(held, article=replace(held.article, doi="10.1200/jco.2011.35.3656"), checked="2026-01-31"))
    other = read_literature_lock(copied).articles["10398180"]
    lock.put(replace(other, article=replace(other.article, doi="10.1200/JCO.2011.35.3656")))
    lock.write(copied.kg / NAME)
    loaded = load_sources(copied)
    doi = f"{PREFIXES['prism']}doi"
    given = {one.subject for one in loaded.dataset.graphs[ENRICHMENT] if one.predicate.value == doi}
    assert given == {ox.NamedNode(f"{BASE}record/pmid/{pmid}") for pmid in ("22331945", "10398180")}
    differing = [one for one in loaded.dataset.union if one.predicate.value == f"{ONCT}differsFromRecordIn"]
    assert {str(one.object) for one in differing} == {'"title"'}, "of a DOI, the case does not count"
    assert not [one for one in validate(loaded) if one.severity is Severity.VIOLATION]


def test_the_graph_conforms_whatever_the_standings_are(copied: Sources) -> None:
    """Every standing, every kind of notice, and records that say all that a record can say."""
    plant_standings(copied.kg)
    lock = read_literature_lock(copied)
    links = tuple(
        CorrectionLink(kind, f"J Ex. {citation}", pmid, note)
        for (kind, (_, standing)), citation, pmid, note in zip(
            NOTICES.items(),
            ("2020 May 1;38(1):10", "2019 Dec;9", "2018;1", "2013 Feb 30;1", "", "ahead of print", "1999 Winter;1"),
            ("90000001", "", "90000003", "", "90000005", "", ""),
            ("", "See figure 2.", "", "", "", "", ""),
            strict=True,
        )
        if standing is not Standing.RETRACTED
    )
    plain = lock.articles["21242589"]
    rich = replace(
        plain.article,
        authors=(Author("Example", "Alice", "A", orcid="0000-0001-2345-6789"), Author(collective="Example Group")),
        authors_complete=False,
        journal=Journal("Journal of Examples", "J. Ex.", "J Ex", "9900001", "9999-0006", "9999-0014"),
        published="1998 Dec-1999 Jan",
        issue="Suppl 1",
        pmcid="PMC77",
        types=(Tag("D016428", "Journal Article"),),
        headings=(Heading("D012509", "Sarcoma", True), Heading("D006801", "Humans")),
        substances=(Substance("C097613", "examplinib"),),
        registrations=("NCT90000001", "ISRCTN1"),
        corrections=links,
        revised="2025-12-24",
    )
    lock.put(replace(plain, article=rich))
    lock.write(copied.kg / NAME)
    loaded = load_sources(copied)
    held = {str(one.object) for one in loaded.dataset.graphs[ENRICHMENT] if one.predicate.value == f"{ONCT}standing"}
    assert held == {f"<{BASE}code/standing/{standing.value}>" for standing in Standing}
    violations = [one for one in validate(loaded) if one.severity is Severity.VIOLATION]
    assert {one.rule for one in violations} == {"rests-on-retracted"}
    assert len(violations) == 5


def test_claims_have_the_weakest_standing_of_their_articles(copied: Sources) -> None:
    plant_standings(copied.kg)
    inferred = load_sources(copied).dataset.graphs[f"{BASE}graph/inferred"]
    said = {
        short(one.subject): short(one.object) for one in inferred if one.predicate.value == f"{ONCT}weakestStanding"
    }
    assert len(said) == 14
    assert said["sunitinib-alveolar-soft-part-sarcoma"] == "corrected"
    assert said["prognosis-of-metastatic-disease"] == "not-checked"
    assert said["sunitinib-solitary-fibrous-tumor"] == "retracted", f"by the PMID that was found for {KEY}"


def test_the_same_lock_gives_the_same_graph(copied: Sources) -> None:
    plant_standings(copied.kg)
    first = load_sources(copied).dataset.graphs[ENRICHMENT]
    lock = read_literature_lock(copied)
    shuffled = LiteratureLock(
        dict(reversed(lock.articles.items())), dict(lock.absent), dict(reversed(lock.references.items()))
    )
    shuffled.write(copied.kg / NAME)
    assert load_sources(copied).dataset.graphs[ENRICHMENT] == first


def subjects(triples: Iterable[ox.Triple], predicate: str, name: str) -> set[object]:
    return {one.subject for one in triples if one.predicate.value == predicate and str(one.object).endswith(f"{name}>")}


def short(term: object) -> str:
    return str(term).strip("<>").rpartition("/")[2]
