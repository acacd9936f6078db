"""What is an address on the web, and what is refused because no parser would read it."""

import pyoxigraph as ox
import pytest

from oncotriples.iris import address


@pytest.mark.parametrize(
    "text",
    [
        "https://www.cancer.gov/types/a/hp/a-treatment-pdq#_12",
        "http://a.b:80/c%20d?e=f&g=h",
        "http://[::1]/",
        "https://a.b/é?é#é",
        "http://a.b/'(!$&*+,;=:@)",
    ],
)
def test_an_address(text: str) -> None:
    assert address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "/types/a", "#a", "//a.b/", "mailto:a@b.c", "http:", "http://", "https:///a", "javascript:a", "urn:a"),
        *(
            "http://a.b/%",
            "http://a.b/%zz",
            "http://%",
            "http://a.b/#c#d",
            "http://a:b/",
            "http://a:1:2/",
            "http://[a/",
        ),
        *(f"http://a.b/{character}" for character in ' \t\n\0\x7f\x85<>"{}|\\^`[]\ue000\ufffd\ud800\U000e0001'),
    ],
)
def test_no_address(text: str) -> None:
    assert address(text) == ""


def test_what_is_accepted_can_be_read_back_as_written() -> None:
    taken = [made for code in range(0x3000) if (made := address(f"http://a.b/{chr(code)}?{chr(code)}#{chr(code)}"))]
    quads = "".join(f"<a:a> <a:b> <{made}> <a:c> .\n" for made in taken)
    assert [quad.object.value for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)] == taken
    assert len(taken) > 0x2F00
