"""Changes for people, as Markdown."""

import re
from collections.abc import Iterator

from oncotriples.changes.kinds import KINDS
from oncotriples.changes.model import Changes, Group, Side
from oncotriples.changes.telling import Section, detail, label, sections, transitions
from oncotriples.namespaces import BASE, compact

__all__ = ["escaped", "markdown"]

# What Markdown or HTML could take for markup inside a line; lines begin with our own words or with a list's dash.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
# What could begin a list, a heading or a quotation at the head of an item.
_HEAD = re.compile(r"^(?:[#+>-]|[0-9]+(?=[.)]))")
_OTHERWISE = (Group.REGRADED, Group.RECITED, Group.STANDING, Group.SUPERSEDED, Group.RELABELED, Group.CHANGED)


def markdown(changes: Changes) -> str:
    """The changes by kind of thing, each in a line; ends with a line feed."""
    parts = [
        f"# Changes from {escaped(changes.old.called)} to {escaped(changes.new.called)}",
        f"From {_about(changes.old)} to {_about(changes.new)}.",
        *_body(changes),
        *([escaped(changes.credit)] if changes.credit else []),
    ]
    return "\n\n".join(parts) + "\n"


def _body(changes: Changes) -> Iterator[str]:
    if changes.changes:
        yield f"Addresses in brackets stand below {BASE}"
        yield _table(changes)
    else:
        yield "No changes." if changes.graphs == () else "No changes of what people look up."
    for section in sections(changes):
        yield f"## {section.title}"
        yield "\n".join(_lines(section))
    if changes.graphs:
        yield "## Named graphs that differ"
        yield "\n".join(
            f"- {escaped(compact(size.graph)) or 'all'}: {size.was:,} → {size.now:,} statements"
            for size in changes.graphs
        )


def _about(side: Side) -> str:
    issued = f" of {side.release.issued}" if side.release else ""
    return f"{escaped(side.called)}{issued} ({side.statements:,} statements)"


def _table(changes: Changes) -> str:
    """Every kind in numbers: how many there were and are, and what happened to how many."""
    lines = ["| | before | after | added | withdrawn | changes |", "|---|--:|--:|--:|--:|--:|"]
    for kind in KINDS:
        numbers = (
            changes.old.counts[kind.name],
            changes.new.counts[kind.name],
            changes.count(kind.name, Group.ADDED),
            changes.count(kind.name, Group.WITHDRAWN),
            changes.count(kind.name, *_OTHERWISE),
        )
        lines.append(f"| {kind.plural} | {' | '.join(f'{number:,}' for number in numbers)} |")
    return "\n".join(lines)


def _lines(section: Section) -> Iterator[str]:
    if section.rest and section.group is Group.STANDING:
        yield from (f"- {escaped(turn)}: {count:,}" for turn, count in transitions(section))
    for change in section.told:
        said = detail(change)
        yield f"- {_item(label(change))}{f': {escaped(said)}' if said else ''}"
    if section.rest:
        yield f"- … and {section.rest:,} more, all of which are in the JSON"


def _item(text: str) -> str:
    inline = escaped(text)
    return _HEAD.sub(lambda found: f"\\{found[0]}" if not found[0].isdigit() else f"{found[0]}\\", inline)


def escaped(text: str) -> str:
    """A text inside a line of Markdown, where none of it is taken for markup."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", text)
