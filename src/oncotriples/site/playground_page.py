"""The page of the playground, the terms that its editor offers, and its bundle, where this installation has it."""

import json
from collections.abc import Iterator
from importlib.resources import files as package_files
from pathlib import Path

from oncotriples.namespaces import BASE, PREFIXES, compact
from oncotriples.questions.catalogue import executable_text
from oncotriples.questions.saved import load_queries
from oncotriples.release.opened import DUMP
from oncotriples.site.sources import SiteSources

__all__ = ["bundle_folder", "playground_files"]


def bundle_folder() -> Path | None:
    """Where the bundle lies, or None: Node.js makes it when the package is built."""
    folder = Path(str(package_files("oncotriples"))) / "site" / "playground"
    return folder if (folder / "playground.js").is_file() else None


def playground_files(sources: SiteSources) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content; without the bundle only a page that says so."""
    name = f"dataset/{sources.release.version}/{DUMP}"
    bundle = bundle_folder() if sources.has_playground else None
    yield from sources.page(
        "playground.html",
        "playground",
        title="Playground",
        has_playground=bundle is not None,
        dump=name,
        sha256=sources.release.sums[DUMP],
        triples=sources.release.triples,
        base=BASE,
    ).items()
    if bundle is not None:
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                where = path.relative_to(bundle).as_posix()
                # A service worker serves what lies beside and below it.
                yield ("sw.js" if where == "sw.js" else f"playground/{where}"), path.read_bytes()
        yield "playground/terms.json", _terms(sources)


def _terms(sources: SiteSources) -> bytes:
    """What the editor completes: prefixes, classes, properties; and the saved questions, ready to run."""
    vocabulary = sources.vocabulary
    folder = sources.release.folder / "queries"
    content = {
        "base": BASE,
        "prefixes": dict(PREFIXES),
        "classes": [_term(sources, iri) for iri in vocabulary.terms("owl:Class")],
        "properties": [
            _term(sources, iri)
            for kind in ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
            for iri in vocabulary.terms(kind)
        ],
        "queries": [
            {"name": query.name, "theme": query.theme, "summary": query.summary, "text": executable_text(query)}
            for query in load_queries(folder).values()
        ],
    }
    return f"{json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _term(sources: SiteSources, iri: str) -> dict[str, str]:
    return {
        "name": compact(iri),
        "label": sources.vocabulary.label(iri),
        "definition": sources.vocabulary.definition(iri),
    }
