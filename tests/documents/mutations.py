"""Documents damaged at random, always in the same way for the same seed."""

import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from copy import deepcopy

__all__ = ["MUTATIONS", "mutated"]

Edit = Callable[[str, random.Random], str]

# What the grammars of the readers are made of, and what is likely to upset them.
_TOKENS = (
    *("[", "]", "[[", "]]", "](", "(", ")", "<", ">", "</", "/>", "&", ";", '"', "'", "|", "\\", "`", "*", "_", "#"),
    *(
        "\n",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n2024. ",
        "\n## ",
        "\n### References\n",
        "\n---\n",
        "\n| a | b |\n",
        "\n> ",
        "\t",
    ),
    *("[1]", "[1-3]", "[[1](#cit/section_1.1)", "-[99999](#cit/section_1.99999)]", "](#cit/section_0.0)", "[5-1]"),
    *("[Level of evidence: 3iiiA]", "Level of evidence ", "vidence", "NCT00000001", "NCT", "Table 1. "),
    *("<p>", "</p>", "<li>", "<ul>", "<table>", "<tr>", "<td colspan='9999999'>", "<td rowspan='-1'>", "<a href='"),
    *("<Para>", "</Para>", "<SummarySection>", "<Reference refidx='1'/>", "<entry MoreRows='99999999'>", "<LOERef>"),
    *(
        "<script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x ",
        "?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<!ENTITY b SYSTEM",
    ),
    *("&amp;", "&a;", "&#0;", "&#x110000;", "&#xD800;", "&#99999999999;", "&lt;", "&nbsp;", "%00", "\ufeff", "\u2028"),
    *(
        "\0",
        "\x01",
        "\x0b",
        "\x1b",
        "\x7f",
        "\x85",
        "\xa0",
        "\u0301",
        "\u200d",
        "\u202e",
        "\ud83d",
        "\U0001f9ec",
        "ß",
        "İ",
    ),
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_BRACKET = re.compile(r"[][()<>{}]")
_XML = re.compile(r"\ufeff?\s*<(?:\?xml|[A-Z])")
_NUMBER = re.compile(r"[0-9]+")
_NUMBERS = ("0", "-1", "00000", "99999", "2147483648", "9" * 30, "9" * 5000, "\u0661\u0662", "²", "1e9", "")


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _slice(text: str, chance: random.Random) -> tuple[int, int]:
    start = _place(text, chance)
    return start, min(len(text), start + chance.choice((1, 3, 20, 200, 2_000, 20_000)))


def _truncated(text: str, chance: random.Random) -> str:
    return text[: _place(text, chance)]


def _beheaded(text: str, chance: random.Random) -> str:
    return text[_place(text, chance) :]


def _deleted(text: str, chance: random.Random) -> str:
    start, end = _slice(text, chance)
    return text[:start] + text[end:]


def _doubled(text: str, chance: random.Random) -> str:
    start, end = _slice(text, chance)
    return text[:end] + text[start:end] * chance.choice((1, 1, 3)) + text[end:]


def _swapped(text: str, chance: random.Random) -> str:
    start, end = _slice(text, chance)
    cut, place = text[start:end], text[:start] + text[end:]
    at = _place(place, chance)
    return place[:at] + cut + place[at:]


def _characters(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(min(len(text), chance.choice((1, 10, 200)))):
        characters[chance.randrange(len(characters))] = chr(
            chance.choice((chance.randrange(128), chance.randrange(0xD800)))
        )
    return "".join(characters)


def _inserted(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 5, 30))):
        at = _place(text, chance)
        text = text[:at] + chance.choice(_TOKENS) + text[at:]
    return text


def _repeated(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(_TOKENS) * chance.choice((50, 500, 5_000)) + text[at:]


def _of_matches(text: str, chance: random.Random, pattern: re.Pattern[str], new: Callable[[str], str]) -> str:
    """Some of the matches of a pattern changed."""
    found = list(pattern.finditer(text))
    chosen = sorted(chance.sample(found, min(len(found), chance.choice((1, 5, 50)))), key=lambda match: match.start())
    pieces, done = [], 0
    for match in chosen:
        pieces += [text[done : match.start()], new(match[0])]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _tags(text: str, chance: random.Random) -> str:
    def broken(tag: str) -> str:
        return chance.choice(("", tag[:-1], tag[1:], f"</{tag[1:]}", tag.upper(), tag.replace('"', ""), tag * 2))

    return _of_matches(text, chance, _TAG, broken)


def _brackets(text: str, chance: random.Random) -> str:
    return _of_matches(text, chance, _BRACKET, lambda bracket: chance.choice(("", bracket * 2, "[", "]", "(", ")")))


def _numbers(text: str, chance: random.Random) -> str:
    return _of_matches(text, chance, _NUMBER, lambda number: chance.choice((*_NUMBERS, number * 9)))


def _elements(text: str, chance: random.Random) -> str:
    """Elements taken away, doubled, moved, renamed and given other attributes: still well-formed, if it was."""
    start = text.find("<", text.find("?>") + 2) if text.lstrip("\ufeff").startswith("<?xml") else 0
    try:
        root = ElementTree.fromstring(text[start:])  # noqa: S314 - a document of our own choice
    except ElementTree.ParseError:
        return text
    for _ in range(chance.choice((1, 5, 20))):
        parents = [element for element in root.iter() if len(element)]
        if not parents:
            break
        parent = chance.choice(parents)
        child = parent[chance.randrange(len(parent))]
        _change(parent, child, chance.choice(parents), chance)
    return ElementTree.tostring(root, encoding="unicode")


def _change(
    parent: ElementTree.Element, child: ElementTree.Element, other: ElementTree.Element, chance: random.Random
) -> None:
    match chance.randrange(6):
        case 0:
            parent.remove(child)
        case 1:
            parent.append(deepcopy(child))
        case 2:
            other.insert(chance.randint(0, len(other)), deepcopy(child))
        case 3:
            child.tag = chance.choice((other.tag, other[0].tag, "Invented"))
        case 4:
            child.text, child.tail = other.text, chance.choice(("", None, "[1]", " [Level of evidence: 3iiiA]", "0"))
        case _:
            for name in list(child.attrib):
                child.set(name, chance.choice(("", "-1", "9" * 30, "x y", "CDR", "http://%", *other.attrib.values())))


MUTATIONS: tuple[Edit, ...] = (
    *(_truncated, _beheaded, _deleted, _doubled, _swapped, _characters, _inserted, _repeated, _tags, _brackets),
    _numbers,
)
"""How the text of a document is damaged."""

_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "latin-1", "cp1252", "cp037", "utf-7")


def mutated(data: bytes, seed: str, *, longest: int = 1 << 20) -> bytes:
    """The document with one to three kinds of damage; of a long one only the first ``longest`` characters."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(encoding, "replace")[:longest]
    # Nearly all other damage ends XML as XML, so that nothing behind its parser would be tested.
    edits = (_elements,) if _XML.match(text) and chance.randrange(4) else MUTATIONS
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = chance.choice(edits)(text, chance)[: 2 * longest]
    if not chance.randrange(8):
        encoding = chance.choice(_ENCODINGS)
    made = bytearray(text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace"))
    if not chance.randrange(6):
        for _ in range(min(len(made), chance.choice((1, 8, 100)))):
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)
