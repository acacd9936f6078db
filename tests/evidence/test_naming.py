import hashlib

import pytest
from support import needs_shared

from oncotriples.documents.outline import Outline
from oncotriples.evidence.naming import cdr_slug, edition_slug, summary_slug, summary_slug_of
from oncotriples.iris import slugify

HOST = "https://www.cancer.gov"


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        (f"{HOST}/types/soft-tissue-sarcoma/hp/child-soft-tissue-treatment-pdq", "child-soft-tissue-treatment"),
        ("/types/soft-tissue-sarcoma/hp/child-soft-tissue-treatment-pdq#_11", "child-soft-tissue-treatment"),
        (f"{HOST}/types/breast/hp/breast-treatment-pdq?redirect=true", "breast-treatment"),
        ("/types/breast/patient/breast-treatment-pdq", "breast-treatment-patient"),
        # Two summaries whose last words are the same are told apart by the folder between.
        ("/types/head-and-neck/hp/adult/laryngeal-treatment-pdq", "adult-laryngeal-treatment"),
        ("/types/head-and-neck/hp/child/laryngeal-treatment-pdq", "child-laryngeal-treatment"),
        # A folder that is a summary of its own is not repeated.
        ("/types/leukemia/hp/child-aml-treatment-pdq/childhood-jmml-treatment-pdq", "childhood-jmml-treatment"),
        ("/types/childhood-cancers/hp-stem-cell-transplant", "stem-cell-transplant"),
        ("/types/childhood-cancers/hp-stem-cell-transplant/gvhd", "stem-cell-transplant-gvhd"),
        ("/types/midline/hp-child-midline-tract-carcinoma-treatment-pdq", "child-midline-tract-carcinoma-treatment"),
        ("/types/cardiac/patient-child-cardiac-treatment-pdq", "child-cardiac-treatment-patient"),
        ("/about-cancer/treatment/side-effects/fatigue/fatigue-hp-pdq", "fatigue"),
        ("/about-cancer/treatment/side-effects/fatigue/fatigue-pdq", "fatigue-patient"),
        ("/types/lymphoma/hp/mantle-cell-lymphoma-treatment", "mantle-cell-lymphoma-treatment"),
        ("/publications/pdq/information-summaries/genetics/overview-hp-pdq", "genetics-overview"),
        (f"{HOST}/publications/pdq/levels-evidence/supportive-care", "levels-evidence-supportive-care"),
        ("/types/cervical/hp/treatment-during-pregnancy-pdq%20", "treatment-during-pregnancy"),
        ("http://cancer.gov/cancertopics/pdq/treatment/breast/HealthProfessional", "breast-treatment"),
        ("http://cancer.gov/cancertopics/pdq/treatment/breast/Patient/page3", "breast-treatment-patient"),
        ("http://cancer.gov/cancertopics/pdq/genetics/prostate/HealthProfessional", "prostate-genetics"),
        ("http://www.cancer.gov/cancertopics/pdq/supportivecare/depression/HealthProfessional", "depression"),
        ("http://www.nci.nih.gov/cancerinfo/pdq/treatment/rectal/healthprofessional", "rectal-treatment"),
        (f"{HOST}/espanol/tipos/seno/pro/tratamiento-seno-pdq", "tratamiento-seno"),
    ],
)
def test_the_address_of_a_summary_tells_its_slug(address: str, slug: str) -> None:
    assert summary_slug(address) == slug
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "types/breast/hp/breast-treatment-pdq",
        "https://elsewhere.example/types/breast/hp/breast-treatment-pdq",
        "https://notcancer.gov/types/breast/hp/breast-treatment-pdq",
        "http://[broken/types/breast/hp/breast-treatment-pdq",
        f"{HOST}/contact",
        f"{HOST}/publications/pdq",
        f"{HOST}/publications/pdq/editorial-boards/genetics",
        f"{HOST}/publications/patient-education/eating-hints",
        "/types/breast/hp",
        "http://cancer.gov/cancerinfo/pdq/supportivecare/",
    ],
)
def test_other_addresses_tell_none(address: str) -> None:
    assert summary_slug(address) == ""


@pytest.mark.parametrize(
    ("identifier", "slug"),
    [("CDR0000062872", "cdr0000062872"), ("62872", "cdr0000062872"), ("cdr62872", "cdr0000062872"), ("CDRx", "")],
)
def test_a_cdr_identifier_is_written_in_one_way(identifier: str, slug: str) -> None:
    assert cdr_slug(identifier) == slug


def outline(
    *, title: str = "", url: str = "", cdr_id: str = "", updated: str = "", first_published: str = ""
) -> Outline:
    digest = hashlib.sha256(b"x").hexdigest()
    return Outline("text", digest, title, (), url, cdr_id, updated=updated, first_published=first_published)


@pytest.mark.parametrize(
    ("document", "slug"),
    [
        (outline(url=f"{HOST}/types/anal/hp/anal-treatment-pdq", cdr_id="CDR0000062748"), "anal-treatment"),
        (outline(cdr_id="CDR0000062748", title="Anal Cancer Treatment (PDQ®)"), "cdr0000062748"),
        (outline(title="Sample  Sarcoma Treatment (PDQ®): Treatment - Health Professional"), "sample-treatment"),
        (outline(title="Other Sarcoma Treatment (PDQ®)\u2013Health Professional Version"), "other-sarcoma-treatment"),
        (outline(), "untitled-2d711642"),
    ],
)
def test_a_summary_is_named_by_address_then_identifier_then_title(document: Outline, slug: str) -> None:
    assert summary_slug_of(document, {"Sample Sarcoma Treatment (PDQ®)": "sample-treatment"}) == slug


@pytest.mark.parametrize(
    ("document", "slug"),
    [
        (outline(updated="2025-05-12", first_published="2003-11-20"), "2025-05-12"),
        (outline(first_published="2003-11-20"), "2003-11-20"),
        (outline(updated="May 2025"), "undated-2d711642"),
        (outline(), "undated-2d711642"),
    ],
)
def test_an_edition_is_named_by_its_date_else_its_content(document: Outline, slug: str) -> None:
    assert edition_slug(document) == slug


def test_no_two_pages_have_the_same_slug() -> None:
    addresses = {
        line.removeprefix("url: ").strip()
        for page in (needs_shared() / "documents/pdq-pages").glob("*.md")
        for line in page.read_text("utf-8")[:2000].splitlines()
        if line.startswith("url: ")
    }
    slugs = {summary_slug(address) for address in addresses}
    assert len(slugs) == len(addresses) == 200
    assert "" not in slugs
