"""``oncotriples curate``: the candidates of ingested documents, with what a curator wants to see of each, by filters.

A candidate says only that an agent and a tumor stand together; ``curation_blocks`` makes the frame of a claim of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from oncotriples.errors import InputError, UnknownNameError
from oncotriples.evidence.records import Candidate, Document, LevelMark, Passage, Record, Reference, TableRecord
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, ONCT, RDF_TYPE
from oncotriples.questions.answers import Answer, render

__all__ = ["Candidates", "Proposal", "candidates_of", "chosen", "filtered", "listing"]

_COLUMNS = ("no", "agent", "tumor", "summary", "edition", "section", "place", "levels", "PMIDs", "claimed by")
_FOLDERS = {"agent": "agent/", "tumor": "subtype/"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate and what stands around it.

    ``number`` counts all candidates at hand from 1, whatever is filtered. ``agent`` and ``tumor`` are the paths of IRIs
    below the base; ``place`` is that of the passage or row below its edition (``passage/1-2.1``, ``row/9.3``).
    ``pointers`` are the numbers of those in its groups, ``marks`` the levels printed there; ``claimed`` has the paths
    of the curated claims that hold the same pair.
    """

    number: int
    agent: str
    tumor: str
    summary: str
    edition: str
    section: str
    place: str
    pointers: tuple[int, ...]
    marks: tuple[LevelMark, ...]
    pmids: tuple[str, ...]
    claimed: tuple[str, ...]

    @property
    def document(self) -> str:
        """The path of the edition."""
        return f"document/{self.summary}/{self.edition}"


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates at hand, and the names by which they can be asked for.

    ``names`` is category → name in lower case → path, of the graph and of the candidates; ``levels`` are those of the
    graph, as ``<scale>/<code>``.
    """

    proposals: tuple[Proposal, ...]
    names: Mapping[str, Mapping[str, str]]
    summaries: frozenset[str]
    levels: frozenset[str]


def candidates_of(documents: Iterable[Sequence[Record]], triples: Sequence[Triple]) -> Candidates:
    """The candidates of documents, each given by its records, sorted by summary and edition and then as they stand.

    ``triples`` are the graph: its names, and which pairs it claims already.
    """
    claimed = _claimed(triples)
    whole = [(document, records) for records in documents for document in records if isinstance(document, Document)]
    found: list[Proposal] = []
    for document, records in sorted(whole, key=lambda item: (item[0].summary, item[0].edition)):
        around = _Surroundings(records)
        for record in records:
            if isinstance(record, Candidate):
                pair = claimed.get((record.agent, record.tumor), ())
                found.append(around.proposal(len(found) + 1, document, record, pair))
    names: dict[str, dict[str, str]] = {category: {} for category in _FOLDERS}
    for proposal in found:
        for category, path in (("agent", proposal.agent), ("tumor", proposal.tumor)):
            names[category][path] = path
    for entry in lexicon_entries(triples):
        for name in (entry.target, entry.target.removeprefix(_FOLDERS[entry.category]), entry.name.lower()):
            names[entry.category].setdefault(name, entry.target)
    levels = {_path(triple) for triple in triples if _is_a(triple, "LevelOfEvidence")}
    return Candidates(
        tuple(found),
        names,
        frozenset(document.summary for document, _ in whole),
        frozenset(level.removeprefix("level/") for level in levels),
    )


def filtered(
    candidates: Candidates,
    *,
    agent: str | None = None,
    tumor: str | None = None,
    summary: str | None = None,
    level: str | None = None,
    accepted: bool | None = None,
) -> tuple[Proposal, ...]:
    """The proposals that match everything given.

    ``agent`` and ``tumor`` are a path (``agent/imatinib``), the last part of one, or a name. ``level`` is a code
    (``3iiiA``), one of a scale (``treatment/C1``) or a path (``level/treatment/C1``). ``accepted`` asks for pairs that
    a curated claim holds already, or for those that none holds. Raises UnknownNameError for a name that nothing bears.
    """
    agent = _named(candidates, "agent", agent)
    tumor = _named(candidates, "tumor", tumor)
    if summary not in (None, *candidates.summaries):
        raise UnknownNameError(
            "summary", str(summary), candidates.summaries, mend="ingest it, and name its folder by --with"
        )
    level = level and level.removeprefix("level/")
    codes = {code for whole in candidates.levels for code in (whole, whole.rpartition("/")[2])}
    if level not in (None, *codes):
        raise UnknownNameError("level of evidence", str(level), codes, mend="write it as 3iiiA or treatment/C1")
    return tuple(
        found
        for found in candidates.proposals
        if agent in (None, found.agent)
        and tumor in (None, found.tumor)
        and summary in (None, found.summary)
        and (level is None or any(level in (mark.level, mark.level.rpartition("/")[2]) for mark in found.marks))
        and accepted in (None, bool(found.claimed))
    )


def chosen(found: Sequence[Proposal], numbers: str) -> tuple[Proposal, ...]:
    """Those of the listed proposals that ``numbers`` (``3,17``) names. Raises InputError for any that is not listed."""
    listed = {str(proposal.number): proposal for proposal in found}
    wanted = dict.fromkeys(part.strip() for part in numbers.split(","))
    strange = [number for number in wanted if number not in listed]
    if strange:
        raise InputError(
            f"“{strange[0][:40]}” is not the number of a listed candidate",
            mend="list the candidates with the same filters, and give numbers of the first column: --choose 3,17",
        )
    return tuple(listed[number] for number in wanted)


def listing(found: Sequence[Proposal], *, fmt: str = "table", width: int | None = None) -> str:
    """The proposals as a table, or in another format of answers to queries."""
    if not found and fmt == "table":
        return "no candidate matches\n"
    rows = [
        (
            str(one.number),
            one.agent,
            one.tumor,
            one.summary,
            one.edition,
            one.section,
            one.place,
            " ".join(mark.level for mark in one.marks),
            " ".join(one.pmids),
            " ".join(one.claimed),
        )
        for one in found
    ]
    return render(Answer.of(_COLUMNS, [[ox.Literal(cell) for cell in row] for row in rows]), fmt, width=width)


class _Surroundings:
    """What the records of one document say of its candidates' places."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._passages: dict[str, Passage] = {}
        self._tables: dict[str, str] = {}
        self._pmids: dict[str, str] = {}
        for record in records:
            if isinstance(record, Passage):
                self._passages[record.key] = record
            elif isinstance(record, TableRecord):
                self._tables[str(record.number)] = record.section
            elif isinstance(record, Reference):
                self._pmids[record.key] = record.pmid
        self._groups = {group.number: group for passage in self._passages.values() for group in passage.groups}
        self._marks: dict[int, list[LevelMark]] = {}
        for passage in self._passages.values():
            for mark in passage.marks:
                self._marks.setdefault(mark.grades, []).append(mark)

    def proposal(self, number: int, document: Document, candidate: Candidate, claimed: tuple[str, ...]) -> Proposal:
        """The candidate with its section, pointers, levels and articles."""
        row = candidate.passage.removeprefix("row-")
        in_row = row != candidate.passage
        pointers = [
            pointer
            for group in candidate.groups
            for pointer in (self._groups[group].pointers if group in self._groups else ())
        ]
        passage = self._passages.get(candidate.passage)
        return Proposal(
            number,
            candidate.agent,
            candidate.tumor,
            document.summary,
            document.edition,
            self._tables.get(row.partition(".")[0], "") if in_row else passage.section if passage else "",
            f"row/{row}" if in_row else f"passage/{candidate.passage}",
            tuple(pointer.number for pointer in pointers),
            tuple(mark for group in candidate.groups for mark in self._marks.get(group, ())),
            tuple(dict.fromkeys(filter(None, (self._pmids.get(pointer.reference, "") for pointer in pointers)))),
            claimed,
        )


def _named(candidates: Candidates, category: str, name: str | None) -> str | None:
    if name is None:
        return None
    known = candidates.names[category]
    path = known.get(name.strip().removeprefix(BASE)) or known.get(" ".join(name.lower().split()))
    if path is None:
        raise UnknownNameError(category, name, known, mend="name it as the graph does, or as agent/imatinib")
    return path


def _claimed(triples: Iterable[Triple]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(agent, tumor) → the claims of their activity, as paths, sorted."""
    of: dict[str, dict[str, str]] = {"agent": {}, "tumorSubtype": {}}
    claims: list[str] = []
    for triple in triples:
        local = triple.predicate.value.removeprefix(ONCT)
        if local in of and isinstance(triple.object, ox.NamedNode):
            of[local][_path(triple)] = triple.object.value.removeprefix(BASE)
        elif _is_a(triple, "ActivityAssertion"):
            claims.append(_path(triple))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for claim in sorted(claims):
        pair = of["agent"].get(claim, ""), of["tumorSubtype"].get(claim, "")
        found[pair] = (*found.get(pair, ()), claim)
    return found


def _is_a(triple: Triple, name: str) -> bool:
    return triple.predicate.value == RDF_TYPE and getattr(triple.object, "value", "") == ONCT + name


def _path(triple: Triple) -> str:
    return str(getattr(triple.subject, "value", "")).removeprefix(BASE)
