"""All checks, and what comes of them for one release."""

from pathlib import Path

from oncotriples.fair.accessible import ACCESSIBLE
from oncotriples.fair.contents import CONTENTS
from oncotriples.fair.embedded import EMBEDDED
from oncotriples.fair.findable import FINDABLE
from oncotriples.fair.interoperable import INTEROPERABLE
from oncotriples.fair.model import Check, outcome
from oncotriples.fair.report import PRINCIPLES, FairReport
from oncotriples.fair.reusable import REUSABLE
from oncotriples.fair.signposting import SIGNPOSTING
from oncotriples.fair.subject import Subject, open_subject

__all__ = ["CHECKS", "judge", "judge_release"]


def _place(check: Check) -> tuple[int, str]:
    return [*PRINCIPLES].index(check.id[0]), check.id


CHECKS: tuple[Check, ...] = tuple(
    sorted((*FINDABLE, *SIGNPOSTING, *EMBEDDED, *ACCESSIBLE, *INTEROPERABLE, *CONTENTS, *REUSABLE), key=_place)
)
"""Every check, in the order of the principles."""


def judge(subject: Subject) -> FairReport:
    """Put all checks to what is judged."""
    outcomes = tuple(outcome(check, subject) for check in CHECKS)
    return FairReport(subject.root, subject.release.version, subject.site is not None, outcomes)


def judge_release(release: Path, site: Path | None = None) -> FairReport:
    """Judge the release in a folder, or the newest of those in it, and its site. Raises as ``open_subject`` does."""
    return judge(open_subject(release, site))
