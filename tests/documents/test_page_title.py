"""The title of a page is that of its summary; the site's name and the version are no part of it."""

import pytest

from oncotriples.documents.page import read_page
from oncotriples.documents.page_title import title_of

VERSION = "Glimmer Cell Tumor Treatment (PDQ®)\u2013Health Professional Version"
WHOLE = "Glimmer Cell Tumor Treatment (PDQ®)"


@pytest.mark.parametrize(
    ("titles", "title", "audience"),
    [
        ([VERSION], WHOLE, "Health professionals"),
        (["Glimmer (PDQ®) - NCI", VERSION], WHOLE, "Health professionals"),
        ([VERSION, "Glimmer (PDQ®) - NCI"], WHOLE, "Health professionals"),
        ([f"{VERSION} - NCI"], WHOLE, "Health professionals"),
        (["Glimmer Cell Tumors (PDQ®)\u2013Patient Version | Cancer.gov"], "Glimmer Cell Tumors (PDQ®)", "Patients"),
        (["", "  Glimmer\n (PDQ®) - NCI"], "Glimmer (PDQ®)", ""),
        ([], "", ""),
    ],
)
def test_the_heading_that_names_the_audience_is_the_title(titles: list[str], title: str, audience: str) -> None:
    assert title_of(titles) == (title, audience)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"<html><head><title>Glimmer (PDQ®) - NCI</title></head><body><h1>{VERSION}</h1></body></html>", "a.html"),
        (f"# Glimmer (PDQ®) - NCI\n\n# {VERSION}\n\n## S\n\nText.\n", "a.md"),
        (f"{VERSION}\n\nSection\n\nText of it that is long enough to be a paragraph.\n", "a.txt"),
    ],
)
def test_every_form_has_it(page: str, name: str) -> None:
    outline = read_page(page.encode(), name)
    assert (outline.title, outline.audience) == (WHOLE, "Health professionals")
