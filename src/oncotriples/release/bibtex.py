r"""A bibliography as BibTeX.

The text is LaTeX of the commonest kind: whatever is special to BibTeX or LaTeX is a command in braces, so that also
programs from before Unicode sort and shorten names rightly. Letters of scripts that have no command stay as they are.
Braces of a title become commands as well, for BibTeX counts them even behind a backslash. Addresses are kept as they
are, for they are read verbatim.

``pmid`` and ``pmcid`` are where reference managers look; ``eprint``, which biblatex would print, is taken for a number
of arXiv by styles of journals. ``standing`` is a field of our own, which styles ignore; what a reader must know is in
``note``, which they print.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from oncotriples.dates import MONTHS
from oncotriples.release.author_names import Name, Names
from oncotriples.release.bibliography import Entry, WorkKind
from oncotriples.release.edition_numbers import edition_ordinal

__all__ = ["bibtex"]

# Where readers of BibTeX understand another command than the library's, or only this one.
_OWN = {
    ord("{"): r"\textbraceleft",
    ord("}"): r"\textbraceright",
    ord("<"): r"\textless",
    ord(">"): r"\textgreater",
    ord("ì"): r"\`i",
    ord("í"): r"\'i",
    ord("î"): r"\^i",
    ord("ï"): r"\"i",
    ord('"'): '"',
}
_ENCODER = UnicodeToLatexEncoder(
    conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, _OWN), "defaults"],
    replacement_latex_protection="braces-all",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
_NEEDS_LATEX = re.compile(r"[^ -~]|[#$%&\\^_{}~<>]|--|''|``|[?!]`")
# Pairs that LaTeX would print as one sign: a dash, a quotation mark.
_LIGATURES = re.compile(r"([-'`])(?=\1)|([?!])(?=`)")
_MATHS = re.compile(r"\{\\ensuremath\{((?:[^{}]|\{[^{}]*\})*)\}\}")

_IN_ADDRESSES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
_WORD_AND = re.compile(r"(?:^|\s)and(?:\s|$)|,", re.IGNORECASE)
_DASH = re.compile("[-\u2013]")
_PLAIN_RANGE = re.compile(r"[A-Za-z]{0,3}[0-9][0-9A-Za-z.]*[-\u2013][0-9A-Za-z.]+")


def bibtex(entries: Iterable[Entry]) -> str:
    """The entries in their order, parted by empty lines."""
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Entry) -> str:
    lines = [f"  {name} = {value},\n" for name, value in _fields(entry)]
    return f"@{_type(entry)}{{{entry.key},\n{''.join(lines)}}}\n"


def _type(entry: Entry) -> str:
    if entry.journal:
        return "article"
    if entry.abstract:
        return "inproceedings"
    return {WorkKind.CHAPTER: "incollection", WorkKind.BOOK: "book", WorkKind.REPORT: "techreport"}.get(
        entry.kind, "misc"
    )


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """Field names and values with their delimiters; what nobody says is left out."""
    yield from _said("author", _names(entry.authors))
    yield from _said("title", _title(entry.title))
    yield from _said("journal", _latex(entry.journal))
    yield from _said("booktitle", _latex(entry.container))
    yield from _said("editor", _names(entry.editors))
    yield from _said("edition", _latex(edition_ordinal(entry.edition)))
    publisher = {"techreport": "institution", "misc": "howpublished"}.get(_type(entry), "publisher")
    yield from _said(publisher, _part(entry.publisher))
    yield from _said("address", _part(entry.place))
    yield from _said("year", entry.year)
    if len(entry.date) > 1:
        yield "month", MONTHS[entry.date[1] - 1]
    yield from _said("volume", _latex(entry.volume))
    yield from _said("number", _latex(entry.issue))
    yield from _said("pages", _pages(entry.pages))
    yield from _said("titleaddon", "Abstract" if entry.abstract else "")
    yield from _said("issn", _latex(entry.issn))
    yield from _said("doi", _verbatim(entry.doi))
    yield from _said("pmid", _latex(entry.pmid))
    yield from _said("pmcid", _latex(entry.pmcid))
    # Styles print both; the DOI leads to the article itself.
    yield from _said("url", "" if entry.doi else _verbatim(entry.pubmed))
    if entry.standing:
        yield from _said("standing", _latex(entry.standing.note))
        yield from _said("note", "" if entry.standing.is_plain else _latex(entry.standing.note))
    yield from _said("annote", _latex(entry.printed))


def _said(name: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield name, f"{{{value}}}"


def _latex(text: str) -> str:
    if not _NEEDS_LATEX.search(text):
        return text
    encoded = _MATHS.sub(r"{$\1$}", str(_ENCODER.unicode_to_latex(text)))
    return _LIGATURES.sub(r"\g<0>{}", encoded)


def _verbatim(address: str) -> str:
    return "".join(_IN_ADDRESSES.get(character, character) for character in address)


def _title(text: str) -> str:
    """A title whose capitals, that of the first word apart, stay such in styles that write titles small."""
    words = enumerate(text.split(" "))
    runs = [(kept, " ".join(_latex(word) for _, word in run)) for kept, run in groupby(words, _has_to_stay)]
    return " ".join(f"{{{run}}}" if kept else run for kept, run in runs)


def _has_to_stay(placed: tuple[int, str]) -> bool:
    index, word = placed
    capitals = sum(letter.isupper() for letter in word)
    begins = next((letter for letter in word if letter.isalnum()), "")
    return capitals > (index == 0 and begins.isupper())


def _pages(text: str) -> str:
    return _DASH.sub("--", text) if _PLAIN_RANGE.fullmatch(text) else _latex(text)


def _names(names: Names) -> str:
    members = [_name(name) for name in names.members]
    return " and ".join([*members, "others"] if names.et_al else members)


def _name(name: Name) -> str:
    """“von Family, Jr, Given”; a group is one word to BibTeX."""
    if name.literal:
        return f"{{{_latex(name.literal)}}}"
    # Small words within a family name would make particles of all before them.
    words = name.family.split(" ")
    family = f"{{{_latex(name.family)}}}" if any(word.islower() for word in words[1:]) else _part(name.family)
    whole = " ".join(filter(None, (_part(name.particle), family)))
    return ", ".join(filter(None, (whole, _part(name.suffix), _part(name.given))))


def _part(text: str) -> str:
    """A part of a name, or of a list of publishers or places; what would part it further is kept in braces."""
    return f"{{{_latex(text)}}}" if _WORD_AND.search(text) else _latex(text)
