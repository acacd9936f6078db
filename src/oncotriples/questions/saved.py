"""Saved queries: one ``.rq`` file a question, with a header of ``#+`` lines in YAML.

::

    #+ summary: Agents by tumor subtype
    #+ description: Which agents does a source report as active against which tumor subtype?
    #+ params: {subtype: {type: iri, default: "subtype/chordoma"}}
    #+ columns: {agent: iri, agentLabel: text, pmids: list}
    #+ tags: [evidence]

A parameter is the variable ``?_<name>_<type>``, as grlc spells it. The columns are those of the SELECT, in its order.
Two types of column are made by GROUP_CONCAT, whose order SPARQL leaves open: ``list`` (words joined by a space) and
``labels`` (joined by ``"; "``); they are sorted when the answer is read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from oncotriples.errors import InputError, MachineError, SourceSyntaxError, UnknownNameError
from oncotriples.questions.lexing import Query

__all__ = ["COLUMN_TYPES", "PARAMETER_TYPES", "Parameter", "SavedQuery", "find_query", "load_queries", "read_query"]

PARAMETER_TYPES = ("iri", "text", "integer", "decimal")
COLUMN_TYPES = ("iri", "text", "integer", "decimal", "boolean", "date", "year", "list", "labels")

_KEYS = ("summary", "description", "params", "columns", "tags")
_PARAMETER_KEYS = ("type", "default", "example")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PARAMETER_NAME = re.compile(r"[a-z][A-Za-z0-9]*")


@dataclass(frozen=True)
class Parameter:
    """A value that the asker may give. Without a default it must be given."""

    name: str
    type: str
    default: str | None = None
    example: str | None = None

    @property
    def variable(self) -> str:
        """The query's variable for it, without the question mark."""
        return f"_{self.name}_{self.type}"


@dataclass(frozen=True)
class SavedQuery:
    """A question: its name (the file's), theme (the folder's), header, and the query text without the header."""

    name: str
    theme: str
    summary: str
    description: str
    params: Mapping[str, Parameter]
    columns: Mapping[str, str]
    tags: tuple[str, ...]
    text: str
    path: str

    @property
    def form(self) -> str:
        """``SELECT``, ``ASK`` or ``CONSTRUCT``."""
        return Query(self.text).form


def load_queries(folder: Path) -> Mapping[str, SavedQuery]:
    """All saved queries below a folder by name, in the order of their names. Raises InputError, as read_query."""
    found: dict[str, SavedQuery] = {}
    for path in sorted(folder.glob("*/*.rq"), key=lambda path: (path.stem, path.as_posix())):
        query = read_query(path, folder)
        if query.name in found:
            raise SourceSyntaxError(
                query.path, 1, 0, f"{found[query.name].path} has the same name", mend="rename one of the two files"
            )
        found[query.name] = query
    return MappingProxyType(found)


def find_query(folder: Path, name: str) -> SavedQuery:
    """One saved query; no other file is read. Raises UnknownNameError with the names that come nearest."""
    paths = {path.stem: path for path in sorted(folder.glob("*/*.rq"))}
    if name not in paths:
        raise UnknownNameError("query", name, paths, mend="oncotriples query --list shows them all")
    return read_query(paths[name], folder)


def read_query(path: Path, folder: Path) -> SavedQuery:
    """Read one ``.rq`` file in a theme's folder below ``folder``.

    Raises InputError with file and line where the header is not as it should be or does not fit the query.
    """
    shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError as error:
        raise MachineError(f"{shown}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourceSyntaxError(shown, 0, 0, f"is not UTF-8: {error.reason}", mend="save it as UTF-8") from None
    size = next((index for index, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    header = _Header(shown, tuple(line[2:] for line in lines[:size]))
    if not _NAME.fullmatch(path.stem):
        raise header.error("", f"“{path.stem}” is no name for a query", "use lower-case words joined by hyphens")
    text = "".join(lines[size:]).strip() + "\n"
    fields = header.fields()
    query = SavedQuery(
        name=path.stem,
        theme=path.parent.name,
        summary=header.text(fields, "summary"),
        description=header.text(fields, "description"),
        params=MappingProxyType(header.parameters(fields)),
        columns=MappingProxyType(header.columns(fields)),
        tags=header.tags(fields),
        text=text,
        path=shown,
    )
    _check_fit(query, header)
    return query


def _check_fit(query: SavedQuery, header: "_Header") -> None:
    """Whether the header's parameters and columns are those of the query."""
    parsed = Query(query.text)
    try:
        form, _ = parsed.form, parsed.where
        reached = parsed.outer_variables
    except InputError as error:
        raise SourceSyntaxError(query.path, len(header.lines) + 1, 0, error.message, mend=error.mend) from None
    if form == "DESCRIBE":
        raise SourceSyntaxError(
            query.path, len(header.lines) + 1, 0, "each engine answers DESCRIBE differently", mend="write a CONSTRUCT"
        )
    for parameter in query.params.values():
        if parameter.variable not in reached:
            raise header.error(
                "params",
                f"parameter “{parameter.name}” has no variable ?{parameter.variable} in the outer WHERE group",
                "use that variable outside subselects, or remove the parameter",
            )
    expected = parsed.projected if form == "SELECT" else ()
    if tuple(query.columns) != expected:
        raise header.error(
            "columns",
            f"the columns are {_names(query.columns)}, but the query gives {_names(expected)}",
            "list the variables of the SELECT in their order, each with its type",
        )


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns) or "none"


@dataclass(frozen=True)
class _Header:
    """The YAML of a header, and where each of its keys stands."""

    path: str
    lines: tuple[str, ...]

    def error(self, key: str, problem: str, mend: str = "") -> SourceSyntaxError:
        start = re.compile(rf"\s*{re.escape(key)}\s*:") if key else re.compile("")
        line = next((number for number, text in enumerate(self.lines, start=1) if start.match(text)), 1)
        return SourceSyntaxError(self.path, line, 0, problem, mend=mend)

    def fields(self) -> dict[str, Any]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is not in every build of PyYAML
        try:
            fields = yaml.load("".join(self.lines), Loader=loader)  # noqa: S506  both loaders are safe ones
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (mark.line + 1, mark.column + 3) if mark else (1, 0)
            raise SourceSyntaxError(self.path, line, column, f"the header is no YAML: {error.problem}") from None
        if not isinstance(fields, dict):
            raise self.error("", "the file does not start with a header", f"write #+ lines with {', '.join(_KEYS)}")
        for key in fields:
            if key not in _KEYS:
                raise self.error(str(key), f"unknown header field “{key}”", f"use only {', '.join(_KEYS)}")
        for key in _KEYS:
            if key not in fields and key != "params":
                raise self.error("", f"the header has no “{key}”", f"add a line: #+ {key}: …")
        return fields

    def text(self, fields: dict[str, Any], key: str) -> str:
        value = fields[key]
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"“{key}” is no text", "write a sentence")
        return " ".join(value.split())

    def tags(self, fields: dict[str, Any]) -> tuple[str, ...]:
        value = fields["tags"]
        if not isinstance(value, list) or not value or not all(isinstance(tag, str) and tag for tag in value):
            raise self.error("tags", "“tags” is no list of words", "write them as [evidence, agents]")
        return tuple(value)

    def columns(self, fields: dict[str, Any]) -> dict[str, str]:
        value = fields["columns"]
        if not isinstance(value, dict):
            raise self.error("columns", "“columns” is no mapping", "write it as {agent: iri, label: text}")
        for name, type_ in value.items():
            if type_ not in COLUMN_TYPES:
                raise self.error("columns", f"column “{name}” has no type “{type_}”", f"use {', '.join(COLUMN_TYPES)}")
        return {str(name): type_ for name, type_ in value.items()}

    def parameters(self, fields: dict[str, Any]) -> dict[str, Parameter]:
        value = fields.get("params") or {}
        if not isinstance(value, dict):
            raise self.error("params", "“params” is no mapping", "write it as {subtype: {type: iri}}")
        return {str(name): self._parameter(str(name), settings) for name, settings in value.items()}

    def _parameter(self, name: str, settings: Any) -> Parameter:
        if not _PARAMETER_NAME.fullmatch(name):
            raise self.error(name, f"“{name}” is no name for a parameter", "use letters and digits, a small one first")
        if not isinstance(settings, dict) or not set(settings) <= set(_PARAMETER_KEYS):
            raise self.error(name, f"parameter “{name}” is not described", f"use only {', '.join(_PARAMETER_KEYS)}")
        if settings.get("type") not in PARAMETER_TYPES:
            raise self.error(name, f"parameter “{name}” has no type", f"use one of {', '.join(PARAMETER_TYPES)}")
        for key in ("default", "example"):
            if isinstance(settings.get(key), bool | list | dict):
                raise self.error(name, f"the {key} of parameter “{name}” is no single value", "put it into quotes")
        given = {key: str(settings[key]) for key in ("default", "example") if settings.get(key) is not None}
        if not given:
            raise self.error(name, f"parameter “{name}” has neither default nor example", "add one")
        return Parameter(name, settings["type"], given.get("default"), given.get("example"))
