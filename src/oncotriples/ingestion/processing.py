"""One document to its records: read, compiled, and every thing in it accounted for. No file is written here."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from oncotriples.documents.entries import Drug, Term
from oncotriples.documents.kinds import Content, read_document
from oncotriples.documents.problems import Problem
from oncotriples.documents.read import RawDocument
from oncotriples.errors import MachineError
from oncotriples.evidence.compiling import compile_outline
from oncotriples.evidence.levels import LevelIndex
from oncotriples.evidence.lexicon_sources import entries_of_links
from oncotriples.evidence.mentions import Finder
from oncotriples.evidence.records import Record
from oncotriples.evidence.targets import why_no_address
from oncotriples.ingestion.coverage import Account, account_for, unaccounted
from oncotriples.quality.findings import Severity

__all__ = ["Processed", "Tools", "process", "process_safely"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What compiling needs besides the document. It can be pickled, so that each worker has its own.

    ``finder`` looks for names (None: no mentions), ``titles`` has the slugs of known summaries by title, for documents
    that bear no address. ``with_text`` keeps the text of passages, for private use.
    """

    levels: LevelIndex
    finder: Finder | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    with_text: bool = False


@dataclass(frozen=True, slots=True)
class Processed:
    """What came of a document: its kind ("" for none that is read), records (none if it is broken), and the account."""

    kind: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    accounts: tuple[Account, ...] = ()


def process(document: RawDocument, tools: Tools) -> Processed:
    """The records of one document. What is wrong with it is among the problems."""
    reading = read_document(document)
    content = reading.content
    if content is None:
        return Processed(reading.kind, (), reading.problems)
    records, problems, accounts = _compile(content, tools)
    return Processed(reading.kind, records, (*reading.problems, *problems, *unaccounted(accounts)), accounts)


def process_safely(document: RawDocument, tools: Tools) -> Processed:
    """``process``, but a mistake of ours costs this document only: it is reported, and the batch goes on.

    Raises MachineError where memory is not enough for anything.
    """
    try:
        return process(document, tools)
    except MachineError:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{PurePath(last.filename).name}:{last.lineno}"
        message = "a mistake of the program, not of the document: report it with this document"
        value = f"{type(error).__name__} in {place}: {error}"
        return Processed("", (), (Problem(Severity.VIOLATION, "internal-error", 0, value, message),))


def _compile(content: Content, tools: Tools) -> tuple[tuple[Record, ...], tuple[Problem, ...], tuple[Account, ...]]:
    if isinstance(content, Term):
        return (content,), (), (Account("terms", 1, 1, 0, 0),)
    if isinstance(content, Drug):
        problem = why_no_address(content.url) if content.url else None
        drug = replace(content, url="") if problem else content
        return (drug,), (problem,) if problem else (), (Account("drugs", 1, 1, 0, 0),)
    find = tools.finder.with_names(entries_of_links(content)).find if tools.finder else None
    compiled = compile_outline(content, levels=tools.levels, find=find, with_text=tools.with_text, titles=tools.titles)
    return compiled.records, (*content.problems, *compiled.problems), account_for(content, compiled)
