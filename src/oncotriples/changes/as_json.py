"""Changes for programs, as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyoxigraph as ox

from oncotriples.changes.model import Change, Changes, Group, Side, Value

__all__ = ["as_json"]


def as_json(changes: Changes) -> str:
    """All changes as one JSON object, nothing cut; ends with a line feed.

    ``changes`` has an object a change: ``group``, ``kind``, ``iri``, ``label``, and where there are any ``property``,
    ``was``, ``now``, ``claims``, ``reason``. Of a withdrawn thing ``now`` is its replacement, which is only proposed
    where ``explained`` is false.
    """
    content = {
        "old": _side(changes.old),
        "new": _side(changes.new),
        "changes": [_change(change) for change in changes.changes],
        "graphs": None if changes.graphs is None else [asdict(size) for size in changes.graphs],
        "credit": changes.credit,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _side(side: Side) -> Mapping[str, Any]:
    return {
        "name": side.called,
        "dataset": side.release.iri if side.release else None,
        "version": side.release.version if side.release else None,
        "issued": side.release.issued.isoformat() if side.release else None,
        "statements": side.statements,
        "things": dict(side.counts),
    }


def _change(change: Change) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "group": change.group.value,
        "kind": change.kind,
        "iri": change.thing.iri,
        "label": change.thing.text,
        "property": change.path,
        "was": [_value(value) for value in change.was],
        "now": [_value(value) for value in change.now],
        "claims": [_value(value) for value in change.claims],
        "reason": change.reason,
    }
    kept = {key: value for key, value in told.items() if value or key == "label"}
    return kept if change.group is not Group.WITHDRAWN else {**kept, "explained": change.is_explained}


def _value(value: Value) -> Mapping[str, str]:
    """A thing by IRI and label, a literal by its text and its language or datatype."""
    if isinstance(value.term, ox.NamedNode):
        return {"iri": value.iri, "label": value.text}
    kind = {"language": value.term.language} if value.term.language else {"datatype": value.term.datatype.value}
    return {"text": value.text, **kind}
