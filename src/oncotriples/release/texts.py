"""Texts of the graph as bibliographies need them."""

import unicodedata

__all__ = ["one_line", "sortable"]


def one_line(text: str) -> str:
    """A text in one line: white space of any kind is one space, other control characters are left out."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    kept = (character for character in text if character.isspace() or unicodedata.category(character) != "Cc")
    return " ".join("".join(kept).split())


def sortable(text: str) -> str:
    """A text by which to sort: without regard to case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
