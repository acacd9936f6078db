"""manifest.json: sizes, checksums and counts that are true, and a hash that knows no order and no form."""

import json
import random
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from pyld import jsonld
from support import ROOT

from oncotriples.graph.dataset import Dataset
from oncotriples.graph.reading import Triple
from oncotriples.quality.findings import Finding, Severity
from oncotriples.release.manifest import entries, manifest, pinned_versions
from oncotriples.release.version import Release


def _triple(subject: str, value: str) -> Triple:
    return Triple(
        ox.NamedNode(f"https://example.org/{subject}"), ox.NamedNode("https://example.org/p"), ox.Literal(value)
    )


def test_a_manifest_says_what_there_is() -> None:
    dataset = Dataset.of(
        {
            "https://example.org/g2": [_triple("a", "1")],
            "https://example.org/g1": [_triple("a", "1"), _triple("b", "2")],
        }
    )
    findings = [
        Finding(
            severity=Severity.WARNING, file="kg/a.ttl", line=1, subject="", rule="rule", message="m", accepted=reason
        )
        for reason in ("", "known")
    ]
    text = manifest(
        Release("1.2.3", date(2026, 1, 2)),
        dataset,
        entries({"oncotriples.nq": b"bc", "a.nt": b""}),
        findings,
        {"tool": "1.0"},
        data_hash="ab" * 32,
    )
    assert json.loads(text) == {
        "generator": "oncotriples",
        "dataset": "https://w3id.org/oncotriples/dataset/1.2.3",
        "version": "1.2.3",
        "issued": "2026-01-02",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "triples": {"total": 2, "graphs": {"https://example.org/g1": 2, "https://example.org/g2": 1}},
        "rdfc10_sha256": "ab" * 32,
        "findings": {"Violation": 0, "Warning": 2, "Info": 0, "accepted": 1, "rules": {"rule": 2}},
        "pinned": {"tool": "1.0"},
        "files": {
            "a.nt": {"bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
            "oncotriples.nq": {"bytes": 2, "sha256": sha256(b"bc").hexdigest()},
        },
    }
    assert text.endswith(b"}\n")


def test_the_hash_of_the_data_is_that_of_two_implementations_of_rdfc_1_0(built: Path) -> None:
    told = json.loads((built / "manifest.json").read_bytes())["rdfc10_sha256"]
    lines = (built / "oncotriples.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(lines)  # noqa: S311 - an order, not a secret
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    assert sha256(jsonld.normalize("".join(lines), options).encode()).hexdigest() == told
    dataset = ox.Dataset(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert sha256("".join(sorted(f"{quad} .\n" for quad in dataset)).encode()).hexdigest() == told


def test_pinned_versions_are_those_of_dependencies_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {dependency.partition(">")[0] for dependency in project["dependencies"]}
    pinned = pinned_versions()
    assert set(pinned) <= declared
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().splitlines()
    assert {f"{name}=={version}" for name, version in pinned.items()} <= set(constraints)
