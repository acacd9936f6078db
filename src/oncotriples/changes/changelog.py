"""The entry of CHANGELOG.md that changes of the data call for, as a proposal.

The version follows from the changes, in the manner of semantic versioning:

- the first number rises where something that was there is gone: a thing is withdrawn, a class or property is no longer
  in use, so that a link or a query that worked may not;
- the second, where answers change: something is added, regraded, cites other articles, changes its standing, is
  superseded or says something else;
- the third, where only labels or the rest of the graph differ.

As long as the first number is 0, what would raise it raises the second.
"""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from oncotriples.changes.kinds import KINDS
from oncotriples.changes.markdown import escaped
from oncotriples.changes.model import Changes, Group
from oncotriples.changes.telling import Section, called, sections, transitions

__all__ = ["changelog_entry", "proposed_version"]

_WIDTH = 120
_FEW = 5
_GONE = frozenset({Group.WITHDRAWN, Group.VANISHED})
_LISTED = frozenset(kind.name for kind in KINDS if kind.listed)


def changelog_entry(changes: Changes) -> str:
    """``### Data 0.4.0`` and a bullet for each kind of thing; ends with a line feed."""
    version = proposed_version(changes)
    bullets = [_bullet(line) for line in _lines(changes)]
    return "\n".join((f"### Data {version}".rstrip(), "", *(bullets or ["- No changes."]), ""))


def proposed_version(changes: Changes) -> str:
    """The version of the new graph where it has one of its own, else the one that should follow the old one's.

    An empty text where neither graph names a release.
    """
    old, new = changes.old.release, changes.new.release
    if old is None:
        return new.version if new else ""
    if new and new.version != old.version:
        return new.version
    numbers = [int(number) for number in old.version.split(".")]
    rank = _rank(changes)
    if rank is None:
        return old.version
    if numbers[0] == 0:
        rank = max(rank, 1)
    return ".".join(map(str, (*numbers[:rank], numbers[rank] + 1, *(0 for _ in numbers[rank + 1 :]))))


def _rank(changes: Changes) -> int | None:
    """Which of the three numbers has to rise, counted from 0; None where nothing changed."""
    groups = {change.group for change in changes.changes}
    if groups & _GONE:
        return 0
    if groups - {Group.RELABELED}:
        return 1
    return 2 if groups or changes.graphs else None


def _lines(changes: Changes) -> Iterator[str]:
    """A sentence for each kind of thing: ``Agents: 1 added (eribulin); 2 with other labels (imatinib, sunitinib).``"""
    for _, held in groupby(sections(changes), key=lambda section: section.kind):
        of_kind = tuple(held)
        yield f"{of_kind[0].things}: {'; '.join(map(_counted, of_kind))}."
    if changes.graphs and not changes.changes:
        yield "Nothing that people look up has changed."


def _counted(section: Section) -> str:
    count = len(section.changes)
    if section.group is Group.STANDING:
        told = ", ".join(f"{times:,} {turn}" for turn, times in transitions(section)[:_FEW])
    elif (section.kind in _LISTED or section.group in (Group.APPEARED, Group.VANISHED)) and count <= _FEW:
        told = ", ".join(dict.fromkeys(map(called, section.changes)))
    else:
        told = ""
    return f"{count:,} {section.happened}{f' ({escaped(told)})' if told else ''}"


def _bullet(line: str) -> str:
    # Names are not broken at hyphens, so that one can search for them.
    return textwrap.fill(f"- {line}", _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
