"""What came of the checks, as text for people and as JSON for programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from oncotriples.fair.model import Outcome, Verdict

__all__ = ["PRINCIPLES", "FairReport"]

PRINCIPLES: Mapping[str, str] = MappingProxyType(
    {"F": "Findable", "A": "Accessible", "I": "Interoperable", "R": "Reusable"}
)
"""The letters of the principles, in their order."""


@dataclass(frozen=True)
class FairReport:
    """The outcomes of all checks of a data set, ordered by principle; ``dataset`` is its identifier."""

    dataset: str
    version: str
    with_site: bool
    outcomes: tuple[Outcome, ...]

    @property
    def conforms(self) -> bool:
        """Whether no check failed."""
        return not self._count(Verdict.FAILED)

    @property
    def exit_code(self) -> int:
        """0, or 1 where a check failed."""
        return 0 if self.conforms else 1

    def text(self) -> str:
        """For people: each check with what was found, and what to do; the counts last; ends with a line feed."""
        lines = [f"<{self.dataset}>", ""]
        for letter, group in groupby(self.outcomes, key=lambda one: one.check.id[0]):
            lines += [PRINCIPLES[letter], ""]
            for one in group:
                lines.append(f"{one.verdict:>10}  {one.check.id:8}{one.check.question}")
                lines.append(f"{'':20}{one.evidence}")
                lines.append(f"{'':20}As {', '.join(one.check.follows)}")
                lines += [f"{'':20}Mend: {one.mend}"] if one.verdict is Verdict.FAILED else []
                lines += [f"{'':20}To judge it: {one.mend}"] if one.mend and one.verdict is Verdict.NOT_JUDGED else []
            lines.append("")
        return "\n".join([*lines, self.summary(), ""])

    def summary(self) -> str:
        """``22 passed, 0 failed, 3 not judged offline``: the counts in one line."""
        counts = (self._count(verdict) for verdict in Verdict)
        line = "{} passed, {} failed, {} not judged offline".format(*counts)
        return line if self.with_site else f"{line} (--site has more of them judged)"

    def json(self) -> str:
        """For programs: a JSON object; ends with a line feed."""
        told = {
            "dataset": self.dataset,
            "version": self.version,
            "conforms": self.conforms,
            "passed": self._count(Verdict.PASSED),
            "failed": self._count(Verdict.FAILED),
            "notJudged": self._count(Verdict.NOT_JUDGED),
            "checks": [
                {
                    "id": one.check.id,
                    "principle": one.check.principle,
                    "follows": list(one.check.follows),
                    "question": one.check.question,
                    "result": one.verdict,
                    "evidence": one.evidence,
                    "mend": one.mend,
                }
                for one in self.outcomes
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def _count(self, verdict: Verdict) -> int:
        return sum(1 for one in self.outcomes if one.verdict is verdict)
