"""``oncotriples literature``: from a reference without PMID to a release that warns of a retraction, and its errors."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from literature import RETRACTION, record_of, records_of
from pubmed_service import Fixture, PubMedService, pubmed_file
from support import curated_sources

from oncotriples.cli import main
from oncotriples.enrichment.literature_lock import NAME, Absence, LiteratureLock, Resolution, standing_of
from oncotriples.enrichment.lockfile import exclusively
from oncotriples.evidence.matching import Work
from oncotriples.evidence.standings import Standing
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.works import works_of
from oncotriples.sources import find_sources

UNPRINTED = "citation/key/stacchiotti-2012-ann-oncol-23-3171"
CHORDOMA = "22331945"
"""The only article that the claim on imatinib in chordoma cites."""
CLAIM = "assertion/child-soft-tissue-treatment/imatinib-chordoma"


@pytest.fixture(scope="module")
def works() -> tuple[Work, ...]:
    return works_of(load_sources(find_sources()).dataset)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what people wrote, with the lock as it is committed."""
    return curated_sources(tmp_path / "sources")


@pytest.fixture
def pubmed(works: tuple[Work, ...], monkeypatch: pytest.MonkeyPatch) -> Iterator[PubMedService]:
    """A service that has every article, that of the reference without PMID too, and a planted retraction."""
    unprinted = next(work for work in works if work.path == UNPRINTED)
    records = [*records_of(works, {CHORDOMA: (RETRACTION,)}), record_of(unprinted, "90000015")]
    with PubMedService(records) as service:
        monkeypatch.setenv("ONCOTRIPLES_EUTILS_URL", f"{service.url}entrez/eutils/")
        monkeypatch.setenv("NCBI_EMAIL", "somebody@example.org")
        monkeypatch.setenv("NCBI_API_KEY", "not-a-key")
        yield service


def literature(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "literature", *arguments])


def lock_of(root: Path) -> LiteratureLock:
    return LiteratureLock.read(root / "kg" / NAME, NAME)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_from_an_unresolved_reference_to_a_release_that_warns(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    gaps = root / "kg" / "known-gaps.tsv"
    kept = [line for line in gaps.read_text(encoding="utf-8").splitlines() if UNPRINTED not in line]
    gaps.write_text("\n".join([*kept, ""]), encoding="utf-8")

    assert literature(root, "resolve") == 0
    told = capsys.readouterr().out
    assert f"found: {UNPRINTED}: PMID 90000015, by ecitmatch" in told
    assert f"PMID {CHORDOMA}: not checked → retracted\n    RetractionIn: {RETRACTION.source}" in told
    assert literature(root, "refresh", "--older-than", "0") == 0
    assert standing_of(lock_of(root), "", CHORDOMA)[0] is Standing.RETRACTED

    out = root / "dist"
    assert main(["--root", str(root), "build", "--out", str(out)]) == 1
    told = capsys.readouterr().out
    assert "Violation: rests-on-retracted (1)" in told
    assert CLAIM in told
    assert not out.exists()

    append(gaps, f"rests-on-retracted\t{CLAIM}\tThe source was asked; it keeps the claim.\n")
    append(gaps, f"cites-retracted\tcitation/pmid/{CHORDOMA}\tThe retraction was planted.\n")
    assert main(["--root", str(root), "build", "--out", str(out)]) == 0
    report = (out / "validation.txt").read_text(encoding="utf-8")
    assert "Warning: rests-on-retracted (1)" in report
    assert "Accepted: The source was asked" in report
    turtle = (out / "oncotriples.ttl").read_text(encoding="utf-8")
    assert "code/standing/retracted" in turtle
    assert f"{RETRACTION.source}" in turtle
    assert not (root / "dist.lock").exists()

    capsys.readouterr()
    assert main(["--root", str(root), "describe", UNPRINTED, "--graph", str(out / "oncotriples.nq")]) == 0
    assert "90000015" in capsys.readouterr().out


def test_who_asks_says_who_it_is(root: Path, pubmed: PubMedService) -> None:
    assert literature(root, "refresh", "--pmid", CHORDOMA, "--quiet") == 0
    (request,) = pubmed.requests
    assert (request.one("tool"), request.one("email")) == ("oncotriples", "somebody@example.org")
    assert request.one("api_key") == "not-a-key"
    assert request.headers["user-agent"].startswith("oncotriples/")


def test_a_dry_run_asks_nothing_and_writes_nothing(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "kg" / NAME).read_bytes()
    for step in ("resolve", "refresh", "verify"):
        assert literature(root, step, "--dry-run") == 0
    assert "efetch: records: 18, requests of at most 200 each: 1" in capsys.readouterr().out
    assert pubmed.requests == []
    assert (root / "kg" / NAME).read_bytes() == before


def test_an_e_mail_address_is_needed(
    root: Path, pubmed: PubMedService, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NCBI_EMAIL")
    assert literature(root, "refresh") == 2
    assert "give --email" in capsys.readouterr().err
    assert pubmed.requests == []


@pytest.mark.parametrize("number", ["PMC2504890", "02504890", " 2504890", "123456789", "0", "2504890.1", "٣٤٥"])
def test_a_printed_number_that_is_no_pmid_is_not_asked_for(
    root: Path, pubmed: PubMedService, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be written into the lock, which then nobody could read."""
    path = root / "kg" / "literature.ttl"
    text = path.read_text(encoding="utf-8")
    assert 'fabio:hasPubMedId "2504890"' in text
    path.write_text(text.replace('fabio:hasPubMedId "2504890"', f'fabio:hasPubMedId "{number}"'), encoding="utf-8")
    before = (root / "kg" / NAME).read_bytes()
    file = root / "pubmed26n0001.xml.gz"
    file.write_bytes(pubmed_file([Fixture("90000001")]))
    for words in (["resolve"], ["refresh"], ["refresh", "--dry-run"], ["verify"], ["load", str(file)]):
        assert literature(root, *words) == 2
        told = capsys.readouterr().err
        assert f"citation/pmid/2504890: “{number}” is no PMID" in told
        assert "Mend: write one to eight digits" in told
    assert pubmed.requests == []
    assert (root / "kg" / NAME).read_bytes() == before


@pytest.mark.parametrize("number", ["PMC3677840", "pmc3677840", "2233194x", "0", "123456789", ""])
def test_what_is_no_pmid_is_refused(
    root: Path, pubmed: PubMedService, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert literature(root, "refresh", "--pmid", number) == 2
    told = capsys.readouterr().err
    assert "which is no PMID" in told if number[:3].upper() == "PMC" else "one to eight digits" in told
    assert pubmed.requests == []


def test_a_wrong_address_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert literature(root, "refresh", "--email", "a@example.org", "--eutils", "ftp://example.org/") == 2
    assert "is no base address of a service" in capsys.readouterr().err


def test_a_person_may_accept_a_pmid(root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]) -> None:
    assert literature(root, "resolve", "--accept", f"{UNPRINTED}={CHORDOMA}") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"accepted: {UNPRINTED}: PMID {CHORDOMA}\n")
    for part in ("as printed", "  though it differs in title", f"citation/pmid/{CHORDOMA} has this PMID too"):
        assert part in told
    resolution = lock_of(root).references[UNPRINTED]
    assert (resolution.pmid, resolution.by) == (CHORDOMA, "curator")
    asked = len(pubmed.requests)
    assert literature(root, "resolve", "--accept", f"{UNPRINTED}={CHORDOMA}", "--dry-run") == 0
    assert (capsys.readouterr().out, len(pubmed.requests)) == ("efetch: 1 record, to compare with the work\n", asked)
    assert literature(root, "resolve", "--accept", f"{UNPRINTED}=90000015", "--json") == 0
    (accepted,) = json.loads(capsys.readouterr().out)["accepted"]
    assert (accepted["work"], accepted["pmid"], accepted["replacedBy"]) == (UNPRINTED, "90000015", "")
    assert accepted["accepted"] is True
    assert literature(root, "resolve", "--accept", f"{UNPRINTED[:-1]}2={CHORDOMA}") == 2
    assert f"did you mean {UNPRINTED}" in capsys.readouterr().err
    assert literature(root, "resolve", "--accept", UNPRINTED) == 2


def test_a_service_that_is_down_ends_with_3_and_the_next_run_goes_on(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "kg" / NAME).read_bytes()
    pubmed.always("closed", path="efetch.fcgi")
    assert literature(root, "refresh", "--attempts", "1") == 3
    told = capsys.readouterr().out
    assert "18 articles are missing" in told
    assert "the next run goes on with these" in told
    assert (root / "kg" / NAME).read_bytes() == before
    pubmed.behave()
    assert literature(root, "refresh", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["asked"], told["records"], told["missing"]) == (18, 18, [])
    assert [change["after"] for change in told["changes"]] == ["retracted"]


def test_a_made_up_record_is_noticed(root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]) -> None:
    assert literature(root, "refresh", "--quiet") == 0
    assert literature(root, "verify") == 0
    assert "18 records are PubMed's" in capsys.readouterr().out
    path = root / "kg" / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Phase II study of imatinib", "Phase III study of imatinib"), encoding="utf-8")
    assert main(["--root", str(root), "build", "--out", str(root / "dist")]) == 2
    told = capsys.readouterr().err
    assert f"kg/{NAME}:" in told
    assert "its sha256 is not that of its content" in told
    # Whoever also makes up the checksum deceives the file, not PubMed.
    path.write_text(text, encoding="utf-8")
    lock = lock_of(root)
    entry = lock.articles[CHORDOMA]
    lock.put(
        type(entry)(
            type(entry.article)(CHORDOMA, title="Made up", revised=entry.article.revised), entry.source, entry.checked
        )
    )
    lock.write(path)
    assert literature(root, "verify") == 1
    assert f"PMID {CHORDOMA}: is not what PubMed says" in capsys.readouterr().out


def test_a_record_that_pubmed_never_had_is_noticed(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where its day of revision is made up, and where PubMed has no such record or says that it has one."""
    assert literature(root, "refresh", "--quiet") == 0
    lock = lock_of(root)
    entry = lock.articles[CHORDOMA]
    lock.put(replace(entry, article=replace(entry.article, corrections=(), revised="2001-01-01")))
    lock.put(replace(entry, article=replace(entry.article, pmid="77777777")))
    lock.miss("7490240", Absence(entry.source, entry.checked))
    lock.references[UNPRINTED] = Resolution(CHORDOMA, "esearch", entry.checked)
    lock.write(root / "kg" / NAME)
    capsys.readouterr()
    assert literature(root, "verify", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["different"], told["gone"]) == (["7490240", CHORDOMA], ["77777777"])
    assert told["mismatched"] == [CHORDOMA]


def test_a_service_that_is_down_is_told_even_quietly(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert literature(root, "refresh", "--quiet") == 0
    pubmed.always("closed")
    assert literature(root, "verify", "--quiet", "--attempts", "1") == 3
    assert "18 could not be compared" in capsys.readouterr().err


def test_a_service_that_has_lost_its_records_proves_nothing(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    assert literature(root, "refresh", "--quiet") == 0
    everything = dict(pubmed.articles)
    pubmed.articles.clear()
    capsys.readouterr()
    assert literature(root, "verify", "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["different"], told["gone"], len(told["missing"])) == ([], [], 18)
    assert "that is not believed" in told["error"]
    # One that is deleted among many may be.
    pubmed.articles.update(everything)
    del pubmed.articles[CHORDOMA]
    assert literature(root, "verify") == 1
    assert f"PMID {CHORDOMA}: PubMed has no such record" in capsys.readouterr().out


def test_one_run_at_a_time_changes_the_lock(
    root: Path, pubmed: PubMedService, capsys: pytest.CaptureFixture[str]
) -> None:
    with exclusively(root / "kg" / NAME):
        assert literature(root, "refresh") == 2
        assert "another run is changing it" in capsys.readouterr().err
        assert literature(root, "refresh", "--dry-run") == 0
    assert pubmed.requests == []
    assert literature(root, "refresh", "--quiet") == 0


def test_files_of_pubmed_are_read_offline(
    root: Path, works: tuple[Work, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = records_of(works)
    retracted = records_of(works, {CHORDOMA: (RETRACTION,)})
    baseline, update = tmp_path / "pubmed26n0001.xml.gz", tmp_path / "pubmed26n0002.xml.gz"
    baseline.write_bytes(pubmed_file([*records, Fixture("90000001")]))
    update.write_bytes(pubmed_file([record for record in retracted if record.pmid == CHORDOMA], deletions=["90000001"]))
    assert literature(root, "load", str(update), str(baseline)) == 0
    assert "2 files as of 2020-01-31, 20 records: 18 taken over" in capsys.readouterr().out
    assert standing_of(lock_of(root), "", CHORDOMA) == (Standing.RETRACTED, "2020-01-31")

    before = (root / "kg" / NAME).read_bytes()
    baseline.write_bytes(baseline.read_bytes()[:-200])
    assert literature(root, "load", str(baseline), str(update)) == 2
    assert f"{baseline}" in capsys.readouterr().err
    assert (root / "kg" / NAME).read_bytes() == before


def test_all_records_of_files_go_into_one_file(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pubmed26n0001.xml.gz"
    file.write_bytes(pubmed_file([Fixture("90000001"), Fixture("90000002")]))
    out = tmp_path / "all.jsonl.gz"
    assert literature(root, "load", str(file), "--all", "--out", str(out), "--jobs", "1") == 0
    lines = gzip.decompress(out.read_bytes()).decode().splitlines()
    assert [json.loads(line)["article"]["pmid"] for line in lines] == ["90000001", "90000002"]
    quads = tmp_path / "all.nq.gz"
    assert literature(root, "load", str(file), "--all", "--out", str(quads), "--jobs", "1") == 0
    assert b"/record/pmid/90000002> " in gzip.decompress(quads.read_bytes())
    assert literature(root, "load", str(file), "--all") == 2
    assert literature(root, "load", str(file), "--all", "--out", str(tmp_path / "all.xml")) == 2
    assert "no format has this ending" in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == ["all.jsonl.gz", "all.nq.gz", "pubmed26n0001.xml.gz", "sources"]


def test_without_network_the_graph_builds_from_the_lock(root: Path) -> None:
    lock = lock_of(root)
    assert {standing_of(lock, "", pmid) for pmid in lock.articles} == {(Standing.NOT_CHECKED, "")}
