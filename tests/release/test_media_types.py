"""The kinds of files that a release holds."""

import re

import pytest

from oncotriples.errors import InputError
from oncotriples.graph.reading import FORMATS
from oncotriples.release.media_types import MEDIA_TYPES, is_packed, media_type_iri, media_type_of


@pytest.mark.parametrize(
    ("file", "name", "packed"),
    [
        ("oncotriples.nq.gz", "application/n-quads", True),
        ("graphs/document.s.2025-03-04.nq.gz", "application/n-quads", True),
        ("queries/evidence/all-assertions.rq", "application/sparql-query", False),
        ("changes.md", "text/markdown", False),
        ("changes.atom", "application/atom+xml", False),
        ("changes.json", "application/json", False),
        ("context.jsonld", "application/ld+json", False),
        ("NOTICE.txt", "text/plain", False),
    ],
)
def test_a_file_has_the_media_type_of_its_ending_packed_or_not(file: str, name: str, packed: bool) -> None:
    assert (media_type_of(file).name, is_packed(file)) == (name, packed)


@pytest.mark.parametrize("file", ["a.exe", "SHA256SUMS", "", "a.gz", "a.nq.gz.gz"])
def test_a_file_of_another_kind_is_refused(file: str) -> None:
    with pytest.raises(InputError, match=rf"^{re.escape(file)}: a release has no files of this kind"):
        media_type_of(file)


def test_what_is_rdf_is_read_as_rdf_here() -> None:
    known = {ending.removeprefix(".") for ending in FORMATS}
    assert {ending for ending, media_type in MEDIA_TYPES.items() if media_type.is_rdf} == known - {"owl"}


def test_a_media_type_has_an_address_in_the_registry() -> None:
    assert media_type_iri("text/csv") == "https://www.iana.org/assignments/media-types/text/csv"
