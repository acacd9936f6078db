"""Queries in pieces, each called what it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from oncotriples.render.sparql import Piece, pieces

TEXT = """\
PREFIX ex: <http://example.org/#a> # a comment “here”
SELECT ?s WHERE { ?s ex:p "a # b"@en , 'x' . FILTER(?s != ex:q) }
"""


@given(st.text(alphabet=st.sampled_from("#\"'\\<>?$:@ex{}\n\r .é😀"), max_size=40) | st.text(max_size=40))
def test_the_pieces_of_any_text_are_that_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize("path", sorted((ROOT / "queries").glob("*/*.rq")), ids=lambda path: path.stem)
def test_the_pieces_of_our_queries_are_their_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "".join(piece.text for piece in pieces(text)) == text


def test_each_piece_is_called_what_it_is() -> None:
    found = {
        kind: [piece.text for piece in pieces(TEXT) if piece.kind == kind] for kind in ("iri", "string", "comment")
    }
    assert found == {
        "iri": ["<http://example.org/#a>"],
        "string": ['"a # b"', "'x'"],
        "comment": ["# a comment “here”"],
    }
    assert [piece.text for piece in pieces(TEXT) if piece.kind == "keyword"] == ["PREFIX", "SELECT", "WHERE", "FILTER"]
    assert [piece.text for piece in pieces(TEXT) if piece.kind == "variable"] == ["?s"] * 3


def test_neighbors_that_are_nothing_in_particular_are_one_piece() -> None:
    assert pieces("{ ( ; ?x") == (Piece("", "{ ( ; "), Piece("variable", "?x"))
    assert pieces("") == ()
