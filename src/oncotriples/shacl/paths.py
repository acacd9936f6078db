"""Property paths of SHACL: read from a shapes graph, and walked over an index for many nodes at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from oncotriples.errors import InputError
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.index import Table, TripleIndex, as_collection
from oncotriples.shacl.terms import is_iri

__all__ = ["Itself", "Path", "Predicate", "Values", "read_path", "values_of"]

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
# What no path of a person goes beyond; a path that holds itself does.
_DEPTH = 100
_LENGTH = 100_000


class Path(Protocol):
    """A property path. ``text`` is an IRI without brackets, or SPARQL (``^<p>``, ``(<p>/<q>)``, ``<p>*``)."""

    @property
    def text(self) -> str:
        """The path as text."""
        ...

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        """Each node that the path leads from, and the distinct terms that it leads to, in the order of the data."""
        ...


@dataclass(frozen=True)
class Predicate:
    """One step along a property, given as a term."""

    term: str

    @property
    def text(self) -> str:
        """The property's IRI."""
        return self.term[1:-1]

    def table(self, index: TripleIndex, *, backwards: bool = False) -> Table:
        """Where it leads from each node."""
        return index.inverse(self.term) if backwards else index.table(self.term)

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        """Where it leads from some nodes."""
        table = self.table(index, backwards=backwards)
        return {node: as_collection(table[node]) for node in nodes if node in table}


@dataclass(frozen=True)
class _Inverse:
    """A path against its direction; a sequence in it is walked from its end."""

    inner: Path

    @property
    def text(self) -> str:
        # In SPARQL ^<p>+ is the inverse of a repetition, whose sign binds closer.
        return f"^{_operand(self.inner) if isinstance(self.inner, _Inverse) else _inside(self.inner)}"

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        return self.inner.walk(index, nodes, backwards=not backwards)


@dataclass(frozen=True)
class _Sequence:
    """One path behind the other."""

    steps: tuple[Path, ...]

    @property
    def text(self) -> str:
        return f"({'/'.join(map(_inside, self.steps))})"

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        reached: Mapping[str, Collection[str]] = {node: (node,) for node in nodes}
        for step in reversed(self.steps) if backwards else self.steps:
            edge = {term for terms in reached.values() for term in terms}
            further = step.walk(index, edge, backwards=backwards)
            reached = {node: _all_of(terms, further) for node, terms in reached.items()}
        return {node: terms for node, terms in reached.items() if terms}


def _all_of(terms: Collection[str], further: Mapping[str, Collection[str]]) -> Collection[str]:
    """What some terms lead to, each once."""
    if len(terms) == 1:
        return further.get(next(iter(terms)), ())
    return dict.fromkeys(far for term in terms for far in further.get(term, ()))


@dataclass(frozen=True)
class _Alternative:
    """Any of several paths."""

    choices: tuple[Path, ...]

    @property
    def text(self) -> str:
        return f"({'|'.join(map(_inside, self.choices))})"

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        walked = [choice.walk(index, nodes, backwards=backwards) for choice in self.choices]
        reached = {node: dict.fromkeys(term for one in walked for term in one.get(node, ())) for node in nodes}
        return {node: terms for node, terms in reached.items() if terms}


@dataclass(frozen=True)
class _Repeated:
    """A path any number of times: ``sign`` is ``*``, ``+`` or ``?``."""

    inner: Path
    sign: str

    @property
    def text(self) -> str:
        return f"{_operand(self.inner)}{self.sign}"

    def walk(self, index: TripleIndex, nodes: Set[str], *, backwards: bool = False) -> Mapping[str, Collection[str]]:
        steps: dict[str, Collection[str]] = {}
        edge = set(nodes)
        # Every node is left once, however many start nodes lead to it.
        while edge:
            found = self.inner.walk(index, edge, backwards=backwards)
            steps.update((node, found.get(node, ())) for node in edge)
            # Not the difference of two sets: that takes as long as there are steps, each time.
            further = (term for terms in found.values() for term in terms if term not in steps)
            edge = set(further) if self.sign != "?" else set()
        return {node: terms for node in nodes if (terms := self._reached(node, steps))}

    def _reached(self, start: str, steps: Mapping[str, Collection[str]]) -> Collection[str]:
        if self.sign == "?":
            return dict.fromkeys([start, *steps[start]])
        reached: dict[str, None] = {start: None} if self.sign == "*" else {}
        left = [start]
        while left:
            for term in steps[left.pop()]:
                if term not in reached:
                    reached[term] = None
                    left.append(term)
        return reached


def _inside(path: Path) -> str:
    return f"<{path.text}>" if isinstance(path, Predicate) else path.text


def _operand(path: Path) -> str:
    """A path as the one to which a sign belongs; SPARQL has no two signs of a kind together, as in ^^<p> and <p>+*."""
    return f"({path.text})" if isinstance(path, _Inverse | _Repeated) else _inside(path)


def read_path(shapes: TripleIndex, node: str) -> Path:
    """The path that a node of a shapes graph stands for. Raises InputError if it stands for none."""
    return _read(shapes, node, 0, {})


def _read(shapes: TripleIndex, node: str, depth: int, known: dict[str, Path]) -> Path:
    """The path of a node ``depth`` paths below the first; ``known`` ones are not read again."""
    if depth > _DEPTH:
        raise InputError(f"the property path {node} is nested deeper than {_DEPTH}", mend="a path must end")
    if node not in known:
        known[node] = _made(shapes, node, lambda inner: _read(shapes, inner, depth + 1, known))
        if len(known[node].text) > _LENGTH:
            raise InputError(f"the property path {node} is longer than {_LENGTH:,} signs", mend="write a shorter one")
    return known[node]


def _made(shapes: TripleIndex, node: str, read: Callable[[str], Path]) -> Path:
    if is_iri(node) and not shapes.objects(node, f"<{_RDF}first>"):
        return Predicate(node)
    # Of two forms at one node, which is not well-formed, the list counts, as in the W3C's suite (path-strange).
    members = tuple(map(read, shapes.items(node)))
    if len(members) > 1:
        return _Sequence(members)
    if inner := shapes.one(node, f"<{_SH}inversePath>"):
        return _Inverse(read(inner))
    if choices := shapes.one(node, f"<{_SH}alternativePath>"):
        members = tuple(map(read, shapes.items(choices)))
        if len(members) > 1:
            return _Alternative(members)
    for name, sign in _REPEATS.items():
        if inner := shapes.one(node, f"<{_SH}{name}>"):
            return _Repeated(read(inner), sign)
    raise InputError(
        f"{node} is no property path: {'a list of one' if members else 'neither an IRI nor a list'}",
        mend="write an IRI, a list of two paths or more, or sh:inversePath, sh:alternativePath and their like",
    )


class Values:
    """The value nodes of some focus nodes, to which a path leads.

    ``table`` has a term or several for a node; where ``several`` is given it holds every node that has several.
    """

    def __init__(
        self, nodes: Set[str], table: Mapping[str, str | Collection[str]], several: Set[str] | None = None
    ) -> None:
        self.nodes = nodes
        self._table = table
        self._several = several

    def of(self, node: str) -> Collection[str]:
        """The values of one node."""
        value = self._table.get(node)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value

    @cached_property
    def distinct(self) -> Set[str]:
        """The values of all nodes."""
        table = self._table
        found: set[str] = set()
        for value in [table[node] for node in self.nodes if node in table]:
            if isinstance(value, str):
                found.add(value)
            else:
                found.update(value)
        return found

    def pairs(self, wanted: Set[str]) -> Iterator[tuple[str, str]]:
        """Each node with each of its values that is wanted."""
        if not wanted:
            return
        table = self._table
        for node, value in [(node, table[node]) for node in self.nodes if node in table]:
            if isinstance(value, str):
                if value in wanted:
                    yield node, value
            else:
                for one in value:
                    if one in wanted:
                        yield node, one

    def with_fewer(self, count: int) -> Iterable[str]:
        """The nodes with fewer values than ``count``."""
        if count == 1:
            return [node for node in self.nodes if node not in self._table]
        return [node for node in self.nodes if len(self.of(node)) < count]

    def with_more(self, count: int) -> Iterable[str]:
        """The nodes with more values than ``count``."""
        nodes = self.nodes if self._several is None or not count else self.nodes & self._several
        return [node for node in nodes if len(self.of(node)) > count]


class Itself(Values):
    """Nodes as their own values: those of a node shape."""

    def __init__(self, nodes: Set[str]) -> None:
        super().__init__(nodes, {})

    def of(self, node: str) -> Collection[str]:
        """The node."""
        return (node,)

    @property
    def distinct(self) -> Set[str]:
        """The nodes."""
        return self.nodes

    def pairs(self, wanted: Set[str]) -> Iterator[tuple[str, str]]:
        """Each node that is wanted, twice."""
        return ((node, node) for node in self.nodes & wanted)


def values_of(path: Path | None, index: TripleIndex, nodes: Set[str]) -> Values:
    """The values to which a path leads from some nodes; without a path the nodes themselves."""
    if path is None:
        return Itself(nodes)
    if isinstance(path, Predicate):
        return Values(nodes, path.table(index), index.several.get(path.term, frozenset()))
    return Values(nodes, path.walk(index, nodes))
