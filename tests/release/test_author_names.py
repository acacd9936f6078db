"""Names of authors, as lists print them and as records have them."""

import pytest

from oncotriples.graph.assembling import Loaded
from oncotriples.release.author_names import Name, Names, read_printed, read_recorded
from oncotriples.release.lookup import Lookup


def person(family: str, given: str, particle: str = "", suffix: str = "") -> Name:
    return Name(family, given, particle, suffix)


def group(name: str) -> Name:
    return Name(literal=name)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Demetri GD", person("Demetri", "G. D.")),
        ("Rao B", person("Rao", "B.")),
        ("Kozakewich HPW", person("Kozakewich", "H. P. W.")),
        ("Terwisscha van Scheltinga CEJ", person("Terwisscha van Scheltinga", "C. E. J.")),
        ("van der Graaf WT", person("Graaf", "W. T.", "van der")),
        ("de la Torre-García JM", person("Torre-García", "J. M.", "de la")),
        ("Van Der Graaf WT", person("Van Der Graaf", "W. T.")),
        ("d'Adamo P", person("d'Adamo", "P.")),
        ("deCou JM", person("deCou", "J. M.")),
        ("O\u2019Donnell RJ", person("O\u2019Donnell", "R. J.")),
        ("Putnam JB Jr", person("Putnam", "J. B.", suffix="Jr")),
        ("Jenkins JJ 3rd", person("Jenkins", "J. J.", suffix="3rd")),
        ("Le Deley MC", person("Le Deley", "M. C.")),
        ("Blay J-Y", person("Blay", "J.-Y.")),
        ("Ivanov IuA", person("Ivanov", "Iu. A.")),
        ("Smith J.B.", person("Smith", "J. B.")),
        ("Élan É", person("Élan", "É.")),
        ("Desmoid Tumor Working Group", group("Desmoid Tumor Working Group")),
        ("Children's Oncology Group COG", group("Children's Oncology Group COG")),
        ("Gore Martin", group("Gore Martin")),
        ("National Cancer Institute", group("National Cancer Institute")),
        ("Group: a part of it", group("Group: a part of it")),
    ],
)
def test_one_name(printed: str, name: Name) -> None:
    assert read_printed(printed) == Names((name,))
    assert read_recorded(printed) == Names((name,))


def test_a_list_that_breaks_off() -> None:
    names = (person("Edmonson", "J. H."), person("Ryan", "L. M."), person("Blum", "R. H."))
    assert read_printed("Edmonson JH, Ryan LM, Blum RH, et al.") == Names(names, et_al=True)
    assert read_printed("Edmonson JH, Ryan LM, Blum RH") == Names(names)
    assert read_printed("Edmonson JH, Ryan LM, Blum RH et al") == Names(names, et_al=True)
    assert read_recorded("Edmonson JH; Ryan LM; Blum RH; et al.") == Names(names, et_al=True)


def test_groups_among_persons() -> None:
    assert read_printed("Rao BN, Children's Oncology Group") == Names(
        (person("Rao", "B. N."), group("Children's Oncology Group"))
    )
    assert read_printed("Rao BN, Pappo AS; Some Study Group") == Names(
        (person("Rao", "B. N."), person("Pappo", "A. S."), group("Some Study Group"))
    )
    assert read_recorded("Example AB; Sample C; Group, and Its Parts") == Names(
        (person("Example", "A. B."), person("Sample", "C."), group("Group, and Its Parts"))
    )


def test_a_group_with_commas_is_one() -> None:
    seer = "Surveillance, Epidemiology, and End Results (SEER) Program"
    assert read_printed(seer) == Names((group(seer),))
    assert read_printed(f"Rao BN, {seer}, Some Group") == Names(
        (person("Rao", "B. N."), group(seer), group("Some Group"))
    )


@pytest.mark.parametrize("text", ["", " ", ",", ";", "et al.", ", et al.", "; ;"])
def test_nobody(text: str) -> None:
    assert not read_printed(text)
    assert not read_recorded(text)


def test_every_printed_list_of_the_graph_can_be_written_again(whole: Loaded) -> None:
    lookup = Lookup(whole.dataset.union)
    lists = {
        text for iri in lookup.instances("fabio:JournalArticle") for text in lookup.values(iri, "onct:authorsAsPrinted")
    }
    assert len(lists) > 1500
    assert [text for text in sorted(lists) if _printed(read_printed(text)) != text] == []


def _printed(names: Names) -> str:
    parts = [
        " ".join(filter(None, (name.whole_family, name.given.replace(". ", "").replace(".", ""), name.suffix)))
        for name in names.members
    ]
    return ", ".join([*parts, "et al."] if names.et_al else parts)
