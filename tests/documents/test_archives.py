"""Archives that lie, leave their folder, expand beyond measure or break off: problems, and the rest is read."""

import gzip
import io
import os
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from oncotriples.documents import archives
from oncotriples.documents.archives import members

Make = Callable[[Path, dict[str, bytes]], Path]


def _zip(folder: Path, held: dict[str, bytes]) -> Path:
    path = folder / "set.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return path


def _tar(folder: Path, held: dict[str, bytes]) -> Path:
    path = folder / "set.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def _tar_of(folder: Path, *infos: tarfile.TarInfo) -> Path:
    path = folder / "set.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(b"x" * info.size))
    return path


def _rules(path: Path) -> dict[str, str]:
    """What came of each member: its rule, or its bytes."""
    return {
        member.name: member.problem.rule if member.problem else member.data[:20].decode() for member in members(path)
    }


both = pytest.mark.parametrize("make", [_zip, _tar])


@both
def test_members_of_both_kinds_are_read(make: Make, tmp_path: Path) -> None:
    assert _rules(make(tmp_path, {"a.xml": b"one", "sub/b.xml": b"two"})) == {"a.xml": "one", "sub/b.xml": "two"}


@both
@pytest.mark.parametrize(
    "name", ["../evil.xml", "sub/../../evil.xml", "/etc/evil.xml", "C:evil.xml", "..\\evil.xml", "\\\\host\\evil.xml"]
)
def test_members_that_leave_their_folder_are_refused_and_the_others_read(make: Make, name: str, tmp_path: Path) -> None:
    found = _rules(make(tmp_path, {name: b"evil", "good.xml": b"good"}))
    assert sorted(found.values()) == ["good", "unsafe-member"]
    assert found["good.xml"] == "good"


@both
@pytest.mark.parametrize("name", ["inner.zip", "inner.tar.gz", "inner.tgz", "inner.gz", "inner.7z", "INNER.ZIP"])
def test_an_archive_in_an_archive_is_refused(make: Make, name: str, tmp_path: Path) -> None:
    assert _rules(make(tmp_path, {name: b"x", "good.xml": b"good"})) == {name: "nested-archive", "good.xml": "good"}


@both
def test_an_archive_under_another_name_is_known_by_its_bytes(make: Make, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.xml", "x")
    assert _rules(make(tmp_path, {"page.xml": inner.getvalue()})) == {"page.xml": "nested-archive"}


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    infos = []
    for name, kind in (("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", tarfile.CHRTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        infos.append(info)
    good = tarfile.TarInfo("good.xml")
    good.size = 3
    assert _rules(_tar_of(tmp_path, *infos, good)) == {
        "soft": "unsafe-member",
        "hard": "unsafe-member",
        "dev": "unsafe-member",
        "good.xml": "xxx",
    }


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.xml", "good")
    assert _rules(path) == {"link.xml": "unsafe-member", "good.xml": "good"}


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_ways_of_packing_that_expand_without_bounds_are_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.xml", b"0" * 1_000_000)
    assert _rules(path) == {"a.xml": "unreadable-member"}


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    path = _zip(tmp_path, {"a.xml": b"secret"})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    (member,) = members(path)
    assert member.problem is not None
    assert member.problem.message == "an encrypted member: unpack the archive, give the files"


@both
def test_a_member_that_expands_beyond_the_limit_is_refused_in_little_memory(make: Make, tmp_path: Path) -> None:
    path = make(tmp_path, {"bomb.xml": bytes(archives.MEMBER_LIMIT + 1), "good.xml": b"good"})
    tracemalloc.start()
    found = list(members(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(member.name, member.problem.rule if member.problem else "") for member in found] == [
        ("bomb.xml", "too-large"),
        ("good.xml", ""),
    ]
    assert found[0].problem is not None
    assert "more than 32 MB" in found[0].problem.message
    assert peak < 2 * archives.MEMBER_LIMIT


@both
def test_many_members_that_are_much_larger_than_the_archive_end_the_reading(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MEMBER_LIMIT", 1 << 20)
    path = make(tmp_path, {f"{number:02}.xml": bytes(1 << 20) for number in range(40)})
    found = list(members(path))
    assert found[-1].problem is not None
    assert found[-1].problem.rule == "too-large"
    assert "200 times the archive" in found[-1].problem.message
    read = sum(len(member.data) for member in found)
    assert read <= archives.RATIO_LIMIT * path.stat().st_size + (1 << 20)
    assert read < 40 << 20


def test_a_tar_that_skips_over_a_bomb_does_not_unpack_it_for_ever(tmp_path: Path) -> None:
    info = tarfile.TarInfo("link.xml")
    info.type, info.size = tarfile.REGTYPE, 1 << 43
    path = tmp_path / "set.tar.gz"
    with gzip.open(path, "wb") as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 26))
    assert set(_rules(path).values()) <= {"too-large", "broken-archive"}


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_tar_whose_header_wants_all_memory_is_refused(kind: bytes, tmp_path: Path) -> None:
    info = tarfile.TarInfo("header")
    info.type, info.size = kind, 1 << 32
    path = tmp_path / "set.tar.gz"
    with gzip.open(path, "wb") as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20))
    (member,) = members(path)
    assert member.problem is not None
    assert member.problem.message.startswith("the archive has a header or list of more than 256 kB")


def test_a_chain_of_headers_ends(tmp_path: Path) -> None:
    info = tarfile.TarInfo("header")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 5
    path = tmp_path / "set.tar.gz"
    with gzip.open(path, "wb") as file:
        file.write((info.tobuf(tarfile.GNU_FORMAT) + b"name\0".ljust(512, b"\0")) * 5000)
    assert all(member.problem for member in members(path))


def test_a_zip_whose_list_wants_all_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    size = archives.DIRECTORY_LIMIT + 1
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0)
    with path.open("wb") as file:
        file.seek(size)
        file.write(end)
    (member,) = members(path)
    assert member.problem is not None
    assert member.problem.rule == "too-large"


def test_a_zip_whose_members_share_their_bytes_stays_within_its_budget(tmp_path: Path) -> None:
    """Entries of the list that all point at one packed member: as many bytes come out as the list is long."""
    path = _zip(tmp_path, {"a.xml": bytes(1 << 20)})
    data = path.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    count = 2000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, count * len(entry), start, 0)
    path.write_bytes(data[:start] + entry * count + tail)
    read = sum(len(member.data) for member in members(path))
    assert read <= archives.RATIO_LIMIT * path.stat().st_size + archives.MEMBER_LIMIT


@both
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_what_breaks_off_is_told_and_what_was_whole_is_read(make: Make, part: float, tmp_path: Path) -> None:
    path = make(tmp_path, {f"{number}.xml": os.urandom(20_000) for number in range(5)})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    found = list(members(path))
    assert found[-1].problem is not None
    assert found[-1].problem.rule == "broken-archive"
    assert all(len(member.data) == 20_000 for member in found[:-1])


@pytest.mark.parametrize("name", ["set.zip", "set.tar.gz"])
@pytest.mark.parametrize("data", [b"", b"PK", b"\x1f\x8b", b"<Summary/>", os.urandom(3000)])
def test_what_is_no_archive_is_told(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (member,) = members(path)
    assert (member.name, member.problem and member.problem.rule) == ("", "broken-archive")


def test_a_tar_with_rubbish_between_its_members_is_no_silent_end(tmp_path: Path) -> None:
    path = _tar(tmp_path, {"a.xml": b"one", "b.xml": b"two"})
    data = bytearray(gzip.decompress(path.read_bytes()))
    data[1024 + 148 : 1024 + 156] = b"rubbish!"  # the checksum of the second header
    path.write_bytes(gzip.compress(bytes(data)))
    first, last = members(path)
    assert first.data == b"one"
    assert last.problem is not None
    assert last.problem.value == "no header of a member at byte 1,024"


@both
def test_an_archive_with_a_flipped_byte_gives_members_or_problems(make: Make, tmp_path: Path) -> None:
    path = make(tmp_path, {"a.xml": b"one" * 500, "b.xml": b"two" * 500})
    data = path.read_bytes()
    for place in range(0, len(data), 3):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        path.write_bytes(changed)
        assert list(members(path)), f"nothing is told of the archive after byte {place} was changed"
