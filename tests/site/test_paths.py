"""Where the page of a thing stands, and which things can have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.namespaces import BASE
from oncotriples.site.paths import page_path, to_root


@pytest.mark.parametrize(
    "path",
    [
        "agent/imatinib",
        "document/s/2025-01-01/section/14.4.4.2",
        "level/treatment-legacy/3iiiA",
        "gene/C9orf72",
        "dataset",
    ],
)
def test_the_path_of_a_page_is_that_of_the_iri(path: str) -> None:
    assert page_path(BASE + path) == path


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/agent/imatinib",
        BASE,
        f"{BASE}../agent/x",
        f"{BASE}agent/../../etc/passwd",
        f"{BASE}agent/..",
        f"{BASE}agent/.hidden",
        f"{BASE}agent//x",
        f"{BASE}agent/x/",
        f"{BASE}agent/%2e%2e",
        f"{BASE}agent/a b",
        f"{BASE}agent/a\\b",
        f"{BASE}agent/a?b",
        f"{BASE}agent/a#b",
        f"{BASE}agent/a:b",
        f"{BASE}agent/CON",
        f"{BASE}agent/nul.ttl",
        f"{BASE}agent/a.",
        f"{BASE}agent/é",
        f"{BASE}agent/🙂",
        f"{BASE}agent/שלום",
        f"{BASE}agent/{'x' * 300}",
        f"{BASE}assets/site",
        f"{BASE}Search/im",
        f"{BASE}404",
        f"{BASE}agent/index",
        f"{BASE}agent/index-2",
    ],
)
def test_a_thing_that_no_file_can_be_named_after_has_no_page(iri: str) -> None:
    with pytest.raises(InputError, match="this thing cannot have a page of that name") as raised:
        page_path(iri)
    assert "unlike the files of the site itself" in raised.value.mend


@given(st.text(max_size=40))
def test_no_name_leads_out_of_the_site(name: str) -> None:
    try:
        path = page_path(f"{BASE}agent/{name}")
    except InputError:
        return
    assert ".." not in path.split("/")
    assert "\\" not in path
    assert path.startswith("agent/")


def test_the_way_to_the_root_is_as_long_as_the_path() -> None:
    assert [to_root(path) for path in ("index", "agent/x", "a/b/c")] == ["", "../", "../../"]
