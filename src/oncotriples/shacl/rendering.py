"""Validation reports as text for people and as JSON for programs.

::

    Violation: ex:PersonShape ex:name MinCount (2)
      Less than 1 values on ex:name
        ex:alice
        ex:bob

    2 violations, 0 warnings, 0 remarks in 12 triples
"""

import json
from collections.abc import Iterator, Sequence

from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.results import Report, Result
from oncotriples.shacl.terms import parts_of
from oncotriples.shacl.wording import Shortener, by_gravity, kind, message_lines, named_shape, place

__all__ = ["as_json", "as_text"]

_SH = PREFIXES["sh"]
_WORDS = {f"{_SH}Violation": "violation", f"{_SH}Warning": "warning", f"{_SH}Info": "remark"}
_Messages = dict[tuple[str, ...], list[Result]]


def as_text(report: Report, *, max_findings: int | None = None) -> str:
    """The report for people: findings gravest first, by kind and message; then the notes; the counts last.

    ``max_findings`` (0 or more) bounds the lines of findings: every message has one in turn, gravest first, before any
    has a second. Every kind is listed with its count whatever the bound, and what is left out is counted.
    """
    short = Shortener(report.prefixes)
    kinds: dict[tuple[str, tuple[str, str, str]], _Messages] = {}
    for result in by_gravity(report):
        alike = kinds.setdefault((result.severity, kind(report, result, short)), {})
        alike.setdefault(result.messages, []).append(result)
    rank = {severity: number for number, severity in enumerate(report.severities)}
    ordered = sorted(kinds.items(), key=lambda item: (rank[item[0][0]], item[0][1]))
    shares = _shares([len(results) for _, messages in ordered for results in messages.values()], max_findings)
    lines: list[str] = []
    for (severity, parts), messages in ordered:
        word = _WORDS[severity].capitalize() if severity in _WORDS else short.iri(severity)
        head = f"{word}: {' '.join(filter(None, parts))} ({sum(map(len, messages.values())):,})"
        lines += (head, *_findings(messages, shares, short), "")
    lines += (f"Note: {note}" for note in report.notes)
    return "\n".join((*lines, _counts(report, short), ""))


def _shares(sizes: Sequence[int], limit: int | None) -> Iterator[int]:
    """How many findings of each message are shown: one each as far as the limit goes, then as many as it allows."""
    room = sum(sizes) if limit is None else limit
    first = min(room, len(sizes))
    room -= first
    for number, size in enumerate(sizes):
        more = min(size - 1, room)
        room -= more
        yield more + (number < first)


def _findings(messages: _Messages, shares: Iterator[int], short: Shortener) -> Iterator[str]:
    """The lines below the head of a kind.

    A message without findings to show stands there only if no other comes of the same constraint: where messages name
    values there are as many of them as findings.
    """
    met: set[tuple[str, str]] = set()
    hidden: list[int] = []
    for texts, results in messages.items():
        shown = next(shares)
        constraints = {(result.shape, result.constraint) for result in results}
        if not shown and constraints <= met:
            hidden.append(len(results))
            continue
        met |= constraints
        yield from (f"  {line}" for line in message_lines(texts))
        yield from (f"    {place(result, short)}" for result in results[:shown])
        if left := len(results) - shown:
            yield f"    and {left:,} more" if shown else f"    {left:,} not shown"
    if hidden:
        yield f"  and {sum(hidden):,} more with {_number(len(hidden), 'other message')}"


def _counts(report: Report, short: Shortener) -> str:
    triples = _number(report.triples, "triple")
    if report.conforms:
        return f"conforms: {triples}"
    own = [_number(report.severities.get(severity, 0), word) for severity, word in _WORDS.items()]
    others = [f"{n:,} {short.iri(severity)}" for severity, n in report.severities.items() if severity not in _WORDS]
    return f"{', '.join(own + others)} in {triples}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def as_json(report: Report, *, max_findings: int | None = None) -> str:
    """The report as a JSON object, results gravest first and at most ``max_findings`` (0 or more) of them.

    Terms and paths are as ``Result`` has them, an empty text where there is none; messages have ``text`` and, where
    they are tagged, ``language``. A result has ``named_shape`` if its shape is blank and ``constraint`` if it comes of
    one. ``counts`` are of all results, SHACL's severities by their names (always there), others by their IRIs;
    ``left_out`` says how many results are not in the list.
    """
    shown = by_gravity(report)[:max_findings]
    counts = {severity.removeprefix(_SH): report.severities.get(severity, 0) for severity in _WORDS}
    counts |= {severity: count for severity, count in report.severities.items() if severity not in _WORDS}
    document = {
        "conforms": report.conforms,
        "engine": report.engine,
        "notes": report.notes,
        "triples": report.triples,
        "counts": counts,
        "results": [_as_object(report, result) for result in shown],
        "left_out": len(report.results) - len(shown),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_object(report: Report, result: Result) -> dict[str, object]:
    fields: dict[str, object] = result._asdict()
    messages = map(parts_of, result.messages)
    fields["messages"] = [{"text": text, **({"language": tag} if tag else {})} for text, _, tag in messages]
    if not result.constraint:
        del fields["constraint"]
    if result.shape in report.shapes:
        fields["named_shape"] = named_shape(report, result)
    return fields
