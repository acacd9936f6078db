import hashlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import needs_shared

from oncotriples.documents.outline import Outline
from oncotriples.documents.page import read_page
from oncotriples.documents.problems import Problem, UnreadableDocument
from oncotriples.documents.summary import read_summary
from oncotriples.documents.xml import MAX_PART, XmlDocument, line_of, text_of
from oncotriples.quality.findings import Severity


def refused(data: bytes) -> Problem:
    with pytest.raises(UnreadableDocument) as caught:
        list(XmlDocument(data, "sample.xml", "Root", "Part").children())
    assert caught.value.problem.severity is Severity.VIOLATION
    return caught.value.problem


def read(data: bytes) -> tuple[list[tuple[str, str]], tuple[Problem, ...]]:
    """The children of the root by name and text, and the problems."""
    document = XmlDocument(data, "sample.xml", "Root", "Part")
    return [(str(child.tag), text_of(child)) for child in document.children()], document.problems


BOMB = b'<!DOCTYPE Root [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<Root>&b;</Root>'
TYPE = "a document type may declare entities or name files to fetch, so none is read: remove the declaration"
ROOT = "a root element <Root> was expected here: check that the file is complete, and XML"
HUGE = "a text or an attribute may have ten million characters, this document has more: split it, or leave it out"


@pytest.mark.parametrize(
    ("data", "rule", "line", "message"),
    [
        (BOMB, "document-type", 1, TYPE),
        (
            b'<?xml version="1.0"?>\n<!-- - -->\n<!DOCTYPE Root SYSTEM "https://x.example/root.dtd"><Root/>',
            "document-type",
            3,
            TYPE,
        ),
        (b'<!DOCTYPE Root [<!ENTITY f SYSTEM "file:///etc/hostname">]><Root>&f;</Root>', "document-type", 1, TYPE),
        (BOMB.decode().encode("utf-16"), "document-type", 1, TYPE),
        (b"", "no-root", 1, ROOT),
        (b"\n\nplain text", "no-root", 3, ROOT),
        (b"<!-- never closed", "no-root", 1, ROOT),
        (b"<!--" + b"-x" * 40_000 + b'--><!DOCTYPE Root SYSTEM "x"><Root/>', "no-root", 1, ROOT),
        (
            b"<Other/>",
            "other-kind",
            1,
            "a root element <Root> was expected: this is a document of another kind, read it as that",
        ),
        (b"<Root>\n<Part>\nthe end", "truncated-document", 3, None),
        (b"<Root>\n<Part", "truncated-document", 2, None),
        (b"<Root>\n</Part>", "malformed-xml", 2, None),
        (b"<Root/>\n<Root/>", "malformed-xml", 2, None),
        (b"<Root>\n&nbsp;</Root>", "malformed-xml", 2, "the document is no well-formed XML (Entity 'nbsp' not defined"),
        (b"<Root>\n\x01</Root>", "malformed-xml", 2, None),
        (
            b"<Root>\n\xe9t\xe9</Root>",
            "wrong-encoding",
            2,
            "these bytes are no UTF-8: save the document as UTF-8, or get it again",
        ),
        (b"\xff\xfe<\0R\0o\0o\0t\0>\0\n\0\x00\xd8x\0", "wrong-encoding", 2, "these bytes are no UTF-16"),
        (b"\x00\x00\x00\x00", "wrong-encoding", 0, None),
        (b"<Root><Part>" + b"x" * 10_000_001 + b"</Part></Root>", "too-large", 1, HUGE),
        (b'<Root a="' + b"x" * 10_000_001 + b'"/>', "too-large", 1, HUGE),
        (b"<Root>" + b"<Part>" * 5_000, "too-deep", 1, "elements are nested more than 64 deep"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_what_cannot_be_read(data: bytes, rule: str, line: int, message: str | None) -> None:
    problem = refused(data)
    assert (problem.rule, problem.line) == (rule, line)
    assert message is None or problem.message.startswith(message)


def test_another_namespace_is_another_kind() -> None:
    assert refused(b'<Root xmlns="urn:x"/>').value == "{urn:x}Root"


@pytest.fixture
def listening() -> Iterator[tuple[str, list[object]]]:
    """The address of a server on this machine, and who called."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                calls.append(caller)
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_nothing_is_fetched(listening: tuple[str, list[object]], tmp_path: Path) -> None:
    url, calls = listening
    secret = tmp_path / "file.txt"
    secret.write_text("a secret")
    for address in (url, secret.as_uri()):
        assert refused(f'<!DOCTYPE Root PUBLIC "x" "{address}"><Root/>'.encode()).rule == "document-type"
        entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{address}"><!ENTITY % y SYSTEM "{address}">%y;]>'
        assert refused(f"{entity}<Root>&x;</Root>".encode()).rule == "document-type"
        located = f'<Root xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:x {address}"/>'
        assert read(located.encode()) == ([], ())
        included = f'<Root><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{address}"/></Root>'
        assert read(included.encode())[0] == [("{http://www.w3.org/2001/XInclude}include", "")]
        body = f'<base href="{address}"/><h1>T</h1><link href="{address}"/><img src="{address}"/><p>&x;</p>'
        for kind in (entity, f'<!DOCTYPE html SYSTEM "{address}">'):
            outline = read_page(f"{kind}<html><body>{body}</body></html>".encode(), "page.html")
            assert "secret" not in str(outline.blocks)
    assert calls == []
    # Had anyone called, the server would have noticed.
    socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2].strip("/")))).close()
    for _ in range(500):
        if calls:
            break
        time.sleep(0.01)
    assert len(calls) == 1


def test_text_between_the_children_is_a_problem() -> None:
    children, problems = read(b"<Root>one\n<Part/>two\n<Other/> <Part/>\nthree</Root>")
    assert [tag for tag, _ in children] == ["Part", "Other", "Part"]
    assert [(p.rule, p.line, p.value) for p in problems] == [
        ("stray-text", 1, "one"),
        ("stray-text", 2, "two"),
        ("stray-text", 3, "three"),
    ]
    assert problems[0].message == "text between the children of <Root> is not read: put it into a paragraph"


def test_each_child_comes_once_and_in_order_however_the_stream_is_cut() -> None:
    names = [("Part" if number % 3 else "Other", f"{number} " + "x" * (number * 37 % 5_000)) for number in range(500)]
    data = "<Root>" + "\n".join(f"<{tag}><Part>{text}</Part></{tag}>" for tag, text in names) + "</Root>"

    class Trickle(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 777))

    document = XmlDocument(Trickle(data.encode()), "sample.xml", "Root", "Part")
    assert [(child.tag, text_of(child)) for child in document.children()] == names
    assert document.digest == hashlib.sha256(data.encode()).hexdigest()


def test_too_much_between_two_parts_is_refused() -> None:
    filler = b"<Other>" + b"x" * 1_000_000 + b"</Other>"
    problem = refused(b"<Root>" + filler * (MAX_PART // 1_000_000 + 1) + b"</Root>")
    assert (problem.rule, problem.message) == (
        "too-large",
        "between two <Part> of the root there may be 64 MiB, this document has more: split it, or leave it out",
    )


def test_lines_are_told_as_far_as_the_parser_counts_them() -> None:
    data = b"<Root>" + b"\n" * 60_000 + b"<Part/>" + b"\n" * 60_000 + b"<Part/></Root>"
    first, last = [line_of(child) for child in XmlDocument(data, "sample.xml", "Root", "Part").children()]
    assert first == 60_001
    assert 0 <= last <= 120_001


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for sample in (data, b"<Root>" + data + b"</Root>", b"<Root " + data + b"/>", b"\xff\xfe" + data):
        try:
            read(sample)
        except UnreadableDocument:
            continue


REAL = (
    "CDR0000062872-unusual-cancers-childhood.xml",
    "CDR0000299612-genetics-prostate-utf16.xml",
    "PermanentLink-WithOtherTags.xml",
)


@pytest.mark.parametrize("name", REAL)
def test_mutated_real_summaries_are_read_or_refused(name: str) -> None:
    """Bytes changed, cut out and doubled, and names of elements exchanged: an outline or a problem, nothing else."""
    data = (needs_shared() / "documents" / "pdq-xml" / name).read_bytes()
    text = data.decode("utf-16" if b"utf16" in name.encode() else "utf-8-sig")
    names = ["Para", "SummarySection", "Title", "entry", "Row", "Reference", "LOERef", "ListItem", "Citation", "Strong"]
    rng = random.Random(3)  # noqa: S311
    outcomes: set[type] = set()
    for _ in range(40):
        changed = text
        for _ in range(rng.randrange(1, 4)):
            at, length = rng.randrange(len(changed)), rng.randrange(1, 200)
            piece = rng.choice(
                ["", changed[at : at + length] * 2, chr(rng.randrange(1, 0x2FF)), "]", "<Para>", "&x;", "9" * 20]
            )
            if rng.random() < 0.8:
                old, new = rng.sample(names, 2)
                changed = changed.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
            else:
                changed = changed[:at] + piece + changed[at + length :]
        try:
            outcomes.add(type(read_summary(changed.encode(rng.choice(["utf-8", "utf-16"])), name)))
        except UnreadableDocument:
            outcomes.add(UnreadableDocument)
    assert outcomes == {Outline, UnreadableDocument}
