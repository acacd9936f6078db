"""What is new in a release, from the changes that it carries; and where they are told for programs and feeds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from oncotriples.site.sources import SiteSources

__all__ = ["change_files", "latest"]

_LISTED = 100
_HEADINGS = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "regraded": "Graded otherwise",
    "recited": "Cited otherwise",
    "standing": "Standing changed",
    "superseded": "Superseded",
    "relabeled": "Called otherwise",
    "changed": "Changed",
    "appeared": "New classes and properties in use",
    "vanished": "Classes and properties no longer in use",
}
_FORMS = (("Markdown", "md"), ("JSON", "json"), ("Turtle", "ttl"))
_NONE = "No former release was at hand when this one was made, so nothing is compared."


@dataclass(frozen=True)
class _Line:
    label: str
    href: str
    what: str


@dataclass(frozen=True)
class _Group:
    heading: str
    total: int
    lines: tuple[_Line, ...]


def latest(sources: SiteSources) -> str:
    """What the home page says of the changes, in a sentence."""
    told = _changes(sources)
    if told is None:
        return "This release has no former one to compare with"
    counted = [f"{sum(1 for _ in held)} {_HEADINGS[name].lower()}" for name, held in _grouped(told)]
    return "; ".join(counted[:4]) or "Nothing changed"


def change_files(sources: SiteSources) -> Iterator[tuple[str, bytes]]:
    """The page of changes, and its feed under an address that stays."""
    told = _changes(sources)
    folder = f"dataset/{sources.release.version}"
    if told is None:
        yield from sources.page(
            "changes.html", "changes", title="Changes", reason=_NONE, groups=(), feed="", files=()
        ).items()
        return
    groups = []
    for name, held in _grouped(told):
        changes = list(held)
        lines = tuple(_line(sources, change) for change in changes[:_LISTED])
        groups.append(_Group(_HEADINGS[name], len(changes), lines))
    yield "changes.atom", sources.release.read("changes.atom")
    yield from sources.page(
        "changes.html",
        "changes",
        title="Changes",
        reason=f"From {told['old']['name']} to {told['new']['name']}." + ("" if groups else " Nothing changed."),
        groups=groups,
        feed="changes.atom",
        files=[(name, f"{folder}/changes.{ending}") for name, ending in _FORMS],
    ).items()


def _changes(sources: SiteSources) -> Mapping[str, Any] | None:
    if "changes.json" not in sources.release.sums:
        return None
    told: Mapping[str, Any] = json.loads(sources.release.read("changes.json"))
    return told


def _grouped(told: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[Mapping[str, Any]]]]:
    order = list(_HEADINGS)
    known = [change for change in told["changes"] if change["group"] in _HEADINGS]
    return groupby(
        sorted(known, key=lambda change: order.index(change["group"])), key=lambda change: str(change["group"])
    )


def _line(sources: SiteSources, change: Mapping[str, Any]) -> _Line:
    link = sources.reader.link(change["iri"])
    was = ", ".join(_text(value) for value in change.get("was", ()))
    now = ", ".join(_text(value) for value in change.get("now", ()))
    what = f"{was} → {now}" if was and now else now or was
    return _Line(change["label"] or link.label, link.href, " · ".join(filter(None, (change.get("kind", ""), what))))


def _text(value: Mapping[str, Any]) -> str:
    return str(value.get("label") or value.get("text") or value.get("value") or value.get("iri") or "")
