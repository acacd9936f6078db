"""What the addresses of links in pages lead to."""

import pytest

from oncotriples.documents.page_links import ADDRESS_LIMIT, LinkKind, absolute, link_to, path_of

OWN = "/types/glimmer/hp/glimmer-treatment-pdq"
POP = "/Common/PopUps/popDefinition.aspx?id=46000&version=healthprofessional&language=English"
PUBMED = "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=90000001&dopt=Abstract"


@pytest.mark.parametrize(
    ("address", "kind", "target", "section"),
    [
        ("#cit/section_2.09", LinkKind.POINTER, "2.9", ""),
        ("#section_2.9", LinkKind.POINTER, "2.9", ""),
        (f"{OWN}#cit/section_2.9", LinkKind.POINTER, "2.9", ""),
        (
            "/types/other/hp/other-pdq#cit/section_2.9",
            LinkKind.SUMMARY,
            "https://www.cancer.gov/types/other/hp/other-pdq",
            "cit/section_2.9",
        ),
        ("#_12", LinkKind.OWN, "#_12", ""),
        (f"{OWN}#_12", LinkKind.OWN, f"{OWN}#_12", ""),
        (f"https://www.cancer.gov{OWN}", LinkKind.OWN, f"https://www.cancer.gov{OWN}", ""),
        (POP, LinkKind.LEVEL, "CDR0000046000", ""),
        (POP.replace("46000", "CDR0000046000"), LinkKind.LEVEL, "CDR0000046000", ""),
        (f"{POP}&dictionary=genetic", LinkKind.TERM, "CDR0000046000", ""),
        (POP.replace("healthprofessional", "Patient"), LinkKind.TERM, "CDR0000046000", ""),
        (
            "/Common/PopUps/popDefinition.aspx?term=x",
            LinkKind.WEB,
            "https://www.cancer.gov/Common/PopUps/popDefinition.aspx?term=x",
            "",
        ),
        ("/clinicaltrials/NCT01234567", LinkKind.TRIAL, "NCT01234567", ""),
        ("https://clinicaltrials.gov/ct2/show/nct01234567?term=x", LinkKind.TRIAL, "NCT01234567", ""),
        ("/clinicaltrials/NCT012345678", LinkKind.WEB, "https://www.cancer.gov/clinicaltrials/NCT012345678", ""),
        (PUBMED, LinkKind.PUBMED, "90000001", ""),
        ("https://www.ncbi.nlm.nih.gov/pubmed/90000001", LinkKind.PUBMED, "90000001", ""),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=90000001", LinkKind.PUBMED, "90000001", ""),
        ("https://pubmed.ncbi.nlm.nih.gov/90000001/", LinkKind.PUBMED, "90000001", ""),
        (
            "https://evil.example/pubmed.ncbi.nlm.nih.gov/90000001/",
            LinkKind.WEB,
            "https://evil.example/pubmed.ncbi.nlm.nih.gov/90000001/",
            "",
        ),
        ("https://www.ncbi.nlm.nih.gov/books/NBK1/", LinkKind.WEB, "https://www.ncbi.nlm.nih.gov/books/NBK1/", ""),
        (
            "/types/glimmer/patient/glimmer-treatment-pdq#_280",
            LinkKind.SUMMARY,
            "https://www.cancer.gov/types/glimmer/patient/glimmer-treatment-pdq",
            "_280",
        ),
        (
            "/publications/pdq/levels-evidence/treatment",
            LinkKind.SUMMARY,
            "https://www.cancer.gov/publications/pdq/levels-evidence/treatment",
            "",
        ),
        (
            "/types/glimmer/hp/glimmer-genetics",
            LinkKind.SUMMARY,
            "https://www.cancer.gov/types/glimmer/hp/glimmer-genetics",
            "",
        ),
        (
            "/publications/pdq/editorial-boards/adult",
            LinkKind.WEB,
            "https://www.cancer.gov/publications/pdq/editorial-boards/adult",
            "",
        ),
        (
            "https://nci-media.cancer.gov/pdq/media/images/1",
            LinkKind.MEDIA,
            "https://nci-media.cancer.gov/pdq/media/images/1",
            "",
        ),
        ("mailto:a@example.org", LinkKind.WEB, "mailto:a@example.org", ""),
    ],
)
def test_link(address: str, kind: LinkKind, target: str, section: str) -> None:
    link = link_to(address, OWN)
    assert (link.kind, link.target, link.section) == (kind, target, section)


def test_an_endless_address_is_not_looked_into() -> None:
    address = "/clinicaltrials/NCT01234567?" + "x" * ADDRESS_LIMIT
    assert link_to(address, OWN).kind is LinkKind.WEB


def test_addresses_are_made_absolute_on_the_site() -> None:
    assert absolute("/a") == "https://www.cancer.gov/a"
    assert absolute("//host/a") == "//host/a"
    assert path_of("https://www.cancer.gov/a/?x=1#y") == "/a"
    assert path_of("https://www.cancer.gov.example/a") == ""
