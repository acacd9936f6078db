"""Writes docs/reference/{fair,mapping,model,queries,rules}.md from ontology, queries, rules and checks themselves.

``python docs/generate.py`` writes; ``--check`` exits 1 where a page is stale, which a test calls.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from oncotriples.documents.kinds import KINDS
from oncotriples.fair.judging import CHECKS
from oncotriples.fair.model import Check
from oncotriples.fair.report import PRINCIPLES
from oncotriples.graph import literature
from oncotriples.graph.article import ARTICLE_RULES
from oncotriples.graph.compiled import RULES
from oncotriples.graph.reading import Triple, read_turtle
from oncotriples.graph.rules import read_rules
from oncotriples.graph.terminology import TERMINOLOGY_RULES
from oncotriples.graph.trial import TRIAL_RULES
from oncotriples.namespaces import ONCT, PREFIXES, RDF_TYPE, compact
from oncotriples.questions.saved import SavedQuery, load_queries
from oncotriples.sources import Sources

__all__ = ["main", "pages"]

_ROOT = Path(__file__).resolve().parents[1]
_NOTICE = "<!-- Written by docs/generate.py; change the source, then run it. -->\n\n"
_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]


class _Terms:
    """The ontology's own terms: IRI → predicate → readable values."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        triples = tuple(triples)
        self._lists = {t.subject: t for t in triples}
        self._by_subject: dict[object, dict[str, list[object]]] = {}
        for triple in triples:
            self._by_subject.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)

    def own(self, kind: str) -> list[str]:
        """The terms of our namespace that are of an OWL kind, by IRI, sorted."""
        return sorted(
            subject.value  # type: ignore[attr-defined]
            for subject, facts in self._by_subject.items()
            if getattr(subject, "value", "").startswith(ONCT)
            and any(getattr(o, "value", "") == PREFIXES["owl"] + kind for o in facts.get(RDF_TYPE, ()))
        )

    def values(self, iri: str, predicate: str) -> list[str]:
        """What a term has for a predicate, readable; a union is its members joined by “or”."""
        for subject, facts in self._by_subject.items():
            if getattr(subject, "value", "") == iri:
                return sorted(self._readable(o) for o in facts.get(predicate, ()))
        return []

    def _readable(self, term: object) -> str:
        facts = self._by_subject.get(term, {})
        if members := facts.get(PREFIXES["owl"] + "unionOf"):
            return " or ".join(self._members(members[0]))
        value = str(getattr(term, "value", ""))
        return compact(value) if type(term).__name__ == "NamedNode" else value

    def _members(self, node: object) -> Iterable[str]:
        rdf = PREFIXES["rdf"]
        while facts := self._by_subject.get(node, {}):
            yield self._readable(facts[rdf + "first"][0])
            node = facts[rdf + "rest"][0]


def pages(sources: Sources) -> dict[str, str]:
    """The text of each page, by its name under docs/reference/."""
    terms = _Terms(read_turtle(sources.ontology / "oncotriples.ttl", "ontology/oncotriples.ttl").triples)
    return {
        "fair.md": _fair(),
        "mapping.md": _mapping(),
        "model.md": _model(terms),
        "queries.md": _queries(load_queries(sources.queries)),
        "rules.md": _rules(read_rules(sources.ontology / "rules")),
    }


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _model(terms: _Terms) -> str:
    def first(iri: str, predicate: str) -> str:
        return ", ".join(terms.values(iri, predicate))

    classes = _table(
        ("class", "below", "definition", "example"),
        (
            (f"`{compact(iri)}`", first(iri, _RDFS + "subClassOf"), first(iri, _SKOS + "definition"),
             first(iri, _SKOS + "example"))
            for iri in terms.own("Class")
        ),
    )  # fmt: skip
    properties = [*terms.own("ObjectProperty"), *terms.own("DatatypeProperty")]
    rows = (
        (f"`{compact(iri)}`", first(iri, _RDFS + "domain") or "any", first(iri, _RDFS + "range"),
         first(iri, _SKOS + "definition"), first(iri, _SKOS + "example"))
        for iri in sorted(properties)
    )  # fmt: skip
    table = _table(("property", "domain", "range", "definition", "example"), rows)
    return f"{_NOTICE}# The model\n\n## Classes\n\n{classes}\n## Properties\n\n{table}"


def _queries(queries: Mapping[str, SavedQuery]) -> str:
    parts = [f"{_NOTICE}# Saved queries\n\n`oncotriples query NAME --param name=value`\n"]
    for theme in sorted({query.theme for query in queries.values()}):
        parts.append(f"\n## {theme}\n")
        for query in sorted((q for q in queries.values() if q.theme == theme), key=lambda q: q.name):
            parts.append(f"\n### {query.name}\n\n{query.summary}. {query.description}\n\n")
            parts.extend(f"- parameter `{p.name}` ({p.type}), default `{p.default}`\n" for p in query.params.values())
            parts.append(f"- columns: {', '.join(f'`{column}`' for column in query.columns)}\n")
    return "".join(parts)


def _fair() -> str:
    def judged_by(check: Check) -> str:
        return "release" if check.judge else "pages" if check.judge_pages else "network"

    parts = [
        f"{_NOTICE}# Checks of `oncotriples fair`\n\n"
        "How to run them is in [how-to/fair.md](../how-to/fair.md). “F-UJI” are tests of the metrics 0.8 of "
        "[F-UJI](https://github.com/pangaea-data-publisher/fuji), “F-UJI 0.5” those of 0.5 where that asks more, and "
        "“FAIR-Checker” those of [FAIR-Checker](https://github.com/IFB-ElixirFr/FAIR-checker). A check is judged by "
        "the files of the release, by the pages of its site (with `--site`), or only where there is a network.\n"
    ]
    for letter, principle in PRINCIPLES.items():
        rows = (
            (f"`{check.id}`", check.question, judged_by(check), ", ".join(check.follows), check.mend)
            for check in CHECKS
            if check.id.startswith(letter)
        )
        parts.append(f"\n## {principle}\n\n{_table(('check', 'asks', 'judged by', 'as', 'what to do'), rows)}")
    return "".join(parts)


def _rules(rules: Mapping[str, str]) -> str:
    def sentence(text: str) -> str:
        return " ".join(line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))

    rows = ((f"`{name}`", sentence(text)) for name, text in sorted(rules.items()))
    return (
        f"{_NOTICE}# Inference\n\nWhat `graph/inferred` holds, one CONSTRUCT of `ontology/rules/` a row.\n\n"
        + _table(("rule", "says"), rows)
    )


def _mapping() -> str:
    def sentence(rule: Callable[..., object]) -> str:
        return " ".join((rule.__doc__ or "").split())

    def listed(rules: Iterable[Callable[..., object]]) -> str:
        rows = ((f"`{rule.__name__}`", sentence(rule)) for rule in rules)
        return _table(("rule", "says"), rows)

    kinds = _table(
        ("kind", "told by", "largest"),
        (
            (kind.name, f"the root `{kind.root}`" if kind.root else "PDQ in its title", f"{kind.limit >> 20} MB")
            for kind in KINDS
        ),
    )
    works = "\n\n".join((literature.__doc__ or "").split("\n\n")[1:])
    return (
        f"{_NOTICE}# From documents to triples\n\n"
        "Written from the docstrings of the rules in `src/oncotriples/graph/`. How to use them, with an example of "
        "each kind, is in [how-to/ingest.md](../how-to/ingest.md).\n\n"
        f"## Kinds of documents\n\n{kinds}\n"
        f"## Pages and summaries\n\n{listed(RULES)}\n"
        f"## Terms and drugs\n\n{listed(TERMINOLOGY_RULES)}\n"
        f"## The literature that they cite\n\n{works.strip()}\n\n"
        f"## What PubMed says of it\n\n{listed(ARTICLE_RULES)}\n"
        f"## What the registry says of trials\n\n{listed(TRIAL_RULES)}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page is stale")
    check = parser.parse_args(arguments).check
    stale = 0
    for name, text in pages(Sources(_ROOT)).items():
        path = _ROOT / "docs" / "reference" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            print(f"docs/reference/{name}: {'is stale' if check else 'written'}")
            if not check:
                path.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
