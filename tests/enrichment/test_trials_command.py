"""The command `trials` from its words to its exit code, against a registry on this machine."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from registry_service import RegistryService, Study
from support import ROOT, curated_sources

from oncotriples.cli import main
from oncotriples.enrichment.lockfile import exclusively
from oncotriples.enrichment.registry import VARIABLE

STUDIES = (
    Study("NCT99999001", conditions=("Chordoma",), interventions=(("DRUG", "Imatinib", ()),), updated="2026-09-30"),
    Study("NCT99999002", conditions=("Chordoma, invented",), phases=("PHASE3",), updated="2026-09-29"),
    Study("NCT99999003", conditions=("Invented Sarcoma",), status="COMPLETED", updated="2026-09-28"),
)


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = curated_sources(tmp_path_factory.mktemp("sources"))
    mentioned = "".join(
        f'\n<trial/{number}>\n    a onct:ClinicalTrial ;\n    skos:prefLabel "{number}"@en ;\n.\n'
        for number in ("NCT99999002", "NCT99999003", "NCT99999801")
    )
    with (root / "kg" / "studies.ttl").open("a", encoding="utf-8") as file:
        file.write(mentioned)
    return root


@pytest.fixture
def root(curated: Path) -> Iterator[Path]:
    yield curated
    (curated / "kg" / "trials.lock.json").unlink(missing_ok=True)


@pytest.fixture
def service() -> Iterator[RegistryService]:
    with RegistryService(STUDIES) as running:
        yield running


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "trials", *words])


def held(root: Path) -> list[str]:
    """The numbers in the lock."""
    return [*json.loads((root / "kg" / "trials.lock.json").read_text(encoding="utf-8"))["trials"]]


def test_a_search(root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--subtype", "chordoma", "--status", "recruiting", "--registry", service.base) == 0
    said = capfd.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()[2:4]] == ["NCT99999001", "NCT99999002"]
    assert said.out.endswith("2 rows\n")
    assert f"Asking {service.base}" in said.err
    assert service.asked("query.cond") == ['"chordoma"']
    assert not (root / "kg" / "trials.lock.json").exists()


def test_names_and_an_agent_are_asked_for_together(
    root: Path, service: RegistryService, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, service.base)
    words = ["--subtype", "subtype/chordoma", "--agent", "imatinib", "--quiet", "--write", "--format", "json"]
    assert run(root, *words, "--age", "child", "--age", "adult", "--phase", "2", "--location", "Utopia") == 0
    said = capfd.readouterr()
    assert said.err == ""
    found = json.loads(said.out)
    assert ([one["nct_id"] for one in found["trials"]], found["complete"]) == (["NCT99999001"], True)
    assert held(root) == ["NCT99999001"]
    assert service.asked("filter.advanced") == ["AREA[Phase]PHASE2 AND AREA[StdAge](CHILD OR ADULT)"]


def test_mentioned_trials(root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--mentioned", "--write", "--registry", service.base]
    assert run(root, *words) == 0
    said = capfd.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()[2:4]] == ["NCT99999002", "NCT99999003"]
    assert "oncotriples: unknown to the registry: NCT99999801\n" in said.err
    assert "kg/trials.lock.json: 2 trials written\n" in said.err
    assert held(root) == ["NCT99999002", "NCT99999003"]
    asked = len(service.requests)
    assert run(root, *words) == 0
    assert len(service.requests) == asked
    assert capfd.readouterr().out == said.out
    assert run(root, *words, "--older-than", "0", "--dry-run") == 0
    assert "filter.ids=NCT99999002%2CNCT99999003%2CNCT99999801" in capfd.readouterr().out


def test_what_a_search_found_is_kept_up_to_date(
    root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]
) -> None:
    server = ["--registry", service.base, "--quiet"]
    assert run(root, "--subtype", "chordoma", "--phase", "2", "--write", *server) == 0
    assert held(root) == ["NCT99999001"]
    service.studies["NCT99999001"] = Study("NCT99999001", conditions=("Chordoma",), status="TERMINATED")
    capfd.readouterr()
    assert run(root, "--mentioned", "--older-than", "0", "--write", "--format", "json", *server) == 0
    found = {one["nct_id"]: one["status"] for one in json.loads(capfd.readouterr().out)["trials"]}
    assert found["NCT99999001"] == "TERMINATED"
    assert held(root) == ["NCT99999001", "NCT99999002", "NCT99999003"]


def test_documents_of_other_folders_count(
    root: Path, tmp_path: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "kg" / "records" / "adult-soft-tissue-treatment.2025-02-21.jsonl", tmp_path)
    words = ["--mentioned", "--dry-run", "--registry", service.base]
    assert run(root, *words, "--with", str(tmp_path)) == 0
    assert "NCT00002641" in capfd.readouterr().out
    assert run(root, *words) == 0
    assert "NCT00002641" not in capfd.readouterr().out


def test_only_one_run_writes(root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--subtype", "chordoma", "--registry", service.base]
    with exclusively(root / "kg" / "trials.lock.json"):
        assert run(root, *words, "--write") == 2
        assert "another run is changing it" in capfd.readouterr().err
        assert not service.requests
        assert run(root, *words, "--write", "--dry-run") == 0
        assert run(root, *words) == 0
    assert run(root, *words, "--write") == 0


@pytest.mark.parametrize("words", [("--subtype", "chordoma"), ("--mentioned",), ("--status", "recruiting", "--write")])
def test_a_dry_run_asks_nothing(
    root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(root, *words, "--dry-run", "--registry", service.base) == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert line.startswith(f"{service.base}studies?")
    assert not service.requests
    assert not (root / "kg" / "trials.lock.json").exists()


def test_a_failure_comes_after_what_was_read(
    root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]
) -> None:
    service.page_size = 1
    service.paging = "same-token"
    assert run(root, "--location", "Utopia", "--write", "--registry", service.base) == 3
    said = capfd.readouterr()
    assert said.out.endswith("2 rows\n")
    assert (
        f"oncotriples: {service.base}studies: the pages do not come to an end: 2 of 3 trials after 2 pages" in said.err
    )
    assert said.err.endswith("what was read is in kg/trials.lock.json\n")
    assert held(root) == ["NCT99999001", "NCT99999002"]


def test_a_refused_question_is_told(root: Path, service: RegistryService, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--status", "recruiting", "--registry", f"{service.url}elsewhere", "--format", "json"]
    assert run(root, *words) == 3
    said = capfd.readouterr()
    assert json.loads(said.out) == {"trials": [], "absent": [], "complete": False}
    assert f"oncotriples: {service.url}elsewhere/studies: HTTP 404" in said.err


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "there is no criterion"),
        (("--limit", "3"), "there is no criterion"),
        (("--mentioned", "--agent", "imatinib"), "--mentioned and a search exclude each other"),
        (("--mentioned", "--limit", "3"), "--mentioned and a search exclude each other"),
        (("--agent", "imatinib", "--older-than", "3"), "--older-than needs --mentioned"),
        (("--agent", "imatinib", "--with", "x"), "--with needs --mentioned"),
        (("--location", '"'), '“"” has no letter and no digit'),
        (("--agent", "imatinb"), "there is no agent “imatinb”"),
        (("--subtype", "imatinib"), "there is no subtype “imatinib”"),
        (("--status", "open"), "“open” is no status"),
        (("--phase", "5"), "“5” is no phase"),
        (("--age", "young"), "“young” is no age group"),
        (("--agent", "imatinib", "--registry", "ftp://x"), "is no base address"),
    ],
)
def test_what_is_wrong_with_the_call(
    root: Path, words: tuple[str, ...], problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(root, *words) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert problem in said.err
    assert "\n  Mend: " in said.err


@pytest.mark.parametrize("text", ["-1", "0", "x", "1.5", "99999999", "²"])
def test_numbers_are_numbers(root: Path, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        run(root, "--status", "recruiting", f"--limit={text}")
    assert raised.value.code == 2
    assert "is no number" in capfd.readouterr().err
