"""Constraints on each value by itself: its class, datatype, kind, range, text, language, and membership of a list.

The clauses are those of https://www.w3.org/TR/shacl/#core-components.
"""

from abc import abstractmethod
from collections.abc import Collection, Set

from oncotriples.namespaces import PREFIXES, XSD
from oncotriples.shacl.checks import SH, Run, Shape, ValueCheck
from oncotriples.shacl.comparing import Ordered, ordered
from oncotriples.shacl.lexical import is_well_formed
from oncotriples.shacl.patterns import Pattern
from oncotriples.shacl.terms import is_blank, language_of, string_of

__all__ = [
    "ClassCheck",
    "DatatypeCheck",
    "InCheck",
    "LanguageCheck",
    "LengthCheck",
    "NodeKindCheck",
    "PatternCheck",
    "RangeCheck",
    "TermCheck",
]

_KINDS = {
    "IRI": "<",
    "BlankNode": "_",
    "Literal": '"',
    "BlankNodeOrIRI": "<_",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}


class TermCheck(ValueCheck):
    """A constraint that a term keeps or breaks, whatever else the data says."""

    @abstractmethod
    def breaks(self, term: str) -> bool:
        """Whether a term breaks it."""

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that break it."""
        return set(filter(self.breaks, terms))


class ClassCheck(ValueCheck):
    """sh:class (4.1.1): a value is an instance of a class or of a subclass."""

    component = f"{SH}ClassConstraintComponent"

    def __init__(self, shape: Shape, class_: str) -> None:
        super().__init__(shape)
        self._class = class_

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that are no instances."""
        return terms - run.index.instances(self._class)


class DatatypeCheck(TermCheck):
    """sh:datatype (4.1.2): a value is a literal of a datatype, and its text a form of that."""

    component = f"{SH}DatatypeConstraintComponent"

    def __init__(self, shape: Shape, datatype: str) -> None:
        super().__init__(shape)
        self._datatype = datatype
        self._ending = '"' if datatype == f"{XSD}string" else f'"^^<{datatype}>'

    def breaks(self, term: str) -> bool:
        """Whether a term is anything else."""
        if term[0] != '"':
            return True
        # Only a plain literal, of xsd:string, ends so.
        if term.endswith(self._ending):
            return is_well_formed(string_of(term), self._datatype) is False
        return not (self._datatype == f"{PREFIXES['rdf']}langString" and language_of(term))


class NodeKindCheck(TermCheck):
    """sh:nodeKind (4.1.3): a value is an IRI, a blank node, a literal, or one of two of these."""

    component = f"{SH}NodeKindConstraintComponent"

    def __init__(self, shape: Shape, kind: str) -> None:
        super().__init__(shape)
        self._starts = _KINDS.get(kind.removeprefix(SH), "")

    def breaks(self, term: str) -> bool:
        """Whether a term is of another kind."""
        return term[0] not in self._starts


class RangeCheck(TermCheck):
    """sh:minExclusive and its like (4.3): where a value stands to a bound. What cannot be compared stands nowhere."""

    def __init__(self, shape: Shape, component: str, bound: str, allowed: Collection[int]) -> None:
        super().__init__(shape)
        self.component = component
        self._bound: Ordered | None = ordered(bound)
        self._allowed = allowed

    def breaks(self, term: str) -> bool:
        """Whether a term stands elsewhere, or cannot be compared with the bound."""
        place = ordered(term)
        return place is None or self._bound is None or place.compare(self._bound) not in self._allowed


class LengthCheck(TermCheck):
    """sh:minLength and sh:maxLength (4.4.1, 4.4.2): the length of an IRI or a literal's text in characters."""

    def __init__(self, shape: Shape, component: str, *, least: int = 0, most: int | None = None) -> None:
        super().__init__(shape)
        self.component = component
        self._least = least
        self._most = most

    def breaks(self, term: str) -> bool:
        """Whether a term is too short or too long, or a blank node."""
        if is_blank(term):
            return True
        length = term.rindex('"') - 1 if term[0] == '"' and "\\" not in term else len(string_of(term))
        return length < self._least or (self._most is not None and length > self._most)


class PatternCheck(ValueCheck):
    """sh:pattern (4.4.3): an IRI or a literal's text matches a regular expression; a blank node never does."""

    component = f"{SH}PatternConstraintComponent"

    def __init__(self, shape: Shape, pattern: Pattern) -> None:
        super().__init__(shape)
        self._pattern = pattern

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that do not match."""
        texts = {term: string_of(term) for term in terms if not is_blank(term)}
        mismatches = self._pattern.find_mismatches(set(texts.values()))
        return {term for term in terms if term not in texts or texts[term] in mismatches}


class LanguageCheck(TermCheck):
    """sh:languageIn (4.4.4): a value's language tag falls into one of some ranges, as SPARQL's langMatches tells."""

    component = f"{SH}LanguageInConstraintComponent"

    def __init__(self, shape: Shape, ranges: Collection[str]) -> None:
        super().__init__(shape)
        self._ranges = tuple(one.lower() for one in ranges)

    def breaks(self, term: str) -> bool:
        """Whether a term has no such language tag."""
        language = language_of(term).lower()
        if language in self._ranges:
            return not language
        return not language or not any(one == "*" or language.startswith(f"{one}-") for one in self._ranges)


class InCheck(ValueCheck):
    """sh:in (4.8.3): a value is a member of a list."""

    component = f"{SH}InConstraintComponent"

    def __init__(self, shape: Shape, members: Collection[str]) -> None:
        super().__init__(shape)
        self._members = frozenset(members)

    def bad(self, run: Run, terms: Set[str]) -> Set[str]:
        """Those of the terms that are not."""
        return terms - self._members
