"""Each check of a release can fail: one thing is broken of one that passes all, and that check fails and no other."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from fair_release import CURATED, ROOT_IRI, STUB, change_manifest, change_triples, reseal, small_release, small_site

from oncotriples.fair.judging import CHECKS, judge, judge_release
from oncotriples.fair.model import Outcome, Verdict
from oncotriples.fair.subject import open_subject
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT
from oncotriples.release.lookup import term

Break = Callable[[Path], object]

ROOT = ox.NamedNode(ROOT_IRI)
CATALOG = ox.NamedNode(f"{BASE}dataset#catalog")
DESCRIPTION = ox.NamedNode(f"{ROOT_IRI}/void.ttl")
NOTICE = ox.NamedNode(f"{ROOT_IRI}#NOTICE.txt")
DUMP = ox.NamedNode(f"{ROOT_IRI}#oncotriples.nq.gz")
ELSEWHERE = ox.NamedNode("http://example.org/elsewhere")
RELATIONS = {
    term(name)
    for name in (
        "dcterms:source",
        "dcterms:isVersionOf",
        "dcterms:conformsTo",
        "dcat:isVersionOf",
        "prov:wasDerivedFrom",
    )
}


def dropped(subject: ox.NamedNode, name: str) -> Break:
    """Without what void.ttl says of a node by this property."""
    return changed(subject, name)


def changed(subject: ox.NamedNode, name: str, *values: ox.NamedNode | ox.Literal) -> Break:
    """With other values of a property of a node in void.ttl."""
    predicate = ox.NamedNode(term(name))

    def change(told: list[Triple]) -> Iterable[Triple]:
        yield from (one for one in told if (one.subject, one.predicate) != (subject, predicate))
        yield from (Triple(subject, predicate, value) for value in values)

    return lambda release: change_triples(release, change)


def added(*triple: ox.NamedNode | ox.BlankNode | ox.Literal) -> Break:
    """With a triple more in void.ttl."""
    return lambda release: change_triples(release, lambda told: [*told, Triple(*triple)])  # type: ignore[arg-type]


def related_elsewhere(release: Path) -> None:
    """All relations of the data set lead to a host that promises nothing."""

    def change(told: list[Triple]) -> Iterable[Triple]:
        for one in told:
            moved = one.subject == ROOT and one.predicate.value in RELATIONS
            yield Triple(one.subject, one.predicate, ELSEWHERE) if moved else one

    change_triples(release, change)


def renamed(release: Path) -> None:
    """The notice has its node at another host."""

    def change(told: list[Triple]) -> Iterable[Triple]:
        for one in told:
            subject, value = (ELSEWHERE if node == NOTICE else node for node in (one.subject, one.object))
            yield Triple(subject, one.predicate, value)  # type: ignore[arg-type]

    change_triples(release, change)


def told_twice(release: Path) -> None:
    """A second node tells of the notice, at the same address."""
    twin = ox.NamedNode(f"{ROOT_IRI}#NOTICE-again")

    def change(told: list[Triple]) -> Iterable[Triple]:
        yield from told
        yield from (Triple(twin, one.predicate, one.object) for one in told if one.subject == NOTICE)

    change_triples(release, change)


def unparsable(release: Path) -> None:
    (release / "void.ttl").write_text("<a> <b> .", encoding="utf-8")
    reseal(release)


def of_another_license(release: Path) -> None:
    change_manifest(release, lambda told: told.update(license="for friends"))


BREAKS: dict[str, tuple[Break, str]] = {
    "F1-01": (told_twice, f"void.ttl: 2 files have one dcat:downloadURL, <{ROOT_IRI}/NOTICE.txt>"),
    "F1-02": (
        added(ROOT, ox.NamedNode(term("dcterms:source")), ox.BlankNode("b")),
        "void.ttl: 1 statements with blank nodes",
    ),
    "F1-03": (renamed, "void.ttl: <http://example.org/elsewhere> is of no scheme that lasts"),
    "F2-01": (dropped(ROOT, "dcterms:identifier"), "void.ttl: dcterms:identifier is not said"),
    "F2-02": (dropped(ROOT, "dcat:keyword"), f"void.ttl: has no dcat:keyword of <{ROOT_IRI}>"),
    "F3-01": (changed(NOTICE, "dcat:accessURL", ROOT), f"void.ttl: dcat:accessURL <{ROOT_IRI}> is no file"),
    "F4-03": (dropped(CATALOG, "dcat:dataset"), f"void.ttl: no dcat:Catalog has <{ROOT_IRI}> as dcat:dataset"),
    "A1-01": (dropped(ROOT, "dcterms:rights"), f"void.ttl: says nothing of rights in <{ROOT_IRI}>"),
    "A1.1-01": (
        changed(ROOT, "dcat:landingPage", ox.NamedNode("gopher://w3id.org/oncotriples/")),
        "void.ttl: dcat:landingPage <gopher://w3id.org/oncotriples/> is of no protocol that all have",
    ),
    "A1.2-01": (
        changed(ROOT, "dcat:landingPage", ox.NamedNode("http://w3id.org/oncotriples/")),
        "void.ttl: dcat:landingPage <http://w3id.org/oncotriples/> is not safe for whoever must say who they are",
    ),
    "A2-01": (
        lambda release: small_release(release, withdrawn=STUB.replace("skos:historyNote", "skos:note")),
        f"graph/withdrawn: <{BASE}agent/gleevec> lacks its label, or the note why it went",
    ),
    "I1-01": (unparsable, "void.ttl:1:"),
    "I1-02": (lambda release: small_release(release, dump=b"<a> <b> .\n"), "oncotriples.nq.gz:1:"),
    "I2-01": (
        added(ROOT, ELSEWHERE, ROOT),
        "void.ttl: <http://example.org/elsewhere> is of no known vocabulary, nor declared in ontology.ttl",
    ),
    "I2-02": (
        lambda release: small_release(release, curated=f"{CURATED} <agent/imatinib> onct:shoeSize 42 ."),
        f"oncotriples.nq.gz: <{ONCT}shoeSize> is of no known vocabulary, nor declared in ontology.ttl",
    ),
    "I3-01": (related_elsewhere, "void.ttl: none of dcterms:source, dcterms:isVersionOf"),
    "R1-01": (dropped(ROOT, "rdf:type"), f"void.ttl: <{ROOT_IRI}> is none of dcat:Dataset, dctypes:Dataset"),
    "R1-02": (dropped(NOTICE, "dcat:byteSize"), "void.ttl: dataset/1.2.3#NOTICE.txt has no dcat:byteSize"),
    "R1-03": (changed(NOTICE, "dcat:byteSize", ox.Literal("7")), "void.ttl: dcat:byteSize of NOTICE.txt is 7, not 16"),
    "R1-04": (
        changed(DUMP, "void:triples", ox.Literal(7)),
        "void.ttl: void:triples of dataset/1.2.3#oncotriples.nq.gz is 7, not 14",
    ),
    "R1.1-01": (dropped(NOTICE, "dcterms:license"), "void.ttl: dataset/1.2.3#NOTICE.txt has no dcterms:license"),
    "R1.1-02": (of_another_license, "manifest.json: for friends is no license of SPDX"),
    "R1.2-01": (dropped(ROOT, "dcterms:isVersionOf"), f"void.ttl: has no dcterms:isVersionOf of <{ROOT_IRI}>"),
    "R1.2-02": (dropped(ROOT, "pav:createdWith"), f"void.ttl: has no pav:createdWith of <{ROOT_IRI}>"),
    "R1.3-01": (
        dropped(DESCRIPTION, "dcterms:conformsTo"),
        "void.ttl: does not say that it conforms to <https://www.w3.org/TR/hcls-dataset/>",
    ),
    "R1.3-02": (
        added(NOTICE, ox.NamedNode(term("dcat:mediaType")), ox.NamedNode("https://www.iana.org/x/secret")),
        "void.ttl: https://www.iana.org/x/secret is not known as an open format",
    ),
}


def failed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [one for one in outcomes if one.verdict is Verdict.FAILED]


@pytest.mark.parametrize("check", BREAKS)
def test_the_check_alone_finds_what_is_broken(check: str, tmp_path: Path) -> None:
    break_, told = BREAKS[check]
    release = small_release(tmp_path / "release")
    break_(release)
    report = judge_release(release, small_site(tmp_path / "site", release))
    assert [one.check.id for one in failed(report.outcomes)] == [check]
    (found,) = failed(report.outcomes)
    assert told in found.evidence
    assert found.mend == found.check.mend
    assert report.exit_code == 1


def test_metadata_that_link_to_few_hosts_fail(tmp_path: Path) -> None:
    subject = open_subject(small_release(tmp_path))
    lonely = replace(subject, said=replace(subject.said, hosts={"w3id.org", "purl.org", "creativecommons.org"}))
    (found,) = failed(judge(lonely).outcomes)
    assert found.check.id == "I3-02"
    assert found.evidence == "void.ttl: links to creativecommons.org, purl.org, w3id.org only"


def test_every_check_of_a_release_is_broken_here() -> None:
    assert {check.id for check in CHECKS if check.judge} == {*BREAKS, "I3-02"}


def test_a_manifest_that_names_another_data_set_is_found(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told.update(dataset="https://example.org/other"))
    (found,) = failed(judge_release(release).outcomes)
    assert found.check.id == "F1-01"
    assert found.evidence == f"manifest.json: dataset is 'https://example.org/other', not <{ROOT_IRI}>"


def test_counts_of_the_manifest_that_are_not_those_of_the_data_are_found(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(release, lambda told: told["triples"].update(total=99))
    (found,) = failed(judge_release(release).outcomes)
    assert found.check.id == "R1-04"
    assert found.evidence == "manifest.json: has 99 triples of dataset/1.2.3#oncotriples.nq.gz, not 14"


def test_statements_in_a_graph_that_the_manifest_does_not_list_are_found(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_manifest(
        release, lambda told: told["triples"]["graphs"].update(other=told["triples"]["graphs"].popitem()[1])
    )
    (found,) = failed(judge_release(release).outcomes)
    assert found.check.id == "R1-04"
    assert "manifest.json: does not list the graph of 4 statements" in found.evidence


def test_metadata_that_tell_of_no_file_pass_nothing_for_want_of_files(tmp_path: Path) -> None:
    release = small_release(tmp_path)
    change_triples(release, lambda told: [])
    found = {one.check.id for one in failed(judge_release(release).outcomes)}
    assert found == {check.id for check in CHECKS if check.judge} - {"F1-02", "A2-01", "I1-01", "I1-02", "I2-02"}


@pytest.mark.parametrize(("fault", "file"), [("I1-01", "void.ttl"), ("I1-02", "oncotriples.nq.gz")])
def test_what_cannot_be_read_is_the_fault_of_one_check_and_others_say_so(fault: str, file: str, tmp_path: Path) -> None:
    release = small_release(tmp_path)
    BREAKS[fault][0](release)
    concerned = [one for one in judge_release(release).outcomes if one.check.judge and file in one.check.reads]
    assert len(concerned) > 3
    assert {(one.verdict, one.evidence) for one in concerned} == {
        (Verdict.NOT_JUDGED, f"{file} cannot be read: see {fault}")
    }


def test_where_nothing_was_withdrawn_that_is_said_and_not_passed(tmp_path: Path) -> None:
    report = judge_release(small_release(tmp_path, withdrawn=""))
    (found,) = (one for one in report.outcomes if one.check.id == "A2-01")
    assert found.verdict is Verdict.NOT_JUDGED
    assert found.evidence == "nothing was withdrawn from the data up to this version"
