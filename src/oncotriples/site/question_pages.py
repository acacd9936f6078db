"""A page for each saved question: what it asks, a form for its values, its text, and the answer of this release.

Nothing here tells the release's version or date: a page is another only where the question, or its answer, is.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from oncotriples.errors import InputError
from oncotriples.iris import query as query_iri
from oncotriples.namespaces import BASE
from oncotriples.questions.lexing import Query
from oncotriples.questions.params import bind
from oncotriples.questions.saved import SavedQuery, load_queries
from oncotriples.release.media_types import media_type_of
from oncotriples.release.version import LICENSE
from oncotriples.render.html import data_block
from oncotriples.render.question_view import File, QuestionView
from oncotriples.render.resource import FORMS
from oncotriples.render.sparql import pieces
from oncotriples.render.views import ResourceView
from oncotriples.site.question_answers import LIMITS, Answered, Limits, answered, values_of
from oncotriples.site.question_chart import chart_of
from oncotriples.site.question_fields import Fields
from oncotriples.site.question_table import table_of
from oncotriples.site.sources import SiteSources

__all__ = ["question_files"]

_SENTENCE = re.compile(r".*?[.?!](?= |$)")
_UNESCAPED = "!~*'()"  # what encodeURIComponent leaves as it is, and ``quote`` would not


def question_files(sources: SiteSources, scratch: Path, *, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Path below the root and content: page and answer of each question of the release, and the list of all.

    ``scratch`` is a folder for what is needed meanwhile. Raises InputError for a question that cannot be asked, and for
    one of which the release's queries.ttl does not tell.
    """
    found = load_queries(sources.release.folder / "queries").values()
    queries = [query for query in found if query.path in sources.release.sums]
    fields = Fields(sources.index, sources.vocabulary, sources.reader)
    for one in answered(queries, sources.release, scratch, limits):
        resource = _resource(sources, one.query)
        files = one.files()
        view = _view(sources, fields, one, resource.path, files)
        yield from _page(sources, resource, view, limits)
        yield from ((resource.path + ending, content) for ending, content in files.items())
    yield from _list(sources, queries)


def _resource(sources: SiteSources, query: SavedQuery) -> ResourceView:
    """The question as a thing like others: its page has their head."""
    thing = sources.index.thing(query_iri(query.name))
    if thing is None:
        raise InputError(f"{query.path}: queries.ttl says nothing of this question", mend="make the release anew")
    return replace(sources.reader.view(thing), definition=query.description)


def _view(sources: SiteSources, fields: Fields, one: Answered, path: str, files: Mapping[str, bytes]) -> QuestionView:
    query, answer = one.query, one.answer
    bound = bind(query, values_of(query))
    where = Query(query.text).where
    before, after = query.text[:where], query.text[where:]
    table = table_of(query, answer, one.total, sources.reader) if answer and answer.verdict is None else None
    return QuestionView(
        name=query.name,
        theme=query.theme,
        tags=query.tags,
        fields=fields.of(query),
        command=_command(query),
        before=pieces(before),
        values=bound[len(before) : len(bound) - len(after)],
        after=pieces(after),
        playground=f"playground.html#query={quote(bound, safe=_UNESCAPED)}" if sources.has_playground else "",
        table=table,
        verdict=answer.verdict if answer else None,
        chart=Markup(chart_of(table, title=query.summary, path=path) if table else ""),  # noqa: S704  escaped by svg.py
        files=tuple(_file(query.name + ending) for ending in files),
    )


def _command(query: SavedQuery) -> str:
    """What to type to get the same answer; question.js writes the same."""
    given = [word for name, value in values_of(query).items() for word in ("--param", f"{name}={value}")]
    return shlex.join(["oncotriples", "query", query.name, *given])


def _file(name: str) -> File:
    kind = media_type_of(name)
    return File(name, kind.name, kind.label)


def _page(
    sources: SiteSources, resource: ResourceView, question: QuestionView, limits: Limits
) -> Iterator[tuple[str, bytes]]:
    """The page, and what its script reads: the same pieces of the query, and what its values must be."""
    script = {
        "name": question.name,
        "base": BASE,
        "before": "".join(piece.text for piece in question.before),
        "after": "".join(piece.text for piece in question.after),
        "parameters": [
            {
                "name": field.name,
                "type": field.type,
                "default": field.value if field.has_default else None,
                "expected": field.expected,
                "example": field.example,
            }
            for field in question.fields
        ],
    }
    yield from sources.page(
        "question.html",
        resource.path,
        title=resource.label,
        summary=resource.definition,
        view=resource,
        page=f"{BASE}{resource.path}.html",
        name=question.name,
        forms=FORMS,
        markup=data_block(_markup(resource, question)),
        question=question,
        script=data_block(script),
        limits=limits,
    ).items()


def _markup(resource: ResourceView, question: QuestionView) -> dict[str, Any]:
    """What search engines read: the question as a piece of code, and the files of its answer."""
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": f"{BASE}{resource.path}.html",
        "name": resource.label,
        "description": resource.definition,
        "keywords": list(question.tags),
        "license": LICENSE,
        "isPartOf": {"@id": f"{BASE}dataset"},
        "about": {
            "@type": "SoftwareSourceCode",
            "@id": resource.iri,
            "name": resource.label,
            "programmingLanguage": "SPARQL",
        },
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": file.type, "contentUrl": f"{BASE}query/{file.name}"}
            for file in question.files
        ],
    }


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0] if found else text


def _list(sources: SiteSources, queries: list[SavedQuery]) -> Iterator[tuple[str, bytes]]:
    """All questions by theme, the theme with most of them first."""
    by_theme = [
        (theme, list(group))
        for theme, group in groupby(sorted(queries, key=lambda query: query.theme), key=lambda query: query.theme)
    ]
    by_theme.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    yield from sources.page(
        "questions.html",
        "query/index",
        title="Questions",
        summary="Saved questions to the graph in SPARQL, each with its answer",
        themes=by_theme,
        sentences={query.name: _first_sentence(query.description) for query in queries},
        count=len(queries),
        has_playground=sources.has_playground,
    ).items()
