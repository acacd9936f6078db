"""What ingestion takes from the graph: its levels, names, summaries and works; and further names from files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import pyoxigraph as ox

from oncotriples.documents.entries import Drug, Term
from oncotriples.errors import InputError, MachineError
from oncotriples.evidence.lexicon import Lexicon, LexiconEntry, lexicon_of
from oncotriples.evidence.lexicon_file import parse_lexicon
from oncotriples.evidence.lexicon_sources import entries_of_drugs, entries_of_terms
from oncotriples.evidence.mentions import Finder
from oncotriples.graph.dataset import Dataset
from oncotriples.graph.level_codes import level_index
from oncotriples.graph.lexicon_terms import lexicon_entries
from oncotriples.graph.reading import Triple
from oncotriples.graph.records import known_works, read_records, recorded_works
from oncotriples.ingestion.literature import KnownWorks
from oncotriples.ingestion.processing import Tools
from oncotriples.namespaces import BASE, ONCT, PREFIXES, RDF_TYPE

__all__ = ["known_literature", "lexicon", "tools"]

_SUMMARY = ox.NamedNode(f"{ONCT}EvidenceSummary")
_TITLE = f"{PREFIXES['dcterms']}title"


def lexicon(graph: Dataset, files: Iterable[Path] = ()) -> Lexicon:
    """The names of the graph, then those of the files in turn: the earlier source wins where two disagree.

    A file is a table of names (``.tsv``), or the records of terms and drugs that ``ingest`` wrote (``.jsonl``). Raises
    InputError for a file that is neither or does not parse, MachineError for one that cannot be read.
    """
    own = lexicon_entries(graph.union)
    things = {entry.target for entry in own}
    return lexicon_of(own, *(_entries(path, things) for path in files))


def tools(graph: Dataset, codes: Iterable[Triple], names: Lexicon, *, with_text: bool = False) -> Tools:
    """What compiling a document needs of the graph."""
    return Tools(level_index(codes), Finder(names), _titles(graph), with_text)


def known_literature(graphs: Mapping[str, Sequence[Triple]]) -> KnownWorks:
    """The works that the graph records already."""
    return KnownWorks(known_works(graphs), recorded_works(graphs))


def _entries(path: Path, things: Set[str]) -> tuple[LexiconEntry, ...]:
    if path.suffix == ".jsonl":
        records = read_records(path, path.as_posix()).records
        terms = [record for record in records if isinstance(record, Term)]
        drugs = [record for record in records if isinstance(record, Drug)]
        if not terms and not drugs:
            raise InputError(f"{path}: holds neither terms nor drugs", mend="give the records of a term or a drug")
        return (*entries_of_terms(terms), *entries_of_drugs(drugs))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", mend="check the path") from None
    except OSError as error:
        raise MachineError(f"{path}: cannot be read: {error.strerror or error}") from error
    return parse_lexicon(data, path.as_posix(), things)


def _titles(graph: Dataset) -> dict[str, str]:
    """The slugs of the summaries that the graph knows, by title: a text page has no address but a title."""
    return dict(_titled(graph))


def _titled(graph: Dataset) -> Iterator[tuple[str, str]]:
    summaries = {
        triple.subject for triple in graph.union if triple.predicate.value == RDF_TYPE and triple.object == _SUMMARY
    }
    for triple in graph.union:
        if triple.predicate.value == _TITLE and triple.subject in summaries and isinstance(triple.object, ox.Literal):
            yield triple.object.value, str(triple.subject).strip("<>").removeprefix(f"{BASE}document/")
