"""What a check is, and what comes of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from oncotriples.fair.pages import Site
from oncotriples.fair.subject import DESCRIPTION, Subject
from oncotriples.questions.answers import printable
from oncotriples.release.opened import DUMP

__all__ = ["Check", "Judgement", "Outcome", "Verdict", "judged", "not_judged", "outcome"]

_EXAMPLES = 3  # of the faults that a check finds
_LONGEST = 300  # characters of one of them


class Verdict(StrEnum):
    """What comes of a check."""

    PASSED = "pass"
    FAILED = "fail"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True)
class Judgement:
    """A verdict, and what was found where; for what was not judged, why not."""

    verdict: Verdict
    evidence: str


@dataclass(frozen=True)
class Check:
    """One question to a release.

    ``id`` begins with the FAIR principle; ``follows`` are the tests of F-UJI and FAIR-Checker that ask the same.
    It is answered by the release (``judge``), by the pages of its site (``judge_pages``), or by neither: then only the
    network can tell. ``reads`` are the files of the release without which it cannot be. ``mend`` says what to do where
    it fails, and of what the network must tell how to ask there.
    """

    id: str
    follows: tuple[str, ...]
    question: str
    mend: str
    judge: Callable[[Subject], Judgement] | None = None
    judge_pages: Callable[[Subject, Site], Judgement] | None = None
    reads: tuple[str, ...] = (DESCRIPTION,)

    @property
    def principle(self) -> str:
        """The FAIR principle: ``F1``, ``A1.1``."""
        return self.id.partition("-")[0]


@dataclass(frozen=True)
class Outcome:
    """A check and what came of it. ``mend`` is empty where it passed."""

    check: Check
    verdict: Verdict
    evidence: str
    mend: str


def judged(found: str, faults: Iterable[str] = ()) -> Judgement:
    """Passed by what was found, or failed by the faults, of which the first few are told."""
    all_faults = list(dict.fromkeys(faults))
    if not all_faults:
        return Judgement(Verdict.PASSED, _shown(found))
    more = f"; and {len(all_faults) - _EXAMPLES} more" if len(all_faults) > _EXAMPLES else ""
    return Judgement(Verdict.FAILED, "; ".join(map(_shown, all_faults[:_EXAMPLES])) + more)


def not_judged(why: str) -> Judgement:
    """There is nothing to judge here, and why."""
    return Judgement(Verdict.NOT_JUDGED, _shown(why))


def outcome(check: Check, subject: Subject) -> Outcome:
    """Put a check to a release."""
    if check.judge:
        found = _unread(check, subject) or check.judge(subject)
    elif not check.judge_pages:
        return Outcome(check, Verdict.NOT_JUDGED, "only the network can tell", check.mend)
    elif subject.site is None:
        return Outcome(check, Verdict.NOT_JUDGED, "no site is at hand", "name its folder with --site")
    else:
        found = check.judge_pages(subject, subject.site)
    return Outcome(check, found.verdict, found.evidence, check.mend if found.verdict is Verdict.FAILED else "")


def _unread(check: Check, subject: Subject) -> Judgement | None:
    """Why a check cannot be put: what it reads cannot be read, which is the fault of another check."""
    for file, seen, other in ((DESCRIPTION, subject.said, "I1-01"), (DUMP, subject.data, "I1-02")):
        if file in check.reads and seen.problem:
            return not_judged(f"{file} cannot be read: see {other}")
    return None


def _shown(text: str) -> str:
    """A text for people: what is long is cut, and what a terminal would obey or UTF-8 cannot hold is escaped."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return printable(cut.encode("utf-8", "backslashreplace").decode())
