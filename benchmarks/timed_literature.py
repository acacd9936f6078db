"""One way to read files of PubMed, in a process of its own.

``python -m benchmarks.timed_literature WHAT FILE…``. WHAT is ``gzip`` (Python's, nothing else), ``lxml`` (iterparse,
which clears what it has seen), ``records`` (ours: files to records, in this process), ``all-1`` and ``all-2`` (ours:
every record as a line of JSON on standard output, with that many jobs), ``cited`` (ours: the records of 2,000 PMIDs
into a lock) or ``check`` (is what ours gives what was generated? prints how many values of how many fields).
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

CITED = 2_000


def main() -> None:
    """Do it once."""
    what, paths = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    if what.startswith("all-"):
        every(paths, int(what[4:]))
    else:
        print({"gzip": unpack, "lxml": iterparse, "records": records, "cited": cited, "check": check}[what](paths))


def unpack(paths: Sequence[Path]) -> int:
    """Python's gzip alone: bytes."""
    size = 0
    for path in paths:
        with gzip.open(path) as file:
            while block := file.read(1 << 18):
                size += len(block)
    return size


def iterparse(paths: Sequence[Path]) -> int:
    """Parsing by lxml alone: articles."""
    from lxml import etree

    count = 0
    for path in paths:
        with gzip.open(path) as file:
            for _, element in etree.iterparse(file, events=("end",), tag="PubmedArticle"):
                count += 1
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return count


def records(paths: Sequence[Path]) -> int:
    """Our reader alone: articles."""
    from oncotriples.documents.article import read_article
    from oncotriples.documents.article_set import pieces

    count = 0
    for path in paths:
        with path.open("rb") as file:
            for piece in pieces(file, path.name):
                if piece.tag != "DeleteCitation":
                    read_article(piece, path.name)
                    count += 1
    return count


def every(paths: Sequence[Path], jobs: int) -> None:
    """Lines of JSON, and the account on standard error."""
    from oncotriples.enrichment.loading import json_line, load_all

    def told(account: object) -> None:
        print(account, file=sys.stderr)

    sys.stdout.writelines(line + "\n" for line in load_all(paths, json_line, jobs=jobs, done=told))


def cited(paths: Sequence[Path]) -> int:
    """The records of PMIDs spread over all files: articles."""
    from benchmarks.literature_data import COUNT, first_pmid
    from oncotriples.enrichment.literature_lock import LiteratureLock
    from oncotriples.enrichment.loading import load_cited

    step = COUNT * len(paths) // CITED
    numbers = [first_pmid(file) + place for file in range(1, len(paths) + 1) for place in range(0, COUNT, step)]
    lock = LiteratureLock()
    account = load_cited(paths, map(str, numbers), lock, date(2026, 11, 23))
    assert len(lock.articles) == account.taken == len(numbers), account
    return account.records


def check(paths: Sequence[Path]) -> str:
    """Whether each line is that of the generated record. Raises AssertionError."""
    from benchmarks.literature_data import COUNT, articles
    from oncotriples.documents.article_entry import PubMedArticle
    from oncotriples.enrichment.loading import json_line, load_all
    from oncotriples.evidence.schemas import Schema

    schema = Schema.of(PubMedArticle)
    found = load_all(paths, json_line, jobs=2, done=lambda _: None)
    values: Counter[str] = Counter()
    # Newest file first.
    for number in range(len(paths), 0, -1):
        for invented in articles(COUNT, number):
            article = json.loads(next(found))["article"]
            assert article == json.loads(json.dumps(schema.bare(invented.article))), (article, invented.article)
            _count(article, "", values)
    assert next(found, None) is None
    return json.dumps({"values": values.total(), "fields": dict(values)})


def _count(value: object, name: str, values: Counter[str]) -> None:
    if isinstance(value, dict):
        for key, held in value.items():
            _count(held, f"{name}.{key}" if name else key, values)
    elif isinstance(value, list):
        for held in value:
            _count(held, name, values)
    else:
        values[name] += 1


if __name__ == "__main__":
    main()
