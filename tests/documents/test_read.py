"""From paths to documents, one at a time: names, order, and what is refused."""

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from oncotriples.documents.read import RawDocument, Refused, read_paths
from oncotriples.errors import InputError


def _listed(*paths: Path) -> list[tuple[str, str]]:
    """Names of what is read, each with its bytes or, where it is refused, with the rule in brackets."""
    found = []
    for source in read_paths(paths):
        if isinstance(source, Refused):
            found.append((source.name, f"[{source.problem.rule}]"))
        else:
            with source.open() as stream:
                found.append((source.name, stream.read().decode()))
    return found


def _files(folder: Path, names: Sequence[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name, encoding="utf-8")
    return folder


def test_a_folder_is_read_in_the_order_of_the_names_below_it(tmp_path: Path) -> None:
    _files(tmp_path, ["b.md", "a/z.xml", "a.md", "a/y/x.xml", "B.md"])
    assert _listed(tmp_path) == [
        ("B.md", "B.md"),
        ("a.md", "a.md"),
        ("a/y/x.xml", "x.xml"),
        ("a/z.xml", "z.xml"),
        ("b.md", "b.md"),
    ]


def test_a_file_is_known_by_its_own_name(tmp_path: Path) -> None:
    _files(tmp_path, ["folder/page.md"])
    (source,) = read_paths([tmp_path / "folder" / "page.md"])
    assert isinstance(source, RawDocument)
    assert (source.name, source.size()) == ("page.md", 7)


def test_archives_are_read_wherever_they_stand_and_name_their_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("sub/b.xml", "two")
        archive.writestr("a.xml", "one")
    expected = [("set.zip/a.xml", "one"), ("set.zip/sub/b.xml", "two")]
    assert _listed(tmp_path / "set.zip") == expected
    assert _listed(tmp_path) == expected


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    _files(tmp_path, [".git/objects/aa", ".notes.md", "__MACOSX/page.md", "page.md", "sub/.new/page.md"])
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("__MACOSX/._page.md", "x")
    (tmp_path / ".secret.zip").write_bytes(b"no archive")
    assert _listed(tmp_path) == [("page.md", "page.md")]


def test_a_hidden_file_that_is_asked_for_is_told_not_to_be_read(tmp_path: Path) -> None:
    _files(tmp_path, [".notes.md"])
    assert _listed(tmp_path / ".notes.md") == [(".notes.md", "[not-a-kind]")]


def test_folders_that_the_caller_leaves_out_are_not_entered(tmp_path: Path) -> None:
    _files(tmp_path, ["made/page.md", "page.md", "sub/made/page.md"])
    found = [source.name for source in read_paths([tmp_path], lambda folder: folder.name == "made")]
    assert found == ["page.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_links_round_in_circles_and_files_that_are_none_are_refused(tmp_path: Path) -> None:
    _files(tmp_path, ["page.md"])
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "linked.md").symlink_to(tmp_path / "page.md")
    os.mkfifo(tmp_path / "pipe.md")
    assert _listed(tmp_path) == [
        ("circle", "[unreadable-file]"),
        ("gone.md", "[unreadable-file]"),
        ("linked.md", "page.md"),
        ("page.md", "page.md"),
        ("pipe.md", "[unreadable-file]"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text_is_shown_by_its_bytes(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system only takes UTF-8 names")
    assert _listed(tmp_path) == [("caf\\udce9.md", "x")]


def test_of_two_documents_with_one_name_the_later_is_refused(tmp_path: Path) -> None:
    _files(tmp_path, ["one/page.md", "other/page.md"])
    (tmp_path / "other" / "page.md").write_text("other", encoding="utf-8")
    assert _listed(tmp_path / "one", tmp_path / "other") == [("page.md", "page.md"), ("page.md", "[duplicate-name]")]


def test_missing_paths_are_told_before_anything_is_read(tmp_path: Path) -> None:
    _files(tmp_path, ["page.md"])
    with pytest.raises(InputError) as caught:
        read_paths([tmp_path / "page.md", tmp_path / "nowhere"])
    assert str(caught.value) == (
        f"{tmp_path / 'nowhere'}: No such file or directory\n"
        "  Mend: give files, folders, .zip or .tar.gz archives that exist"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file")
def test_a_path_that_is_a_device_is_no_input() -> None:
    with pytest.raises(InputError, match=r"^/dev/null: neither a file nor a folder"):
        read_paths([Path("/dev/null")])


def test_documents_are_only_named_until_somebody_opens_them(tmp_path: Path) -> None:
    _files(tmp_path, ["a.md", "b.md"])
    sources = read_paths([tmp_path])
    first = next(sources)
    (tmp_path / "b.md").write_text("written later", encoding="utf-8")
    second = next(sources)
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert second.size() == len("written later")
