"""Tables of Markdown copies of pages, set again as HTML with what the copying left of their spans.

The copies write a cell that spans columns as ``| text | | |``: a place of one blank continues the cell before it, an
empty cell has two blanks. They lose spans over rows: such a row has fewer places, and the cells above its first
places are taken to reach down. Where a table had a foot, a second row of blanks with a second ruler stands before it,
its rows first in the body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["TableCell", "protected", "table_lines"]

BARS = re.compile(r"(?<!\\)\|")
SPANNING_TITLE = re.compile(r"\*\*.*\*\*[\w*†‡§]{0,3}")
BLOCK_START = re.compile(
    r">|[-+*](?=\s|$)|#(?=#{0,5}(?:\s|$))|~(?=~~)|[=|]|(\d{1,9})[.)](?=\s|$)|[-*_](?=\s*[-*_]\s*[-*_])"
)
DEFINITION = re.compile(r"\[[^\]\n]{0,999}\]:")


@dataclass(slots=True)
class TableCell:
    """A cell: its Markdown, and how many places it covers to the right and downwards."""

    text: str
    across: int = 1
    down: int = 1


Row = list[TableCell]


def table_lines(rows: list[str], caption: str) -> tuple[list[tuple[str, int]], bool]:
    """The table as lines of Markdown with HTML in it, each with the row that it comes from; whether a span was guessed.

    ``caption`` is the paragraph before the table, "" without one.
    """
    head, foot, body = _parts(rows)
    width = max((sum(cell.across for cell in row) for _, row in (*head, *foot, *body)), default=0)
    guessed = [_reach_down(part, width) for part in (head, body)]
    lines = [("", 0), ("<table>", 0)]
    if caption:
        lines.extend((line, 0) for line in ("<caption>", "", protected(caption), "", "</caption>"))
    for name, part in (("thead", head), ("tfoot", foot), ("tbody", body)):
        if part:
            lines.append((f"<{name}>", part[0][0]))
            for number, row in part:
                lines.extend((line, number) for line in _row_lines(row))
            lines.append((f"</{name}>", part[-1][0]))
    return [*lines, ("</table>", len(rows) - 1), ("", len(rows) - 1)], any(guessed)


def protected(text: str) -> str:
    """Text that stays a paragraph of its own, whatever it begins with."""
    start = BLOCK_START.match(text)
    if start is not None and not (start[0] == "*" and SPANNING_TITLE.match(text)):
        sign = start.end() - 1
        return f"{text[:sign]}\\{text[sign:]}"
    return text.replace("]:", "]\\:", 1) if DEFINITION.match(text) else text


def _row_lines(row: Row) -> Iterator[str]:
    yield "<tr>"
    for cell in row:
        spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
        spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        yield f"<td{spans}>"
        if cell.text:
            yield ""
            yield protected(cell.text)
            yield ""
        yield "</td>"
    yield "</tr>"


def _cells(line: str) -> Row:
    """The cells of a row as the copies write them."""
    text = line.strip().removeprefix("|")
    parts = BARS.split(text)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    row: Row = []
    for part in parts:
        if row and part == " ":
            row[-1].across += 1
        else:
            row.append(TableCell(part.strip()))
    return row


def _is_ruler(line: str) -> bool:
    return "---" in line and not line.strip("|-: \t")


def _is_empty(row: Row) -> bool:
    return not any(cell.text for cell in row)


Numbered = list[tuple[int, Row]]


def _parts(rows: list[str]) -> tuple[Numbered, Numbered, Numbered]:
    """Head, foot and body. A head of blanks only is none; rows between it and a foot are its further rows."""
    rulers = [number for number, row in enumerate(rows) if _is_ruler(row)]
    cells = [(number, _cells(row)) for number, row in enumerate(rows)]
    first = rulers[0] if rulers else 0
    head = [(number, row) for number, row in cells[:first] if not _is_empty(row)]
    if len(rulers) < 2 or not _is_empty(cells[rulers[1] - 1][1]):
        rest = [pair for pair in cells[first:] if pair[0] not in rulers]
        return head, [], rest
    second = rulers[1]
    between = cells[first + 1 : second - 1]
    rest = [pair for pair in cells[second + 1 :] if pair[0] not in rulers]
    width = max((sum(cell.across for cell in row) for _, row in (*head, *rest)), default=0)
    foot = 0
    while foot < len(rest) and _is_note(rest[foot][1], width):
        foot += 1
    if head:
        return [*head, *between], rest[:foot], rest[foot:]
    return head, rest[:foot], [*between, *rest[foot:]]


def _is_note(row: Row, width: int) -> bool:
    """Whether a row is a footnote: one cell over the whole width that is no title."""
    if len(row) != 1 or row[0].across != width or not row[0].text:
        return False
    text = row[0].text
    return not SPANNING_TITLE.fullmatch(text) and (not text.endswith(":") or text.startswith("Note"))


def _reach_down(part: Numbered, width: int) -> bool:
    """Let the cells above the first places of a short row reach down into it; whether there was such a row."""
    above: list[TableCell] = []
    guessed = False
    for _, row in part:
        missing = width - sum(cell.across for cell in row)
        if missing > 0:
            guessed = True
        reaching = above[:missing] if missing > 0 and _ends_at(above, missing) else []
        for cell in {id(cell): cell for cell in reaching}.values():
            cell.down += 1
        above = [*reaching, *(cell for cell in row for _ in range(cell.across))]
    return guessed


def _ends_at(above: list[TableCell], place: int) -> bool:
    """Whether a cell ends before this place."""
    return 0 < place < len(above) and above[place - 1] is not above[place]
