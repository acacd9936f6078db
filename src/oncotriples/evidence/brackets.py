"""Brackets in short texts, and names without the punctuation that a link caught with them."""

__all__ = ["is_balanced", "name_span"]

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_PUNCTUATION = frozenset(' .,;:!?\u2026"\u201c\u201d*\u2020\u2021\u2013\u2014/|')


def is_balanced(text: str) -> bool:
    """Whether every bracket has its partner."""
    return -1 not in _partners(text).values()


def name_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the name in ``text[start:end]`` stands: without punctuation at its ends, nor brackets that are not its own.

    A bracket belongs to a name where both of its ends do, and more than the bracket does: “therapy (RT)” stays,
    “(sarcoma”, “Q10)” and “(RT)” are trimmed. The span stays as it is where nothing would be left.
    """
    name = text[start:end]
    partners = _partners(name)
    first, last = 0, len(name) - 1
    while first <= last:
        if partners.get(first) == last:
            first, last = first + 1, last - 1
        elif name[first] in _PUNCTUATION or partners.get(first) == -1:
            first += 1
        elif name[last] in _PUNCTUATION or partners.get(last) == -1:
            last -= 1
        else:
            return start + first, start + last + 1
    return start, end


def _partners(text: str) -> dict[int, int]:
    """Where the other end of each bracket stands, by its own place; -1 where it has none."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in _CLOSING:
            opened.append(place)
            partners[place] = -1
        elif character in ")]}":
            matches = opened and _CLOSING[text[opened[-1]]] == character
            partners[place] = opened.pop() if matches else -1
            if matches:
                partners[partners[place]] = place
    return partners
