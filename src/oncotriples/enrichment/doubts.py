"""What came of resolving references, in words: doubtful works with both records side by side."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from oncotriples.enrichment.batches import missing_data, missing_lines
from oncotriples.enrichment.refreshing import change_data, change_lines
from oncotriples.enrichment.resolving import Doubt, Resolved
from oncotriples.evidence.matching import Comparison

__all__ = ["Accepted", "ResolvedReport", "side_by_side"]

_WIDTH = 50


class ResolvedReport:
    """The result of ``resolve`` for people and programs."""

    def __init__(self, result: Resolved) -> None:
        self._result = result

    @property
    def conforms(self) -> bool:
        """Whether nothing is missing; doubts are for people to decide."""
        return self._result.error is None

    def text(self) -> str:
        """For people; ends with a line feed."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        result = self._result
        for work, pmid, by in result.found:
            yield f"found: {work.path}: PMID {pmid}, by {by}"
        for doubt in result.doubts:
            yield from side_by_side(doubt)
        yield from change_lines(result.changes)
        for work in result.not_found:
            yield f"not found: {work.path}: {_cut(work.title)}"
        yield (
            f"{len(result.found)} found, {len(result.doubts)} doubtful, {len(result.not_found)} not found; "
            f"{result.agreeing} printed PMIDs lead to the article that is cited"
        )
        yield from missing_lines("works are missing", result.missing, result.error)

    def json(self) -> str:
        """For programs; ends with a line feed."""
        result = self._result
        data = {
            "found": [{"work": work.path, "pmid": pmid, "by": by} for work, pmid, by in result.found],
            "agreeing": result.agreeing,
            "doubts": [
                {
                    "work": doubt.work.path,
                    "pmid": doubt.work.pmid,
                    "record": _compared(doubt.own) if doubt.own else None,
                    "others": [_compared(other) for other in doubt.others],
                }
                for doubt in result.doubts
            ],
            "changes": change_data(result.changes),
            "notFound": [work.path for work in result.not_found],
            **missing_data(result.missing, result.error),
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Accepted:
    """PMIDs that a person gave for works: each comparison, and the path of the work that has this PMID too, or ""."""

    comparisons: tuple[tuple[Comparison, str], ...]

    @property
    def conforms(self) -> bool:
        """Always: a person decided."""
        return True

    def text(self) -> str:
        """For people; ends with a line feed."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for one, twin in self.comparisons:
            yield f"accepted: {one.work.path}: PMID {one.article.pmid}"
            yield from _table(one)
            if one.contradicting:
                yield f"  though it differs in {', '.join(one.contradicting)}"
            if twin:
                yield f"  {twin} has this PMID too: from now on it replaces {one.work.path}"

    def json(self) -> str:
        """For programs; ends with a line feed."""
        accepted = [{"work": one.work.path, **_compared(one), "replacedBy": twin} for one, twin in self.comparisons]
        return json.dumps({"accepted": accepted}, ensure_ascii=False, indent=2) + "\n"


def side_by_side(doubt: Doubt) -> Iterator[str]:
    """The lines that show a work beside what PubMed has."""
    work = doubt.work
    if doubt.own is not None:
        yield f"doubtful: {work.path}: PMID {work.pmid} differs in {', '.join(doubt.own.contradicting)}"
        yield from _table(doubt.own)
    elif work.pmid:
        yield f"doubtful: {work.path}: PubMed has no record of PMID {work.pmid}"
    elif any(other.accepted for other in doubt.others):
        yield f"doubtful: {work.path}: several records agree in every part"
    else:
        yield f"doubtful: {work.path}: no record agrees in every part"
    for other in doubt.others:
        pmid = other.article.pmid
        if other.accepted:
            yield f"  PMID {pmid} agrees in every part:"
        else:
            yield f"  perhaps PMID {pmid}: differs in {', '.join(other.differing)}"
        yield from _table(other)
        if not work.pmid:
            yield f"    if it is this one: oncotriples literature resolve --accept {work.path}={pmid}"
    for other in doubt.others:
        if work.pmid and other.article.pmcid == f"PMC{work.pmid}":
            yield f"  {work.pmid} is the PMC identifier of PMID {other.article.pmid}: a PMC identifier is no PMID."


def _table(comparison: Comparison) -> Iterator[str]:
    """The five parts and the journal, as printed and in PubMed, a line each."""
    yield f"    {'':<13}{'as printed':<{_WIDTH}}  in PubMed"
    for part in comparison.parts:
        mark = " " if part.agrees else "≠"
        printed, recorded = _both(part.printed, part.recorded)
        yield f"  {mark} {part.name:<13}{printed:<{_WIDTH}}  {recorded}".rstrip()
    journal = comparison.article.journal
    yield f"    {'journal':<13}{_cut(comparison.work.journal):<{_WIDTH}}  {_cut(journal.nlm or journal.iso)}".rstrip()


def _compared(comparison: Comparison) -> dict[str, object]:
    parts = {
        part.name: {"printed": part.printed, "recorded": part.recorded, "agrees": part.agrees}
        for part in comparison.parts
    }
    return {"pmid": comparison.article.pmid, "accepted": comparison.accepted, "parts": parts}


def _both(one: str, other: str) -> tuple[str, str]:
    """Both cut to the same width, from where they are the same for so long that the difference would be cut off."""
    if _cut(one) == _cut(other) and one != other:
        same = next(
            (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
            min(len(one), len(other)),
        )
        start = max(0, same - _WIDTH // 2)
        one, other = f"…{one[start:]}", f"…{other[start:]}"
    return _cut(one), _cut(other)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
