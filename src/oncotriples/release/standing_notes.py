"""Whether an article still stands, as a sentence for the note of a bibliography."""

from dataclasses import dataclass

from oncotriples.evidence.matching import tells_apart
from oncotriples.evidence.standings import Standing
from oncotriples.release.lookup import Lookup
from oncotriples.release.texts import one_line

__all__ = ["StandingNote", "standing_note"]


@dataclass(frozen=True)
class StandingNote:
    """The standing of an article by its code (``retracted``), what it is called, the day of the look, and the notices.

    A notice is told whole: ``retraction in J Ex. 2020;1:2 (2020-05, PMID 1)``. ``differing`` names the parts in which
    the record of the article's PMID has something else, where it seems to be another article's.
    """

    code: str
    label: str
    checked: str = ""
    notices: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether a look found nothing to tell."""
        return self.code == Standing.STANDING and not (self.notices or self.differing)

    @property
    def note(self) -> str:
        """``Retracted (PubMed, checked 2026-11-23): retraction in J Ex. 2020;1:2``; silence is no standing."""
        doubt = f". PMID doubtful: its record differs in {', '.join(self.differing)}" if self.differing else ""
        return self._said + doubt

    @property
    def _said(self) -> str:
        if self.code == Standing.NOT_CHECKED:
            return "Standing not checked"
        looked = f"PubMed, checked {self.checked}" if self.checked else "PubMed"
        told = "; ".join(self.notices) or ("standing unknown" if self.code == Standing.NOT_INDEXED else "")
        return f"{self.label[:1].upper()}{self.label[1:]} ({looked})" + (f": {told}" if told else "")


def standing_note(lookup: Lookup, work: str, *, expected: bool) -> StandingNote | None:
    """The standing of a work. Where one is ``expected`` and nobody says it, nobody checked."""
    code = lookup.value(work, "onct:standing")
    if not code:
        return StandingNote(Standing.NOT_CHECKED, "not checked") if expected else None
    differing = tuple(map(one_line, lookup.values(work, "onct:differsFromRecordIn")))
    # Of one whose standing is known somebody has decided, or a part of it was misprinted.
    is_another = _slug(code) == Standing.NOT_CHECKED and tells_apart(differing)
    return StandingNote(
        _slug(code),
        _called(lookup, code),
        one_line(lookup.value(work, "onct:checkedOn")),
        tuple(filter(None, (_notice(lookup, notice) for notice in _in_number(lookup.values(work, "onct:notice"))))),
        differing if is_another else (),
    )


def _notice(lookup: Lookup, notice: str) -> str:
    kind = _called(lookup, lookup.value(notice, "onct:noticeKind")) or "notice"
    place = one_line(lookup.value(notice, "dcterms:bibliographicCitation"))
    pmid = one_line(lookup.value(notice, "fabio:hasPubMedId"))
    details = ", ".join(filter(None, (one_line(lookup.value(notice, "onct:publishedOn")), pmid and f"PMID {pmid}")))
    return kind + (f" in {place}" if place else "") + (f" ({details})" if details else "")


def _called(lookup: Lookup, code: str) -> str:
    """The label of a code; a graph without the lists of codes has the code itself."""
    return one_line(lookup.label(code)) or _slug(code).replace("-", " ")


def _slug(code: str) -> str:
    return code.rpartition("/")[2]


def _in_number(notices: tuple[str, ...]) -> list[str]:
    """Notices as they are numbered: 2 before 10."""
    return sorted(notices, key=lambda iri: (len(iri), iri))
