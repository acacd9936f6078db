"""Tables of agents and tumors that a text page prints without a border between the two columns.

“Agent Tumor Subtype” above “Sunitinib[12,13] Alveolar soft part sarcoma”: where one column ends and the next begins is
told by the lexicon and by the pointers, never by the position or the number of words.
"""

from dataclasses import replace

from oncotriples.documents.outline import Cell, Mark, Table
from oncotriples.documents.problems import Problem
from oncotriples.evidence.heads import AGENT, TUMOR, column_meaning
from oncotriples.evidence.records import Find
from oncotriples.quality.findings import Severity

__all__ = ["split_rows"]

Row = tuple[Cell, ...]

# In characters; what is longer is a sentence, and every space in it would have to be tried.
_LONGEST_HEAD = 200


def split_rows(table: Table, find: Find) -> tuple[Table, tuple[Problem, ...]]:
    """The table with two columns, and the rows that could not be split.

    Any other table than one of a single column, whose head names agents and tumors one behind the other, comes back as
    it is. A row that does not split stays whole: its cell spans both columns, and a problem tells of it.
    """
    rows = (*table.head, *table.body)
    heads = [place for row in table.head if (place := _split_of_head(row[0].text))] if _has_one_column(rows) else []
    if len(heads) != 1:
        return table, ()
    first, second = heads[0][1:]
    problems: list[Problem] = []

    def split_body(row: Row) -> Row:
        cell = row[0]
        cut = _cut(cell, find, first, second)
        halves = _halves(cell, cut) if cut else None
        if halves is None:
            problems.append(_unsplit(table, cell, first, second))
        return halves or (cell, cell)

    def split_head(row: Row) -> Row:
        place = _split_of_head(row[0].text)
        return (_halves(row[0], place[0]) if place else None) or (row[0], row[0])

    head = tuple(split_head(row) for row in table.head)
    body = tuple(split_body(row) for row in table.body)
    return replace(table, head=head, body=body), tuple(problems)


def _has_one_column(rows: tuple[Row, ...]) -> bool:
    return bool(rows) and all(len(row) == 1 for row in rows)


def _split_of_head(text: str) -> tuple[int, str, str] | None:
    """Where the head of the second column begins, and what the two mean.

    “Tumor Type Active Agents” can be split before “Type” and behind it: the last of such places is taken. Places with
    others between them show that there are more columns than two.
    """
    if len(text) > _LONGEST_HEAD:
        return None
    places = [index for index, character in enumerate(text) if character == " "]
    found = []
    for number, place in enumerate(places):
        meanings = column_meaning(text[:place]), column_meaning(text[place:])
        if set(meanings) == {AGENT, TUMOR}:
            found.append((number, place, *meanings))
    if not found or found[-1][0] - found[0][0] >= len(found):
        return None
    return found[-1][1:]


def _cut(cell: Cell, find: Find, first: str, second: str) -> int:
    """Where the second column begins, or 0: behind the first column's last name before the first of the second column.

    Words between these two names belong to neither by the lexicon; then the one place with pointers decides.
    """
    mentions = [mention for mention in find(cell.text) if mention.category in (first, second)]
    following = next((mention for mention in mentions if mention.category == second), None)
    if following is None or not mentions or mentions[0].category != first or mentions[0].start > 0:
        return 0
    end = max(mention.end for mention in mentions if mention.category == first and mention.end <= following.start)
    places = {mark.start for mark in cell.marks if mark.start == mark.end and end <= mark.start < following.start}
    if not cell.text[end : following.start].strip():
        return end
    return places.pop() if len(places) == 1 else 0


def _halves(cell: Cell, cut: int) -> Row | None:
    """The two cells of a cell; None where a mark spans both or nothing would be left of one."""
    left, right = cell.text[:cut].rstrip(), cell.text[cut:].lstrip()
    shift = len(cell.text) - len(right)
    # A mark without text stands behind the word before it, so one right at the cut is still the first column's.
    first = {mark: mark.end <= cut or mark.start == mark.end <= shift for mark in cell.marks}
    before = [mark for mark in cell.marks if first[mark]]
    behind = [mark for mark in cell.marks if not first[mark]]
    if not left or not right or any(mark.start < shift for mark in behind):
        return None
    return (
        Cell(left, tuple(_moved(mark, 0, len(left)) for mark in before), cell.row, 1),
        Cell(right, tuple(_moved(mark, shift, len(right)) for mark in behind), cell.row, 2),
    )


def _moved(mark: Mark, shift: int, end: int) -> Mark:
    return mark._replace(start=min(mark.start - shift, end), end=min(mark.end - shift, end))


def _unsplit(table: Table, cell: Cell, first: str, second: str) -> Problem:
    return Problem(
        Severity.WARNING,
        "unsplit-row",
        table.line,
        cell.text,
        f"Row {cell.row} of {table.label or 'a table'} has one cell for two columns and stays whole: expected names "
        f"of {first} and {second} in this order, with nothing but pointers between them. "
        "Add the names that are missing to the graph, or to the file that --lexicon reads.",
    )
