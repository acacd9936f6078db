"""The commands ``release`` and ``site``: what is published, as files and as pages."""

import argparse
from collections.abc import Callable
from pathlib import Path

from oncotriples.cli_documents import add_folders
from oncotriples.cli_options import number

__all__ = ["add_publish_commands"]

Run = Callable[[argparse.Namespace], int]


def add_publish_commands(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the commands by ``command(name, run, help)``."""
    release = command("release", _release, "make a release: the graph and all about it in a folder under its version")
    release.add_argument("--out", type=Path, default=Path("dist"), help="where the folder goes (default: dist)")
    release.add_argument(
        "--former", type=Path, metavar="RELEASE", help="the release before (default: the newest earlier one there)"
    )
    release.add_argument("--replace", action="store_true", help="replace a release of this version that nobody has yet")
    add_folders(release)
    site = command("site", _site, "make a web site of static files from a release")
    site.add_argument(
        "release", nargs="?", type=Path, default=Path("dist"), help="a release, or a folder with some (default: dist)"
    )
    site.add_argument("--out", type=Path, default=Path("site"), help="folder to write (default: site)")
    site.add_argument(
        "--address", default="", metavar="URL", help="where it will stand, for site maps and its 404 page"
    )
    site.add_argument("--fresh", action="store_true", help="make every page anew, whatever the former site has")
    site.add_argument("--jobs", type=number(1, 64), metavar="N", help="processes that write (default: all processors)")
    for added in (release, site):
        added.add_argument("--quiet", action="store_true", help="say nothing but errors")
        added.add_argument("--json", action="store_true", help="say what was made as one JSON object")


def _release(options: argparse.Namespace) -> int:
    from oncotriples.progress import reporter
    from oncotriples.publishing import publish
    from oncotriples.sources import find_sources

    with reporter(quiet=options.quiet, as_json=options.json) as report:
        result = publish(
            find_sources(options.root),
            options.out,
            more=options.more,
            former=options.former,
            replace=options.replace,
            report=report,
        )
        report.result(result)
    return result.exit_code


def _site(options: argparse.Namespace) -> int:
    from oncotriples.progress import reporter
    from oncotriples.site.building import build_site, checked_address, open_releases
    from oncotriples.workers import available_processors

    address = checked_address(options.address)
    with reporter(quiet=options.quiet, as_json=options.json) as report:
        result = build_site(
            open_releases(options.release),
            options.out,
            jobs=options.jobs or available_processors(),
            address=address,
            fresh=options.fresh,
            report=report,
        )
        report.result(result)
    return 0
