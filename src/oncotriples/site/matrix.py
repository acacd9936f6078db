"""Which agents and tumors stand together: in claims, and in passages that print a level of evidence.

A claim says that the source reports something; a passage that names both and prints a level says where to read, and may
say that the agent does nothing. The two are never added up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oncotriples.namespaces import PREFIXES
from oncotriples.render.views import Link
from oncotriples.site.index import Thing
from oncotriples.site.notes import Notes
from oncotriples.site.reading import natural
from oncotriples.site.sources import SiteSources
from oncotriples.site.terms import text_of

__all__ = ["Cell", "Matrix", "evidence_matrix"]

_ROWS, _COLUMNS = 60, 40  # of agents and tumors those that stand together most
_LISTED = 50  # passages listed for one pair
_PASSAGES = 2_000  # passages looked at for one agent
_ONCT = PREFIXES["onct"]
_AGENT, _TUMOR, _MENTIONS = f"{_ONCT}agent", f"{_ONCT}tumorSubtype", f"{_ONCT}mentions"
_MARKED = f"{_ONCT}markedLevel"
_PART_OF = f"{PREFIXES['dcterms']}isPartOf"
_NOTATION = f"{PREFIXES['skos']}notation"


@dataclass(frozen=True)
class Cell:
    """A pair: its claims, and the passages that name both and print levels, with the levels that each prints.

    ``levels`` are all those printed, in order; ``more`` passages are not listed.
    """

    claims: tuple[Link, ...]
    passages: tuple[tuple[Link, str], ...]
    levels: tuple[str, ...]
    more: int = 0

    @property
    def weight(self) -> int:
        """How many claims and passages there are."""
        return len(self.claims) + len(self.passages) + self.more


@dataclass(frozen=True)
class Matrix:
    """Agents by tumors, in the order of their names; ``cells`` has the pairs that stand together, by their IRIs.

    Of many agents and tumors it has those that stand together most.
    """

    agents: tuple[Thing, ...]
    tumors: tuple[Thing, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, agent: Thing, tumor: Thing) -> Cell | None:
        """The pair of the two, or None."""
        return self.cells.get((agent.iri, tumor.iri))

    @staticmethod
    def anchor(agent: Thing, tumor: Thing) -> str:
        """The place of a pair on the page that lists them: ``imatinib--chordoma``."""
        return f"{agent.path.rpartition('/')[2]}--{tumor.path.rpartition('/')[2]}"


def evidence_matrix(sources: SiteSources) -> Matrix:
    """The matrix of a release: positive and other claims alike, passages of editions that are not superseded."""
    notes = Notes(sources.index, sources.vocabulary)
    shown = _heaviest(sources)
    cells: dict[tuple[str, str], Cell] = {}
    for agent in shown[0]:
        for tumor, pair in _pairs(sources, agent).items():
            if tumor in shown[1]:
                cell = _cell(sources, notes, *pair)
                if cell.weight:
                    cells[agent, tumor] = cell
    agents = _named(sources, {agent for agent, _ in cells})
    tumors = _named(sources, {tumor for _, tumor in cells})
    return Matrix(agents, tumors, cells)


def _pairs(sources: SiteSources, agent: str) -> dict[str, tuple[list[str], list[str]]]:
    """The tumors beside which an agent stands, each with the claims and the passages in which it does."""
    pairs: dict[str, tuple[list[str], list[str]]] = {}
    for back in sources.index.back(agent)[:_PASSAGES]:
        side = {_AGENT: 0, _MENTIONS: 1}.get(back.predicate)
        if side is not None:
            for tumor in _values(sources, back.subject, (_TUMOR, _MENTIONS)[side]):
                if _is_tumor(sources, tumor):
                    pairs.setdefault(tumor, ([], []))[side].append(back.subject)
    return pairs


def _heaviest(sources: SiteSources) -> tuple[list[str], list[str]]:
    """The agents and the tumors that stand beside each other most: by claims, then by passages."""
    weights: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for agent in sources.index.pages("agent/", "agent0"):
        for tumor, (claims, passages) in _pairs(sources, agent.iri).items():
            for side, iri in enumerate((agent.iri, tumor)):
                weights[side][iri] += len(claims) * _PASSAGES * _ROWS + len(passages)
    agents, tumors = (sorted(counted, key=lambda iri: (-counted[iri], iri)) for counted in weights)
    return agents[:_ROWS], tumors[:_COLUMNS]


def _is_tumor(sources: SiteSources, iri: str) -> bool:
    thing = sources.index.thing(iri)
    return thing is not None and bool(thing.path) and sources.vocabulary.is_a(thing.kind, "TumorSubtype")


def _named(sources: SiteSources, iris: set[str]) -> tuple[Thing, ...]:
    things = [thing for iri in sorted(iris) if (thing := sources.index.thing(iri))]
    return tuple(sorted(things, key=lambda thing: thing.label.casefold()))


def _cell(sources: SiteSources, notes: Notes, claims: Iterable[str], passages: Iterable[str]) -> Cell:
    found: list[tuple[Link, str]] = []
    levels: set[str] = set()
    for passage in sorted(passages, key=natural):
        edition = notes.edition_of(passage)
        printed = sorted(set(_levels(sources, passage)))
        if printed and not any(note.tone == "caution" for note in notes.of_edition(edition)):
            found.append((sources.reader.link(passage), ", ".join(printed)))
            levels.update(printed)
    stated = tuple(link for claim in sorted(claims) if (link := _claim(sources, claim)))
    return Cell(stated, tuple(found[:_LISTED]), tuple(sorted(levels)), max(0, len(found) - _LISTED))


def _claim(sources: SiteSources, iri: str) -> Link | None:
    """A claim that has been accepted; a candidate is none."""
    thing = sources.index.thing(iri)
    is_claim = thing is not None and sources.vocabulary.is_a(thing.kind, "EvidenceAssertion")
    return sources.reader.link(iri) if is_claim else None


def _levels(sources: SiteSources, passage: str) -> Iterator[str]:
    """The levels that the marks of a passage print."""
    for back in sources.index.back(passage):
        if back.predicate == _PART_OF:
            for level in _values(sources, back.subject, _MARKED):
                yield next(
                    (text_of(term) for name, term in sources.index.said(level) if name == _NOTATION),
                    level.rpartition("/")[2],
                )


def _values(sources: SiteSources, iri: str, predicate: str) -> list[str]:
    return [term[1:-1] for name, term in sources.index.said(iri) if name == predicate and term.startswith("<")]
