"""The command line: one function a command, each thin.

Modules that a command needs are imported inside it, so that ``oncotriples --help`` is there at once.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from oncotriples import __version__
from oncotriples.cli_bibliography import add_bibliography_command
from oncotriples.cli_diff import add_diff_command
from oncotriples.cli_documents import add_document_commands, add_folders
from oncotriples.cli_fair import add_fair_command
from oncotriples.cli_literature import add_literature_commands
from oncotriples.cli_options import pair, params_of
from oncotriples.cli_publish import add_publish_commands
from oncotriples.cli_trials import add_trials_command
from oncotriples.cli_validate import add_validate_command
from oncotriples.errors import MachineError, OncotriplesError

__all__ = ["main"]

_EXITS = (
    "Exit codes: 0 fine, 1 the data does not conform, 2 the call or its input is wrong, 3 a remote service failed, \
4 this machine could not do it."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except OncotriplesError as error:
        print(f"oncotriples: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe has seen enough; keep the interpreter from saying so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Mostly the output cannot be written; with a file's name it may be another.
        place = f"{error.filename}: " if error.filename else ""
        print(f"oncotriples: {place}this machine could not do it: {error.strerror or error}", file=sys.stderr)
        # What is left in the buffer would fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MachineError.exit_code
    except KeyboardInterrupt:
        return 130
    return code


def _build(options: argparse.Namespace) -> int:
    from oncotriples.pipeline import build
    from oncotriples.progress import reporter
    from oncotriples.sources import find_sources

    with reporter(quiet=options.quiet, as_json=options.json) as report:
        result = build(find_sources(options.root), options.out, more=options.more, report=report)
        report.result(result)
    gc.freeze()  # what is left goes with the process: taking it apart at exit costs a tenth of the build
    return result.exit_code


def _format(options: argparse.Namespace) -> int:
    from oncotriples.graph.housestyle import format_file
    from oncotriples.sources import find_sources

    sources = find_sources(options.root)
    paths = options.files or sorted([*sources.kg.glob("**/*.ttl"), *sources.ontology.glob("**/*.ttl")])
    changed = [path for path in paths if format_file(path, check=options.check)]
    for path in changed:
        print(f"{sources.name(path)}: {'is not in house style' if options.check else 'formatted'}")
    if not options.check:
        return 0
    return 1 if changed else 0


def _new_assertion(options: argparse.Namespace) -> int:
    from oncotriples.graph.assembling import load_sources
    from oncotriples.quality.scaffold import scaffold_assertion
    from oncotriples.sources import find_sources

    loaded = load_sources(find_sources(options.root))
    values = [pair(text, "property") for text in options.values]
    print(scaffold_assertion(loaded, options.summary, options.kind, options.label, values, slug=options.slug), end="")
    return 0


def _query(options: argparse.Namespace) -> int:
    from oncotriples.questions.answers import terminal_width
    from oncotriples.questions.asking import answer, listing
    from oncotriples.sources import find_sources

    sources = find_sources(options.root)
    width = terminal_width() if sys.stdout.isatty() else None
    if options.list or options.name is None:
        sys.stdout.buffer.write(listing(sources, options.format, width=width).encode("utf-8"))
        return 0
    text = answer(options.name, params_of(options.param), options.format, options.graph, sources, width=width)
    # Line ends are the format's own (CSV ends its lines with CR LF): write bytes, whatever the platform.
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


def _describe(options: argparse.Namespace) -> int:
    from oncotriples.questions.describing import as_text, as_turtle, describe
    from oncotriples.questions.engines import open_graph
    from oncotriples.sources import find_sources

    description = describe(options.name, open_graph(options.graph, find_sources(options.root)))
    print(as_turtle(description) if options.format == "ttl" else as_text(description), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="oncotriples",
        description="Builds, checks and questions the graph of evidence in cancer information summaries.",
        epilog=_EXITS,
    )
    parser.add_argument("--version", action="version", version=f"oncotriples {__version__}")
    parser.add_argument(
        "--root", type=Path, help="folder with kg/, ontology/ and queries/ (default: here, else the installed graph)"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", epilog=_EXITS)
        added.set_defaults(run=run)
        return added

    build = command("build", _build, "build and check the graph, and write it in every form")
    build.add_argument("--out", type=Path, default=Path("dist"), help="folder to write (default: dist)")
    add_folders(build)
    build.add_argument("--quiet", action="store_true", help="say nothing but errors")
    build.add_argument("--json", action="store_true", help="say what was built as one JSON object")

    add_document_commands(command)

    add_validate_command(command)

    add_literature_commands(command)

    add_trials_command(command)

    add_bibliography_command(command)

    add_publish_commands(command)

    add_diff_command(command)

    add_fair_command(command)

    format_ = command("format", _format, "write Turtle in the house order of predicates")
    format_.add_argument("files", nargs="*", type=Path, help="files (default: all of kg/ and ontology/)")
    format_.add_argument("--check", action="store_true", help="change nothing; exit 1 if something would change")

    new = command("new", _new_assertion, "print a new assertion, with its next free key, to be filled in")
    new.add_argument("what", choices=("assertion",), help="what to make")
    new.add_argument("kind", choices=("activity", "comparative", "outcome", "prognosis", "treatment"))
    new.add_argument("--summary", required=True, help="the summary that makes the claim, by its short name")
    new.add_argument("--label", required=True, help="the claim in your words, no stronger than the source")
    new.add_argument(
        "--set", action="append", default=[], dest="values", metavar="PROPERTY=VALUE", help="agent=agent/imatinib"
    )
    new.add_argument("--slug", help="the last part of its key (default: from the values)")

    query = command("query", _query, "ask a saved query; without a name, list them")
    query.add_argument("name", nargs="?", help="the query's name")
    query.add_argument("--list", action="store_true", help="list the saved queries")
    query.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="give a parameter a value")
    query.add_argument("--format", default="table", help="table, csv, tsv, json, or ttl for triples")

    describe = command("describe", _describe, "show what is said of a thing and what points to it")
    describe.add_argument("name", help="such as agent/imatinib, or a whole IRI")
    describe.add_argument("--format", choices=("text", "ttl"), default="text")
    for added in (query, describe):
        added.add_argument("--graph", help="a file or a SPARQL endpoint to ask instead of the graph of the sources")
    return parser
