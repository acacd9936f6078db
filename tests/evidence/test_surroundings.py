"""Names that are only part of the name of something else."""

import time

import pytest

from oncotriples.evidence.surroundings import belongs_to_another_name


def part(category: str, text: str) -> bool:
    """Whether what stands between underscores is part of another name."""
    before, name, behind = text.split("_")
    return belongs_to_another_name(category, before + name + behind, len(before), len(before) + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "the European _Sample Sarcoma_ Study Group (X)",
        "the _Sample Sarcoma_ Group",
        "the paediatric _Sample Sub-Sarcoma_ Registry (Y)",
        "the _GIST_ Committee",
        "the _Sample Sarcoma_ Family Registry",
        "the _Sample Sarcoma_ Linkage Consortium.",
        "the _Sample Sarcoma_ Patients Advocacy Foundation",
        "the Cancer and _Leukemia_ Group B",
        "in COG-_STS_ and",
        "(COG\u2011_STS_)",
        "UK-_ALL_",
    ],
)
def test_a_tumor_in_the_name_of_an_organization(text: str) -> None:
    assert part("tumor", text)
    assert not part("agent", text)
    assert not part("term", text)


@pytest.mark.parametrize(
    "text",
    [
        "_sarcoma_",
        "the _Sample sarcoma_ Group",
        "the _Sample Sarcoma_ group",
        "_Sample Sarcoma_. Group 2 was",
        "of _Sample Sarcoma_ Groupings",
        "_Sample Sarcoma_ Group III tumors",
        "_Sample Sarcoma_ Group 4",
        "_Sample Sarcoma_ After One Two Group",
        "_Sample Sarcoma_ and Group",
        "a KIT _GIST_",
        "an NF1-_GIST_",
        "a Cog-_STS_",
        "a COG-_sarcoma_",
        "a X-_STS_",
        "a COG\u2014_STS_",
    ],
)
def test_a_tumor_that_is_meant(text: str) -> None:
    assert not part("tumor", text)


@pytest.mark.parametrize(
    "text",
    [
        "Liposomal _samplinib_",
        "pegylated liposomal _samplinib_",
        "liposomal-_samplinib_",
        "nab-_samplinib_ and",
        "nab\u2011_samplinib_",
        "nanoparticle albumin\u2013bound _samplinib_",
        "liposome-encapsulated _samplinib_",
    ],
)
def test_an_agent_in_the_name_of_a_formulation(text: str) -> None:
    assert part("agent", text)
    assert not part("tumor", text)


@pytest.mark.parametrize("text", ["_samplinib_", "oral _samplinib_", "nonliposomal _samplinib_", "nab, _samplinib_"])
def test_an_agent_that_is_meant(text: str) -> None:
    assert not part("agent", text)


def test_a_long_hostile_text_takes_no_time() -> None:
    text = "A" * 100_000 + "-STS" + " Aa" * 100_000
    start = time.process_time()
    for _ in range(100):
        assert belongs_to_another_name("tumor", text, 100_001, 100_004)
        assert not belongs_to_another_name("tumor", text, 100_005, 100_007)
        assert not belongs_to_another_name("agent", text, 100_001, 100_004)
    assert time.process_time() - start < 1
