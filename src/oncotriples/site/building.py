"""The site of a release: index, pages, lists, files; made aside and swapped in.

``pages.tsv`` in the site has the digest of what each page was made from, by which the next run knows what to keep.
"""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as package_files
from pathlib import Path

from oncotriples import __version__
from oncotriples.errors import InputError
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.release.attribution import GENERAL_CREDIT
from oncotriples.release.folders import GENERATOR, MANIFEST
from oncotriples.release.jsonld import read_context
from oncotriples.release.opened import OpenedRelease, open_release, release_versions
from oncotriples.release.swap import replacing_folder
from oncotriples.render.html import Frame, page
from oncotriples.site.changes_page import change_files
from oncotriples.site.codes_pages import codes_files
from oncotriples.site.crawlers import crawler_files
from oncotriples.site.downloads import copy_files, download_files
from oncotriples.site.figures_page import figure_files
from oncotriples.site.home import home_files
from oncotriples.site.index import Index, build_index
from oncotriples.site.lists import list_files, lists_of
from oncotriples.site.ontology_pages import ontology_files
from oncotriples.site.playground_page import bundle_folder, playground_files
from oncotriples.site.question_pages import question_files
from oncotriples.site.reading import Reader
from oncotriples.site.search import search_files
from oncotriples.site.shapes_pages import shapes_files
from oncotriples.site.sources import SiteSources
from oncotriples.site.standing import PAGES, check_site, former_pages
from oncotriples.site.vocabulary import Vocabulary
from oncotriples.site.writing import PageWriter, ranges
from oncotriples.workers import in_order

__all__ = ["SiteResult", "build_site", "checked_address", "open_releases"]

Report = Callable[[str], None]
_DESCRIBING = ("queries.ttl", "void.ttl")


@dataclass(frozen=True)
class SiteResult:
    """What became of a site: its folder, how many pages of things it has, and how many of them were made anew."""

    out: Path
    pages: int
    made: int
    files: int
    has_playground: bool

    @property
    def conforms(self) -> bool:
        """A site that cannot be made raises an error instead."""
        return True

    def text(self) -> str:
        """The result for people; ends with a line feed."""
        playground = "" if self.has_playground else "No playground: this package was built without Node.js.\n"
        kept = f", {self.pages - self.made:,} kept" if self.made < self.pages else ""
        counted = f"{self.pages:,} pages of things ({self.made:,} made{kept}), {self.files:,} other files"
        return f"{self.out}: {counted}\n{playground}"

    def json(self) -> str:
        """The result for programs: a JSON object; ends with a line feed."""
        told = {
            "out": str(self.out),
            "pages": self.pages,
            "made": self.made,
            "files": self.files,
            "playground": self.has_playground,
        }
        return json.dumps(told, indent=2) + "\n"


def build_site(
    releases: Sequence[OpenedRelease],
    out: Path,
    *,
    jobs: int,
    address: str = "",
    fresh: bool = False,
    report: Report = lambda step: None,
) -> SiteResult:
    """Make the site of the last of the releases in the folder ``out``, with the files of all of them.

    ``address`` is where it will stand, for what needs whole addresses; ``fresh`` keeps nothing of the former site.
    Raises InputError for a folder that is no site of ours, and for things that cannot have pages; MachineError for the
    disk.
    """
    target = check_site(out)
    former = None if fresh or not (target / PAGES).is_file() else target
    release = releases[-1]
    with (
        tempfile.TemporaryDirectory(prefix="oncotriples-site-") as scratch,
        replacing_folder(out, check=check_site) as new,
    ):
        folder = Path(scratch)
        ontology, context = folder / "ontology.ttl", folder / "context.jsonld"
        ontology.write_bytes(release.read(ontology.name))
        context.write_bytes(release.read(context.name))
        vocabulary = Vocabulary(read_turtle(ontology, ontology.name).triples)
        report(f"Indexing {release.triples:,} triples")
        build_index(folder / "index.db", _triples(releases, folder), vocabulary, former_pages(former) if former else ())
        index = Index(folder / "index.db")
        frame = Frame(GENERAL_CREDIT)
        writer = PageWriter(folder / "index.db", ontology, context, frame, new, former, _code(frame))
        report("Writing the pages of things")
        pages, made = _write_pages(writer, index, new, jobs)
        sources = SiteSources(
            release,
            index,
            vocabulary,
            Reader(index, vocabulary),
            read_context(context),
            frame,
            bundle_folder() is not None,
        )
        report("Writing lists, questions and downloads")
        names = list(_write_files(new, _files(sources, releases, folder, address)))
        names += copy_files(releases, new)
        _write_manifest(new, release, sorted([*names, PAGES]))
        index.close()
    return SiteResult(out, pages, made, len(names), sources.has_playground)


def open_releases(path: Path) -> list[OpenedRelease]:
    """The release in a folder, or all those in it, the oldest first. Raises as ``open_release`` does."""
    last = open_release(path)
    if last.folder == path:
        return [last]
    return [open_release(path / version) for version in release_versions(path)]


def checked_address(text: str) -> str:
    """The address of a site, ended by a slash; empty where none is given. Raises InputError for what is no address."""
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~-]+)*/?", text):
        raise InputError(f"“{text}” is no address of a site", mend="write it as https://example.org/oncotriples/")
    return text if not text or text.endswith("/") else f"{text}/"


def _triples(releases: Sequence[OpenedRelease], folder: Path) -> Iterator[Triple]:
    """The graph of the last release, its questions, and the descriptions of all releases."""
    yield from (quad.triple for quad in releases[-1].quads())
    for release in releases:
        for name in _DESCRIBING if release is releases[-1] else _DESCRIBING[1:]:
            path = folder / f"{release.version}-{name}"
            path.write_bytes(release.read(name))
            yield from read_turtle(path, name).triples


def _files(
    sources: SiteSources, releases: Sequence[OpenedRelease], folder: Path, address: str
) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content of everything that is not the page of one thing."""
    lists = lists_of(sources)
    yield from home_files(sources, lists)
    yield from list_files(sources, lists)
    yield from question_files(sources, folder)
    yield from {**ontology_files(sources), **shapes_files(sources), **codes_files(sources)}.items()
    yield from search_files(sources, folder)
    yield from figure_files(sources)
    yield from change_files(sources)
    yield from download_files(sources, releases)
    yield from playground_files(sources)
    yield from _assets()
    root = address or "/"
    missing = page("missing.html", "404", sources.frame, {"root": root, "title": "No such page"})
    yield "404.html", missing
    yield ".nojekyll", b""
    if address:
        yield from crawler_files(sources.index, address)


def _assets() -> Iterator[tuple[str, bytes]]:
    folder = Path(str(package_files("oncotriples"))) / "site" / "assets"
    for path in sorted(folder.iterdir()):
        yield f"assets/{path.name}", path.read_bytes()


def _write_pages(writer: PageWriter, index: Index, new: Path, jobs: int) -> tuple[int, int]:
    """Write the pages of things and what each was made from; gives how many there are, and how many were made."""
    pages = made = 0
    with (new / PAGES).open("w", encoding="utf-8", newline="\n") as file:
        for piece in in_order(ranges(index), writer, writer.died, jobs=jobs, each=None):
            for written in piece:
                file.write(f"{written.path}\t{written.digest}\n")
                pages, made = pages + 1, made + written.is_new
    return pages, made


def _write_files(new: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Write the files and give their paths. Of two for one path, the page of a thing is replaced by the special one."""
    for name, content in files:
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be a link to the file of the former site
        path.write_bytes(content)
        yield name


def _write_manifest(new: Path, release: OpenedRelease, names: Sequence[str]) -> None:
    told = {"generator": GENERATOR, "site": release.version, "files": names}
    (new / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _code(frame: Frame) -> str:
    """Tells this code, its templates and the frame of the pages from any other."""
    package = Path(str(package_files("oncotriples")))
    digest = sha256(f"{__version__}\n{frame}".encode())
    for folder in ("render", "site", "release", "graph"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in (".py", ".html"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
