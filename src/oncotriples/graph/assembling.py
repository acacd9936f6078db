"""From the source folders to the whole graph: every file into its named graph, then what the rules infer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from oncotriples import iris
from oncotriples.errors import InputError
from oncotriples.graph.dataset import Dataset, sorted_triples
from oncotriples.graph.enrichment import map_enrichment
from oncotriples.graph.mapped import CANDIDATES, Mapped
from oncotriples.graph.mappings import read_sssom
from oncotriples.graph.reading import SourceFile, Triple, read_turtle
from oncotriples.graph.rules import infer, read_rules
from oncotriples.graph.withdrawn import WITHDRAWN_FILE, WITHDRAWN_GRAPH, read_withdrawn
from oncotriples.namespaces import BASE, ONCT, RDF_TYPE
from oncotriples.sources import Sources

__all__ = ["Loaded", "assemble", "ingested_paths", "load_sources", "read_source", "record_paths", "source_paths"]

_ENTITY_FILES = ("agents.ttl", "organizations.ttl", "situations.ttl", "studies.ttl", "subtypes.ttl", "treatments.ttl")
_INFERRED = iris.graph("inferred")


@dataclass(frozen=True)
class Loaded:
    """The graph and everything around it, as read from the source folders.

    ``dataset`` is “the graph” of a release, inferred triples included; ``files`` are the curated files that it was
    made from, ``compiled`` what the records of documents and the lock files say. Ontology, shapes and candidates are no
    part of the graph.
    """

    sources: Sources
    dataset: Dataset
    ontology: tuple[Triple, ...]
    codes: tuple[Triple, ...]
    shapes: tuple[Triple, ...]
    files: tuple[SourceFile, ...]
    rules: Mapping[str, str]
    compiled: tuple[Mapped, ...] = ()

    @cached_property
    def candidates(self) -> Dataset:
        """What programs propose, in graphs of their own."""
        return Dataset.of(_merged(self.compiled, candidates=True))


def source_paths(sources: Sources) -> tuple[Path, ...]:
    """The files that the graph is made of, in a fixed order."""
    found = [*sources.ontology.glob("codes/*.ttl"), *sources.kg.glob("**/*.ttl"), *sources.kg.glob("*.sssom.tsv")]
    if not found:
        raise InputError(f"{sources.root}: kg/ holds no Turtle", mend="add facts, or name another folder with --root")
    return tuple(sorted([*found, *sources.kg.glob(WITHDRAWN_FILE)]))


def read_source(path: Path, name: str) -> SourceFile:
    """Read one file of kg/ or ontology/codes/."""
    if path.name == WITHDRAWN_FILE:
        return read_withdrawn(path, name)
    return read_sssom(path, name) if path.name.endswith(".sssom.tsv") else read_turtle(path, name)


def record_paths(sources: Sources) -> tuple[Path, ...]:
    """The files of records that the graph is compiled from, in a fixed order."""
    return tuple(sorted(sources.kg.glob("records/*.jsonl")))


def ingested_paths(folders: Iterable[Path]) -> Iterator[Path]:
    """The files of records in folders that ``ingest`` wrote. Raises InputError for a folder without any."""
    for folder in folders:
        found = sorted(folder.glob("*.jsonl"))
        if not found:
            raise InputError(f"{folder}: holds no records", mend="name a folder that `oncotriples ingest` wrote")
        yield from found


def load_sources(sources: Sources, records: Iterable[Path] = ()) -> Loaded:
    """Read what people wrote, and the given files of records (``record_paths`` has those of kg/).

    Raises SourceSyntaxError for a file that does not parse, InputError for one out of place.
    """
    files = tuple(read_source(path, sources.name(path)) for path in source_paths(sources))
    ontology = read_turtle(sources.ontology / "oncotriples.ttl", "ontology/oncotriples.ttl")
    shapes = _read_all(sources, sources.ontology.glob("shapes/*.ttl"))
    curated = _curated(files)
    compiled = _compiled(tuple(records), sources, curated)
    compiled += tuple(map_enrichment(sources, _stated(curated, compiled)))
    return assemble(sources, files, ontology.triples, shapes, read_rules(sources.ontology / "rules"), compiled)


def _compiled(records: Sequence[Path], sources: Sources, curated: Mapping[str, Sequence[Triple]]) -> tuple[Mapped, ...]:
    if not records:
        return ()
    from oncotriples.graph.records import map_records, read_records

    return map_records([read_records(path, sources.name(path)) for path in records], curated)


def assemble(
    sources: Sources,
    files: tuple[SourceFile, ...],
    ontology: tuple[Triple, ...],
    shapes: tuple[Triple, ...],
    rules: Mapping[str, str],
    compiled: tuple[Mapped, ...] = (),
) -> Loaded:
    """Put each file's triples into its named graph and add what the rules infer from all of them."""
    stated = Dataset.of(_stated(_curated(files), compiled))
    codes = stated.graphs.get(iris.graph("codes"), ())
    dataset = stated.with_graphs({_INFERRED: infer(stated, ontology, rules)})
    return Loaded(sources, dataset, sorted_triples(ontology), codes, sorted_triples(shapes), files, rules, compiled)


def _curated(files: Iterable[SourceFile]) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    for file in files:
        graphs.setdefault(_graph_of(file), []).extend(file.triples)
    return graphs


def _stated(curated: Mapping[str, Sequence[Triple]], compiled: Iterable[Mapped]) -> dict[str, list[Triple]]:
    """What people wrote and what was compiled, by graph."""
    graphs = {name: list(triples) for name, triples in curated.items()}
    for name, triples in _merged(compiled, candidates=False).items():
        graphs.setdefault(name, []).extend(triples)
    return graphs


def _merged(compiled: Iterable[Mapped], *, candidates: bool) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    for mapped in compiled:
        for name, triples in mapped.graphs.items():
            if name.startswith(CANDIDATES) == candidates:
                graphs.setdefault(name, []).extend(triples)
    return graphs


def _read_all(sources: Sources, paths: Iterable[Path]) -> tuple[Triple, ...]:
    return tuple(triple for path in sorted(paths) for triple in read_turtle(path, sources.name(path)).triples)


def _graph_of(file: SourceFile) -> str:
    """The named graph of a file, by its place: a file of kg/documents/ says itself which edition it holds."""
    path = file.name.split("/")
    if path[:2] == ["ontology", "codes"]:
        return iris.graph("codes")
    if path[:2] == ["kg", "evidence"] and len(path) == 3:
        return iris.graph(f"curated/{Path(path[2]).stem}")
    if path[:2] == ["kg", "documents"] and len(path) == 3:
        return iris.graph(f"document/{_edition_of(file)}")
    if path[0] == "kg" and len(path) == 2:
        if path[1].endswith(".sssom.tsv"):
            return iris.graph("mappings")
        if path[1] == "literature.ttl":
            return iris.graph("literature")
        if path[1] == WITHDRAWN_FILE:
            return WITHDRAWN_GRAPH
        if path[1] in _ENTITY_FILES:
            return iris.graph("entities")
    raise InputError(
        f"{file.name}: no named graph for a file in this place",
        mend="put claims into kg/evidence/, document structure into kg/documents/, literature into kg/literature.ttl, "
        f"other things into one of {', '.join(_ENTITY_FILES)}",
    )


def _edition_of(file: SourceFile) -> str:
    editions = sorted(
        triple.subject.value
        for triple in file.triples
        if triple.predicate.value == RDF_TYPE
        and not isinstance(triple.subject, Triple)
        and getattr(triple.object, "value", "") == f"{ONCT}SummaryEdition"
    )
    if len(editions) != 1:
        raise InputError(
            f"{file.name}: holds {len(editions)} editions of a summary, one is expected",
            mend="state one onct:SummaryEdition in each file of kg/documents/",
        )
    return editions[0].removeprefix(f"{BASE}document/")
