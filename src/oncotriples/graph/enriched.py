"""What is known of each article of the graph, by what is printed and by what the lock of the literature says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from oncotriples import iris
from oncotriples.enrichment.literature_lock import ArticleEntry, LiteratureLock, standing_of
from oncotriples.evidence.matching import Work, compare, tells_apart
from oncotriples.evidence.standings import Standing

__all__ = ["Enriched", "enriched"]


@dataclass(frozen=True, slots=True)
class Enriched:
    """An article of the graph and what is known of it: its PMID, printed or found, its record, if there is one, its
    standing and since when that is known. ``new_doi`` is a DOI that only the record has; ``twin`` the article that
    stands for this one, since a PMID is that of one article. ``differing`` names the parts in which the article as
    printed contradicts its record.
    """

    work: Work
    pmid: str
    entry: ArticleEntry | None
    standing: Standing
    checked: str
    new_doi: str = ""
    twin: str = ""
    differing: tuple[str, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether the printed PMID may be another article's."""
        return bool(self.work.pmid and self.differing)

    @property
    def is_another(self) -> bool:
        """Whether the record of a printed PMID seems to be that of another article, of which nothing is said here.

        Of a PMID that was found for a work somebody has decided.
        """
        return bool(self.work.pmid) and tells_apart(self.differing)

    @property
    def subject(self) -> str:
        """The article."""
        return f"<{iris.article(self.work.path)}>"

    @property
    def record(self) -> str:
        """Its record."""
        return f"<{iris.record(self.pmid)}>"


def enriched(works: Iterable[Work], lock: LiteratureLock, dois: Mapping[str, str]) -> Iterator[Enriched]:
    """What is known of each work, in their order. ``dois`` are those that the graph has elsewhere, by path."""
    known = {work.path: work for work in works}
    named_by: dict[str, str] = {work.pmid: path for path, work in known.items() if work.pmid}
    for path, work in known.items():
        if not work.pmid and (found := lock.pmid_of(path)):
            named_by.setdefault(found, path)
    taken = {doi.casefold() for doi in dois.values()}
    for path, work in known.items():
        pmid = work.pmid or lock.pmid_of(path)
        standing, checked = standing_of(lock, path, work.pmid)
        twin = named_by.get(pmid, path)
        entry = lock.articles.get(pmid)
        doi = dois.get(path, "")
        found = "" if twin == path else twin
        one = Enriched(work, pmid, entry, standing, checked, twin=found, differing=_differing(work, doi, entry))
        if one.is_another:
            one = replace(one, standing=Standing.NOT_CHECKED, checked="")
        new_doi = entry.article.doi if entry is not None and not (doi or one.twin or one.is_doubtful) else ""
        if new_doi and new_doi.casefold() not in taken:
            taken.add(new_doi.casefold())
            one = replace(one, new_doi=new_doi)
        yield one


def _differing(work: Work, doi: str, entry: ArticleEntry | None) -> tuple[str, ...]:
    """The parts in which a work contradicts a record that was looked up; a work without title was never printed."""
    if entry is None or not entry.checked or not work.title:
        return ()
    parts = compare(work, entry.article).contradicting
    other_doi = doi and entry.article.doi and doi.casefold() != entry.article.doi.casefold()
    return (*parts, "DOI") if other_doi else parts
