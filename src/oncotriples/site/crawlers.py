"""Site maps for crawlers, which need whole addresses."""

from collections.abc import Iterator
from itertools import islice

from oncotriples.site.index import Index

__all__ = ["crawler_files"]

_MOST = 50_000  # addresses in one site map, as their protocol wants
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def crawler_files(index: Index, address: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of the site maps of a site at ``address``, which ends in a slash, and of robots.txt."""
    paths = (thing.path for thing in index.pages())
    maps: list[str] = []
    while held := list(islice(paths, _MOST)):
        maps.append(f"sitemap-{len(maps) + 1}.xml")
        yield maps[-1], _listed("urlset", "url", (f"{address}{path}.html" for path in held))
    yield "sitemap.xml", _listed("sitemapindex", "sitemap", (f"{address}{name}" for name in maps))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()


def _listed(root: str, entry: str, addresses: Iterator[str]) -> bytes:
    # Paths of pages and the address are of letters that need no escape.
    lines = "".join(f"<{entry}><loc>{one}</loc></{entry}>\n" for one in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">\n{lines}</{root}>\n'.encode()
