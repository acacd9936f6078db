"""An index of triples for validation: for each predicate, which subject has which values.

Terms are texts (``oncotriples.shacl.terms``), each held once. A subject with one value of a predicate has that text in
the predicate's table; one with several has a collection of them. That takes a fraction of the memory of a triple store
(docs/decisions/0003), and a question about all subjects at once is an operation on sets.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.terms import NIL, TYPE

__all__ = ["SUBCLASS", "Table", "TripleIndex", "as_collection"]

Several = list[str] | dict[str, None]
Table = dict[str, str | Several]

_RDF = PREFIXES["rdf"]
_FIRST, _REST = f"<{_RDF}first>", f"<{_RDF}rest>"
SUBCLASS = f"<{PREFIXES['rdfs']}subClassOf>"
# From this many values on, a dictionary tells faster than a list whether a value is new.
_MANY = 16
_NONE: Table = {}


class TripleIndex:
    """A set of triples, in the order in which they came: filled by ``add_lines``, then asked.

    ``tables`` has a table for each predicate; ``several`` the subjects with more than one value of it.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.several: dict[str, set[str]] = {}
        self._terms: dict[str, str] = {}
        self._inverse: dict[str, Table] = {}
        self._instances: dict[str, frozenset[str]] = {}
        self._size = 0

    def __len__(self) -> int:
        """The number of distinct triples. rdflib asks for it whenever a graph is tested for truth."""
        return self._size

    def add_lines(self, lines: Iterable[str]) -> None:
        """Add triples in canonical N-Triples, one a line, without line breaks."""
        tables, keep = self.tables, self._terms.setdefault
        last = ""
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            value = value[:-2]
            value = keep(value, value)
            # Lines of one subject stand together in most files.
            last = subject = last if subject == last else keep(subject, subject)
            table = tables.get(predicate)
            if table is None:
                predicate = keep(predicate, predicate)
                table, self.several[predicate] = {}, set()
                tables[predicate] = table
            before = table.setdefault(subject, value)
            if before is not value:
                self._add_another(predicate, table, subject, before, value)

    def _count(self) -> int:
        singles = sum(len(table) for table in self.tables.values())
        return singles + sum(
            len(self.tables[predicate][subject]) - 1
            for predicate, subjects in self.several.items()
            for subject in subjects
        )

    def _add_another(self, predicate: str, table: Table, subject: str, before: str | Several, value: str) -> None:
        if isinstance(before, str):
            table[subject] = [before, value]
            self.several[predicate].add(subject)
        elif isinstance(before, dict):
            before[value] = None
        elif value not in before:
            if len(before) < _MANY:
                before.append(value)
            else:
                table[subject] = dict.fromkeys([*before, value])

    def finish(self) -> None:
        """Let go of what only adding needs."""
        self._terms = {}
        self._size = self._count()

    def table(self, predicate: str) -> Table:
        """Subjects and values of a predicate."""
        return self.tables.get(predicate, _NONE)

    def inverse(self, predicate: str) -> Table:
        """Values of a predicate and the subjects that have them; made once."""
        found = self._inverse.get(predicate)
        if found is None:
            found = self._inverse[predicate] = {}
            for subject, value in self.pairs(predicate):
                before = found.setdefault(value, subject)
                if before is not subject:
                    if isinstance(before, list):
                        before.append(subject)
                    else:
                        found[value] = [str(before), subject]
        return found

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Each subject with each of its values."""
        for subject, value in self.table(predicate).items():
            if isinstance(value, str):
                yield subject, value
            else:
                for one in value:
                    yield subject, one

    def objects(self, subject: str, predicate: str) -> Collection[str]:
        """The values of a predicate at a subject."""
        return as_collection(self.table(predicate).get(subject))

    def subjects(self, predicate: str, value: str) -> Collection[str]:
        """The subjects that have a value of a predicate."""
        return as_collection(self.inverse(predicate).get(value))

    def one(self, subject: str, predicate: str) -> str:
        """The first value of a predicate at a subject, or ""."""
        return next(iter(self.objects(subject, predicate)), "")

    def about(self, subject: str) -> Iterator[tuple[str, str]]:
        """What is said of a subject: predicates and values."""
        for predicate, table in self.tables.items():
            value = table.get(subject)
            if value is not None:
                for one in as_collection(value):
                    yield predicate, one

    def items(self, head: str) -> list[str]:
        """The members of an RDF list; up to where it breaks off, or comes round to itself."""
        members: list[str] = []
        seen: set[str] = set()
        while head and head != NIL and head not in seen:
            seen.add(head)
            members.extend(self.objects(head, _FIRST))
            head = self.one(head, _REST)
        return members

    def instances(self, class_: str) -> frozenset[str]:
        """The nodes with a class or a subclass of it, however far down, as type; made once for each class."""
        found = self._instances.get(class_)
        if found is None:
            subclasses = self.closure([class_], self.inverse(SUBCLASS))
            typed = self._typed
            found = frozenset().union(*(typed[one] for one in subclasses if one in typed))
            self._instances[class_] = found
        return found

    @cached_property
    def _typed(self) -> dict[str, list[str]]:
        typed: dict[str, list[str]] = {}
        for subject, class_ in self.pairs(TYPE):
            typed.setdefault(class_, []).append(subject)
        return typed

    @staticmethod
    def closure(start: Iterable[str], table: Table) -> set[str]:
        """Some terms and all that a table leads to from them."""
        reached: set[str] = set()
        edge = set(start)
        while edge:
            reached |= edge
            edge = {further for term in edge for further in as_collection(table.get(term))} - reached
        return reached


def as_collection(value: str | Several | None) -> Collection[str]:
    """The values that an entry of a table holds."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
