"""One document through every stage, and a process that does so, which ends where a document takes too long."""

import resource
import signal
import traceback
import warnings
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
from mutations import mutated

from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.read import RawDocument
from oncotriples.errors import InputError
from oncotriples.evidence.jsonl import dump_records, load_records
from oncotriples.evidence.lexicon import lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.graph.assembling import load_sources
from oncotriples.graph.compiled import document_lines
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.graph.terminology import drug_lines, term_lines
from oncotriples.ingestion.literature import works_by_pmid
from oncotriples.ingestion.processing import Tools, process
from oncotriples.sources import find_sources

__all__ = ["EACH", "LIMIT", "MEMORY", "Watched", "checked", "tools_of_the_project"]

LIMIT = 60.0
"""Seconds after which a document counts as a hang: the largest takes less than two on an idle machine."""

MEMORY = 2 << 30
"""Bytes of address space that reading a document of a megabyte or two may take."""

EACH = 1000
"""Documents after which a fresh process takes over, because cmarkgfm leaks: what they leave is far below ``MEMORY``."""


def tools_of_the_project() -> Tools:
    """What ``oncotriples ingest`` uses: the project's levels and names."""
    loaded = load_sources(find_sources())
    triples = [triple for file in loaded.files for triple in file.triples]
    return Tools(level_index(loaded.codes), Finder(lexicon_of(lexicon_entries(triples))))


def checked(name: str, data: bytes, tools: Tools) -> str:
    """Read, compile, dump, load and map a document: its kind, or ``finding``. Whatever goes wrong is raised."""
    processed = process(RawDocument(name, data=data), tools)
    for problem in processed.problems:
        assert problem.message, problem
        assert problem.line >= 0, problem
        assert problem.rule != "unaccounted", problem
        "".join((problem.rule, problem.value, problem.message)).encode()
    records = processed.records
    if not records:
        assert processed.problems, "neither records nor a finding"
        return "finding"
    text = dump_records(records)
    assert load_records(text, name) == records
    first = records[0]
    try:
        if isinstance(first, Term):
            lines = list(term_lines(first))
        elif isinstance(first, Drug):
            lines = list(drug_lines(first))
        else:
            lines = list(document_lines(records, works_by_pmid(records)))
    except InputError:  # ``ingest`` lists it as the finding “unmappable”
        return "finding"
    quads = "\n".join(line.removesuffix("\n") for line in lines)
    assert sum(1 for _ in ox.parse(quads, format=ox.RdfFormat.N_QUADS)) == len(lines)
    return processed.kind


class Watched:
    """A process that checks documents one after the other."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._left = EACH
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        assert self._connection.poll(LIMIT), "the process does not begin"
        self._connection.recv()

    def check(self, path: Path, seed: str = "", *, longest: int = 1 << 20) -> tuple[str, str]:
        """The outcome of a document as mutated with ``seed`` (as it is without), and "" or what went wrong."""
        if not self._left:
            self.end()
            self._begin()
        self._left -= 1
        try:
            self._connection.send((path, seed, longest))
            if not self._connection.poll(LIMIT):
                return "", f"no answer in {LIMIT:.0f} s"
            outcome: tuple[str, str] = self._connection.recv()
        except (EOFError, ConnectionError):
            return "", "the process died"
        return outcome

    def end(self) -> None:
        """End the process, whatever it does."""
        self._connection.close()
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error")
    tools = tools_of_the_project()
    connection.send("ready")
    while True:
        try:
            path, seed, longest = connection.recv()
        except (EOFError, ConnectionError):
            return
        data = path.read_bytes()
        try:
            outcome = checked(path.name, mutated(data, seed, longest=longest) if seed else data, tools), ""
        except BaseException:
            outcome = "", traceback.format_exc(limit=-6)
        connection.send(outcome)
