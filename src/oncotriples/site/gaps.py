"""What the graph lacks, told as openly as what it has: uncited, unmapped, not standing, not in the current edition."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from oncotriples.evidence.standings import AGAINST
from oncotriples.namespaces import PREFIXES
from oncotriples.render.views import Link
from oncotriples.site.index import Thing
from oncotriples.site.notes import Notes
from oncotriples.site.sources import SiteSources

__all__ = ["Gap", "gaps"]

_LISTED = 200
_ONCT = PREFIXES["onct"]
_PART_OF = f"{PREFIXES['dcterms']}isPartOf"
_CITES = f"{PREFIXES['cito']}citesAsEvidence"
_MATCHES = frozenset(f"{PREFIXES['skos']}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
_STATED, _QUALIFIED = f"{_ONCT}statedIn", f"{_ONCT}qualifiedBy"
_DIGEST, _SUPERSEDED, _STANDING = f"{_ONCT}blockDigest", f"{_ONCT}supersededBy", f"{_ONCT}standing"
_WEAKEST = f"{_ONCT}weakestStanding"
_PMID = f"{PREFIXES['fabio']}hasPubMedId"


@dataclass(frozen=True)
class Gap:
    """One kind of gap: an anchor, a heading, what it means, the things that have it, and how many more there are.

    ``of`` is the number of things that were looked at.
    """

    anchor: str
    heading: str
    meaning: str
    links: tuple[Link, ...]
    more: int
    of: int

    @property
    def total(self) -> int:
        """How many things have this gap."""
        return len(self.links) + self.more


def gaps(sources: SiteSources) -> tuple[Gap, ...]:
    """Every kind of gap, in the order of the page."""
    places = _Places(sources)
    against = {f"code/standing/{standing}" for standing in AGAINST}

    def said(thing: Thing) -> dict[str, str]:
        return dict(sources.index.said(thing.iri))

    def stands_not(thing: Thing, predicate: str) -> bool:
        return any(said(thing).get(predicate, "").endswith(f"/{code}>") for code in against)

    claims = _Kind(sources, "assertion", "EvidenceAssertion")
    works = _Kind(sources, "citation", "")
    return (
        claims.gap(
            "uncited", "Claims that cite nothing", "The source gives no reference on the clause.",
            lambda one: _CITES not in said(one),
        ),
        claims.gap(
            "not-standing", "Claims that rest on what does not stand",
            "At least one article that the claim cites was retracted or corrected, or its journal voiced a concern.",
            lambda one: stands_not(one, _WEAKEST),
        ),
        works.gap(
            "articles-not-standing", "Articles that do not stand", "Retracted, corrected, or under a concern.",
            lambda one: stands_not(one, _STANDING),
        ),
        works.gap(
            "not-checked", "Articles that nobody has checked",
            "PubMed was not asked about them, so their standing is unknown.",
            lambda one: said(one).get(_STANDING, "").endswith("/not-checked>"),
        ),
        claims.gap(
            "superseded", "Claims of superseded editions",
            "A newer edition of the summary is known; whether it still says so has to be read.",
            places.is_superseded,
        ),
        claims.gap(
            "broken-anchors", "Claims whose place is gone",
            "The paragraph or cell on which the claim rests does not stand word for word in the newest edition.",
            places.is_gone,
        ),
        _Kind(sources, "agent", "Agent").gap(
            "unmapped-agents", "Agents without a mapping", "No identifier of another vocabulary was verified for them.",
            lambda one: not _MATCHES & said(one).keys(),
        ),
        _Kind(sources, "subtype", "TumorSubtype").gap(
            "unmapped-tumors", "Tumors without a mapping", "No identifier of another vocabulary was verified for them.",
            lambda one: not _MATCHES & said(one).keys(),
        ),
        works.gap(
            "no-pmid", "Works without a PMID",
            "Books and web pages have none; of articles none was printed or found.",
            lambda one: _PMID not in said(one),
        ),
    )  # fmt: skip


class _Kind:
    """The things of one kind, by the first part of their paths and their class."""

    def __init__(self, sources: SiteSources, first: str, class_: str) -> None:
        self._sources = sources
        self._first = first
        self._class = class_

    def gap(self, anchor: str, heading: str, meaning: str, lacks: Callable[[Thing], bool]) -> Gap:
        """Those of the things that lack something, the first of them as links."""
        links: list[Link] = []
        more = of = 0
        for thing in self._things():
            of += 1
            if lacks(thing):
                if len(links) < _LISTED:
                    links.append(self._sources.reader.link(thing.iri))
                else:
                    more += 1
        return Gap(anchor, heading, meaning, tuple(links), more, of)

    def _things(self) -> Iterator[Thing]:
        for thing in self._sources.index.pages(f"{self._first}/", f"{self._first}0"):
            if not self._class or self._sources.vocabulary.is_a(thing.kind, self._class):
                yield thing


class _Places:
    """Where claims stand, and whether the newest edition of the same summary has the same words."""

    def __init__(self, sources: SiteSources) -> None:
        self._index = sources.index
        self._notes = Notes(sources.index, sources.vocabulary)
        self._digests = lru_cache(maxsize=8)(self._digests_of)

    def is_superseded(self, claim: Thing) -> bool:
        """Whether the edition that makes a claim is superseded."""
        edition = self._notes.edition_of_claim(claim.iri)
        return bool(edition) and self._next(edition) != ""

    def is_gone(self, claim: Thing) -> bool:
        """Whether a passage or cell of a claim of a superseded edition is not in the newest one."""
        newest = edition = self._notes.edition_of_claim(claim.iri)
        met = {edition}
        while (following := self._next(newest)) and following not in met:
            newest = following
            met.add(newest)
        if newest == edition:
            return False
        places = [term[1:-1] for name, term in self._index.said(claim.iri) if name in (_STATED, _QUALIFIED)]
        return any(digest not in self._digests(newest) for place in places for digest in self._of_place(place))

    def _of_place(self, place: str) -> Iterator[str]:
        """The digests of a passage, or of the cells of a row."""
        inside = [back.subject for back in self._index.back(place) if back.predicate == _PART_OF]
        for part in (place, *inside):
            yield from (term for name, term in self._index.said(part) if name == _DIGEST)

    def _digests_of(self, edition: str) -> frozenset[str]:
        return frozenset(term for _, name, term in self._index.below(edition) if name == _DIGEST)

    def _next(self, edition: str) -> str:
        return dict(self._index.said(edition)).get(_SUPERSEDED, "")[1:-1]
