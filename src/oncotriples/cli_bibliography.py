"""The command ``bibliography``: the literature of the graph, a summary or an answer for reference managers."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from oncotriples.cli_options import params_of
from oncotriples.errors import InputError

if TYPE_CHECKING:
    from oncotriples.release.bibliography import Entry

__all__ = ["add_bibliography_command"]

Run = Callable[[argparse.Namespace], int]
_FORMATS = ("csl-json", "bibtex", "ris")


def add_bibliography_command(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the command by ``command(name, run, help)``."""
    what = "write the literature of the graph, a summary or an answer as CSL-JSON, BibTeX or RIS"
    bibliography = command("bibliography", _bibliography, what)
    of = bibliography.add_mutually_exclusive_group()
    of.add_argument("--summary", metavar="NAME", help="what its newest edition cites, such as child-chordoma-treatment")
    of.add_argument("--query", metavar="NAME", help="works in the answer of a saved query, and those its claims cite")
    bibliography.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="with --query: give a parameter a value"
    )
    bibliography.add_argument(
        "--graph", help="a file or a SPARQL endpoint to take them from instead of the graph of the sources"
    )
    bibliography.add_argument("--format", choices=_FORMATS, default="csl-json", help="(default: csl-json)")
    bibliography.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: standard output)")


def _bibliography(options: argparse.Namespace) -> int:
    from oncotriples.files import replace_file
    from oncotriples.questions.engines import open_graph
    from oncotriples.questions.saved import find_query
    from oncotriples.release.literature import literature_of_answer, literature_of_graph, literature_of_summary
    from oncotriples.sources import find_sources

    params = params_of(options.param)
    if params and options.query is None:
        raise InputError("--param is a value of a query's", mend="name the query, too: --query NAME")
    sources = find_sources(options.root)
    query = find_query(sources.queries, options.query) if options.query is not None else None
    engine = open_graph(options.graph, sources)
    if query is not None:
        found = literature_of_answer(engine, query, params)
    elif options.summary is not None:
        found = literature_of_summary(engine, options.summary)
    else:
        found = literature_of_graph(engine)
    text = _writer(options.format)(found)
    if options.out is None:
        # Line ends are the format's own (RIS ends its lines with CR LF): write bytes, whatever the platform.
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        replace_file(options.out, text)
    return 0


def _writer(format_: str) -> "Callable[[tuple[Entry, ...]], str]":
    if format_ == "bibtex":
        from oncotriples.release.bibtex import bibtex

        return bibtex
    if format_ == "ris":
        from oncotriples.release.ris import ris

        return ris
    from oncotriples.release.csl import csl_json

    return csl_json
