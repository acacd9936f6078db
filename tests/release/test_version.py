"""The release's version and date: those of the changelog, and never the clock's."""

import re
from datetime import date

import pytest
from support import ROOT

from oncotriples.errors import InputError
from oncotriples.release.version import DATA_DATE, DATA_VERSION, Release, current_release


def test_version_and_date_are_those_of_the_newest_data_entry_of_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^### Data (\S+)$", changelog, flags=re.MULTILINE)
    assert newest is not None, "CHANGELOG.md has no heading such as “### Data 0.1.0”"
    dates = re.findall(r"^## (\d{4}-\d\d-\d\d)$", changelog[: newest.start()], flags=re.MULTILINE)
    assert (newest[1], dates[-1]) == (DATA_VERSION, DATA_DATE.isoformat())


def test_source_date_epoch_sets_the_date_in_utc() -> None:
    assert current_release({"SOURCE_DATE_EPOCH": "1770940799"}) == Release(DATA_VERSION, date(2026, 2, 12))
    assert current_release({"SOURCE_DATE_EPOCH": ""}) == current_release({}) == Release(DATA_VERSION, DATA_DATE)


@pytest.mark.parametrize("text", ["today", "1e9", "99999999999999999999"])
def test_a_source_date_epoch_that_is_no_such_number_is_told(text: str) -> None:
    with pytest.raises(InputError, match=f"SOURCE_DATE_EPOCH is “{text}”"):
        current_release({"SOURCE_DATE_EPOCH": text})
