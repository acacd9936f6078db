"""How much room a text needs, and how to make it fit.

There is no font here to measure with, so widths are those of a wide one (DejaVu Sans); in most others a text ends
earlier. Only ranges of code points are used, not Python's tables of characters, which change from release to release.
"""

import re
from itertools import accumulate

__all__ = ["cut", "text_width", "wrapped"]

_ELLIPSIS = "…"
_WORD = re.compile("[^ -]*[ -]|[^ -]+")
_EMS = {
    **dict.fromkeys(" ',-./:;IJfijl|\\", 0.36),
    **dict.fromkeys('!"()[]rt`', 0.46),
    **dict.fromkeys("ABCDGHKNOQRSUVXYZ#&+<=>^~", 0.79),
    **dict.fromkeys("mwMW@%…", 1.0),
}
_BOLD = 1.14
_SMALL, _OTHER, _WIDE, _PICTURE = 0.64, 0.8, 1.05, 1.4
_JOINER = "\u200d"
# Marks on the character before: accents, signs in circles, forms of emoji and their skin tones.
_MARKS = ((0x0300, 0x036F), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F))


def text_width(content: str, size: float, *, bold: bool = False) -> float:
    """The width in pixels that the text needs at most, at a font size in pixels."""
    return sum(map(_ems, content)) * size * (_BOLD if bold else 1)


def cut(content: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text if it fits the width, else as much of its beginning as fits, with an ellipsis."""
    if text_width(content, size, bold=bold) <= width:
        return content
    room = width / size / (_BOLD if bold else 1) - _ems(_ELLIPSIS)
    end = sum(total <= room for total in accumulate(map(_ems, content)))
    while end and (_is_mark(content[end]) or _JOINER in content[end - 1 : end + 1]):
        end -= 1
    return content[:end].rstrip() + _ELLIPSIS


def wrapped(content: str, width: float, size: float, *, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines, broken at spaces and behind hyphens; what does not fit is cut."""
    words = _WORD.findall(content)
    made = [""]
    for position, word in enumerate(words):
        if text_width((made[-1] + word).rstrip(), size) <= width or not made[-1]:
            made[-1] += word
        elif len(made) < lines:
            made.append(word)
        else:
            made[-1] += "".join(words[position:])
            break
    return tuple(cut(line.rstrip(), width, size) for line in made)


def _ems(char: str) -> float:
    point = ord(char)
    if point < 0x80 or char == _ELLIPSIS:
        return _EMS.get(char, _SMALL)
    if _is_mark(char) or 0x200B <= point <= 0x200F:
        return 0
    if point < 0x1100 or 0x2000 <= point < 0x2070:
        return _OTHER
    return _PICTURE if point > 0xFFFF else _WIDE


def _is_mark(char: str) -> bool:
    point = ord(char)
    return any(first <= point <= last for first, last in _MARKS)
