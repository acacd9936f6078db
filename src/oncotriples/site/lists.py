"""Lists of what there is: one for the first part of each path, cut where it is long, and one of all lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from oncotriples.render.views import Link
from oncotriples.site.index import Thing
from oncotriples.site.kinds import LISTS
from oncotriples.site.reading import natural
from oncotriples.site.sources import SiteSources

__all__ = ["Listed", "list_files", "lists_of"]

_PAGE = 500  # things on one page of a list


@dataclass(frozen=True)
class Listed:
    """A list: where it stands, its heading, and how many things are in it."""

    first: str
    heading: str
    size: int

    @property
    def link(self) -> Link:
        """The list by its heading."""
        return Link(self.heading, f"{self.first}/index.html")


def lists_of(sources: SiteSources) -> list[Listed]:
    """The lists that this release has, in the order in which people look for them."""
    found = [
        Listed(first, LISTS.get(first, first), sum(1 for thing in group if _is_listed(sources, thing)))
        for first, group in groupby(sources.index.pages(), key=_first)
        if first not in _OF_OTHERS
    ]
    order = list(LISTS)
    return sorted(found, key=lambda one: (order.index(one.first) if one.first in LISTS else len(order), one.first))


# Questions have a list of their own kind; a release and its graphs are told of on the page of downloads.
_OF_OTHERS = frozenset(("query",))


def list_files(sources: SiteSources, lists: list[Listed]) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content of each page of a list, and of the page that names the lists."""
    for one in lists:
        links: list[Link] = []
        number, last = 1, max(1, -(-one.size // _PAGE))
        for thing in sources.index.pages(f"{one.first}/", f"{one.first}0"):
            if not _is_listed(sources, thing):
                continue
            links.append(sources.reader.link(thing.iri))
            if len(links) == _PAGE:
                yield from _page(sources, one, links, number, last)
                number, links = number + 1, []
        if links or number == 1:
            yield from _page(sources, one, links, number, last)
    yield from sources.page("browse.html", "browse", title="Browse", lists=lists).items()


def _page(sources: SiteSources, one: Listed, links: list[Link], number: int, last: int) -> Iterator[tuple[str, bytes]]:
    pages = [Link(str(page), _address(one.first, page)) for page in range(1, last + 1)] if last > 1 else []
    yield from sources.page(
        "list.html",
        _address(one.first, number).removesuffix(".html"),
        title=one.heading if number == 1 else f"{one.heading}, page {number}",
        listed=one,
        links=sorted(links, key=lambda link: natural(link.label.casefold())),
        number=number,
        pages=pages,
    ).items()


def _address(first: str, number: int) -> str:
    return f"{first}/index.html" if number == 1 else f"{first}/index-{number}.html"


def _first(thing: Thing) -> str:
    return thing.path.partition("/")[0]


def _is_listed(sources: SiteSources, thing: Thing) -> bool:
    """What is a part or a version of something, or a member of a scheme, stands on the page of that."""
    above = sources.index.thing(thing.parent) if thing.parent else None
    return not (above and above.path and _first(above) == _first(thing))
