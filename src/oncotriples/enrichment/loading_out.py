"""All records of PubMed files as one file: lines of JSON, or N-Quads."""

from collections.abc import Sequence
from pathlib import Path

from oncotriples.enrichment.literature_lock import ArticleEntry
from oncotriples.enrichment.loading import Loaded, json_line, load_all
from oncotriples.errors import InputError
from oncotriples.files import replacing
from oncotriples.ingestion.outputs import write_gzip

__all__ = ["quads", "write_all"]


def quads(entry: ArticleEntry) -> str:
    """The quads of a record, one a line, without the last line's end."""
    from oncotriples.graph.article import entry_lines

    return "".join(entry_lines(entry))[:-1]


_FORMATS = {".jsonl.gz": json_line, ".nq.gz": quads}


def write_all(paths: Sequence[Path], out: Path, *, jobs: int | None = None) -> Loaded:
    """Write every record of the files, newest first; the file is there at once, or not at all.

    Raises InputError for a bad file or a name that tells no format, MachineError where it cannot be written.
    """
    line = next((made for ending, made in _FORMATS.items() if out.name.endswith(ending)), None)
    if line is None:
        raise InputError(f"{out}: no format has this ending", mend=f"end it in {' or '.join(_FORMATS)}")
    results: list[Loaded] = []
    with replacing(out) as beside:
        write_gzip(beside, load_all(paths, line, jobs=jobs, done=results.append), out.name)
    return results[0]
