"""The command ``validate``: the graph of the sources, one file against the rest of it, or any data with any shapes."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from oncotriples import __version__
from oncotriples.errors import InputError
from oncotriples.heap import collecting_seldom
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.progress import reporter

if TYPE_CHECKING:
    from oncotriples.shacl.results import Report
    from oncotriples.shacl.validating import EngineName

__all__ = ["add_validate_command"]

Run = Callable[[argparse.Namespace], int]
_ENGINES = ("auto", "compiled", "pyshacl", "topbraid")
_FORMATS = ("text", "json", "ttl", "sarif")
# A screen or two of text; other formats are for programs, which want everything.
_LINES = 100


def add_validate_command(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the command by ``command(name, run, help)``."""
    validate = command("validate", _validate, "check the whole graph, one file of it, or any data with any shapes")
    validate.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="with --shapes: data in any RDF syntax, also .gz; without: one Turtle or SSSOM file, old or new",
    )
    validate.add_argument(
        "--shapes", action="append", default=[], type=Path, metavar="FILE", help="SHACL shapes; may be given again"
    )
    validate.add_argument("--format", choices=_FORMATS, default="text", help="of the report (default: text)")
    validate.add_argument(
        "--max-findings",
        type=_limit,
        metavar="N",
        help=f"with --shapes: findings to list (default: {_LINES} as text, else all); counts are of all",
    )
    validate.add_argument(
        "--engine",
        choices=_ENGINES,
        default="auto",
        help="with --shapes: auto compiles shapes and leaves to pyshacl what cannot be compiled (default)",
    )
    validate.add_argument(
        "--imports", action="store_true", help="with --shapes: read what the shapes import (owl:imports)"
    )
    validate.add_argument(
        "--unchecked-shapes", action="store_true", help="with --shapes: go on where they are not well-formed SHACL"
    )
    validate.add_argument("--quiet", action="store_true", help="tell no progress")


def _limit(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is no number of findings")
    return int(text)


def _validate(options: argparse.Namespace) -> int:
    if not options.shapes:
        return _validate_own(options)
    from oncotriples.shacl.imports import load_with_imports
    from oncotriples.shacl.reading import SHAPE_LABEL, load
    from oncotriples.shacl.validating import validate_loaded

    if options.format == "ttl" and options.max_findings is not None:
        raise InputError("a report in Turtle has every result", mend="leave --max-findings out, or take another format")
    if not options.files:
        raise InputError("there is no data to validate", mend="name one file or more behind --shapes FILE")
    with collecting_seldom(), reporter(quiet=options.quiet) as progress:
        progress("Reading shapes")
        read = load_with_imports if options.imports else load
        shapes = read(options.shapes, blank=SHAPE_LABEL)
        progress("Reading data")
        data = load(options.files)
        progress("Validating")
        report = validate_loaded(
            data,
            shapes,
            engine=cast("EngineName", options.engine),
            check_shapes=not options.unchecked_shapes,
            progress=_now_and_then(progress),
        )
    sys.stdout.buffer.write(_rendered(report, options).encode("utf-8"))
    return 1 if report.has_violations else 0


def _now_and_then(tell: Callable[[str], None]) -> Callable[[str], None]:
    """Steps at most once a second: shapes take a moment each, and logs keep every line."""
    told = monotonic()

    def step(text: str) -> None:
        nonlocal told
        if monotonic() - told > 1:
            told = monotonic()
            tell(text)

    return step


def _rendered(report: "Report", options: argparse.Namespace) -> str:
    from oncotriples.shacl.places import places
    from oncotriples.shacl.rendering import as_json, as_text
    from oncotriples.shacl.report_graph import report_turtle
    from oncotriples.shacl.sarif import as_sarif

    limit = options.max_findings
    if options.format == "text":
        return as_text(report, max_findings=_LINES if limit is None else limit)
    if options.format == "json":
        return as_json(report, max_findings=limit)
    if options.format == "sarif":
        lines = places(options.files, {result.focus for result in report.results})
        files = [path.as_posix() for path in options.files]
        return as_sarif(
            report, data=files, version=__version__, max_findings=limit, place_of=lambda result: lines.get(result.focus)
        )
    return report_turtle(report)


def _validate_own(options: argparse.Namespace) -> int:
    from oncotriples.graph.assembling import load_sources, record_paths
    from oncotriples.graph.turtle import write_turtle
    from oncotriples.quality.findings import has_violations
    from oncotriples.quality.report import report_json, report_sarif, report_text, report_triples
    from oncotriples.quality.validating import validate, validate_file
    from oncotriples.sources import find_sources

    if len(options.files) > 1:
        raise InputError("more than one file", mend="name one file of the graph, or give shapes: --shapes FILE")
    for name in ("engine", "imports", "unchecked_shapes", "max_findings"):
        if getattr(options, name) not in ("auto", False, None):
            raise InputError(
                f"--{name.replace('_', '-')} needs --shapes", mend="the graph is checked with its own shapes"
            )
    sources = find_sources(options.root)
    with collecting_seldom():
        loaded = load_sources(sources, record_paths(sources))
        findings = validate_file(options.files[0], loaded) if options.files else validate(loaded)
    if options.format == "json":
        text = report_json(findings)
    elif options.format == "sarif":
        text = report_sarif(findings)
    elif options.format == "ttl":
        text = write_turtle(report_triples(findings), prefixes=PREFIXES, base=BASE)
    else:
        text = report_text(findings)
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 1 if has_violations(findings) else 0
