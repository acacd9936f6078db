"""The commands that work with documents: ``ingest``, ``verify`` and ``curate``; each thin, like those in ``cli``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oncotriples.errors import InputError

if TYPE_CHECKING:
    from oncotriples.evidence.lexicon import Lexicon
    from oncotriples.graph.assembling import Loaded
    from oncotriples.ingestion.processing import Tools

__all__ = ["add_document_commands", "add_folders"]

Run = Callable[[argparse.Namespace], int]
_REFUSED_SHOWN = 10


def add_document_commands(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the commands by ``command(name, run, help)``."""
    ingest = command("ingest", _ingest, "compile pages, summaries, terms and drugs into records and quads")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder, a .zip or a .tar.gz")
    ingest.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write; replaced as a whole")
    ingest.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a processor)")
    ingest.add_argument("--with-text", action="store_true", help="keep the text of passages, for private use only")
    ingest.add_argument("--quiet", action="store_true", help="say nothing but errors")
    ingest.add_argument("--json", action="store_true", help="say what was made as one JSON object")

    verify = command("verify", _verify, "check that the anchors of an edition still stand in a document")
    verify.add_argument("edition", metavar="EDITION", help="a .jsonl file, or SUMMARY/EDITION of kg/records/")
    verify.add_argument("document", type=Path, metavar="DOCUMENT", help="the page or summary")
    for added in (ingest, verify):
        added.add_argument(
            "--lexicon",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="further names: a .tsv with name, category, target and case, or the .jsonl of terms and drugs",
        )

    curate = command("curate", _curate, "list candidates, or write chosen ones as frames of claims")
    curate.add_argument("records", nargs="*", type=Path, metavar="RECORDS", help="further .jsonl files")
    add_folders(curate)
    for name, what in (("agent", "the agent"), ("tumor", "the tumor"), ("summary", "the summary")):
        curate.add_argument(f"--{name}", help=f"only candidates of {what}")
    curate.add_argument("--level", help="only candidates beside a mark of this level, such as treatment/C1")
    claimed = curate.add_mutually_exclusive_group()
    claimed.add_argument("--accepted", action="store_true", help="only pairs that a curated claim holds already")
    claimed.add_argument("--open", action="store_true", help="only pairs that no curated claim holds")
    curate.add_argument("--format", default="table", help="table, csv, tsv or json")
    curate.add_argument("--write", type=Path, metavar="FILE", help="put frames at the end of kg/evidence/SUMMARY.ttl")
    which = curate.add_mutually_exclusive_group()
    which.add_argument("--choose", metavar="N,M", help="the numbers of those to write")
    which.add_argument("--all", action="store_true", help="write all that are listed")


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the option ``--with``."""
    parser.add_argument(
        "--with",
        action="append",
        default=[],
        dest="more",
        type=Path,
        metavar="DIR",
        help="a folder that ingest wrote, beside kg/records/",
    )


def _ingest(options: argparse.Namespace) -> int:
    from oncotriples.ingestion.equipping import known_literature
    from oncotriples.ingestion.ingesting import ingest
    from oncotriples.progress import reporter

    loaded, tools = _equipped(options, with_text=options.with_text)
    known = known_literature(loaded.dataset.graphs)
    with reporter(quiet=options.quiet, as_json=options.json) as report:
        result = ingest(options.paths, options.out, tools, jobs=options.jobs, known=known, report=report)
        report.result(result)
    return result.exit_code


def _verify(options: argparse.Namespace) -> int:
    from oncotriples.documents.read import RawDocument, read_paths
    from oncotriples.graph.records import read_records
    from oncotriples.ingestion.verifying import verify
    from oncotriples.quality.findings import Severity

    loaded, tools = _equipped(options)
    path = Path(options.edition)
    if path.suffix != ".jsonl":
        path = loaded.sources.kg / "records" / f"{options.edition.strip('/').replace('/', '.')}.jsonl"
    if not path.exists():
        raise InputError(f"{path}: no such records", mend="give a .jsonl file, or SUMMARY/EDITION of kg/records/")
    (document, *others) = read_paths([options.document])
    if others or not isinstance(document, RawDocument):
        raise InputError(f"{options.document}: is not one document", mend="give the file of one page or summary")
    problems = verify(read_records(path, path.as_posix()).records, document, tools)
    for problem in problems:
        print(f"{problem.severity.value}: {problem.rule}: {problem.value}: {problem.message}")
    broken = sum(problem.severity is Severity.VIOLATION for problem in problems)
    print(f"{broken} broken anchors" if broken else "every anchor stands")
    return 1 if broken else 0


def _curate(options: argparse.Namespace) -> int:
    from oncotriples.curation import candidates_of, chosen, filtered, listing
    from oncotriples.curation_blocks import write_claims
    from oncotriples.graph.assembling import ingested_paths, load_sources, record_paths
    from oncotriples.questions.answers import terminal_width
    from oncotriples.sources import find_sources

    if bool(options.write) != bool(options.choose or options.all):
        raise InputError("--write and --choose or --all belong together", mend="give a file, and what to write into it")
    sources = find_sources(options.root)
    paths = (*record_paths(sources), *ingested_paths(options.more), *options.records)
    loaded = load_sources(sources, paths)
    candidates = candidates_of([mapped.records for mapped in loaded.compiled], loaded.dataset.union)
    accepted = True if options.accepted else False if options.open else None
    found = filtered(
        candidates,
        agent=options.agent,
        tumor=options.tumor,
        summary=options.summary,
        level=options.level,
        accepted=accepted,
    )
    if options.write and found:
        picked = found if options.all else chosen(found, options.choose)
        write_claims(loaded, picked, options.write)
        print(f"{options.write}: {len(picked)} to fill in; `oncotriples validate {options.write}` says what is missing")
        return 0
    width = terminal_width() if sys.stdout.isatty() else None
    sys.stdout.buffer.write(listing(found, fmt=options.format, width=width).encode())
    return 0


def _equipped(options: argparse.Namespace, *, with_text: bool = False) -> "tuple[Loaded, Tools]":
    from oncotriples.graph.assembling import load_sources
    from oncotriples.ingestion.equipping import lexicon, tools
    from oncotriples.sources import find_sources

    loaded = load_sources(find_sources(options.root))
    names = lexicon(loaded.dataset, options.lexicon)
    _tell_refused(names)
    return loaded, tools(loaded.dataset, loaded.codes, names, with_text=with_text)


def _tell_refused(names: "Lexicon") -> None:
    """Names that cannot be used do not stop the work, but they are told."""
    shown: Sequence[str] = [f"“{refusal.entry.name}” {refusal.reason}" for refusal in names.refused[:_REFUSED_SHOWN]]
    for line in shown:
        print(f"oncotriples: lexicon: {line}", file=sys.stderr)
    if len(names.refused) > len(shown):
        print(f"oncotriples: lexicon: and {len(names.refused) - len(shown)} more", file=sys.stderr)
