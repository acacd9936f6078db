"""Entries of the terminology, as PDQ publishes them in XML.

Definitions and the menus of the web site are left out on purpose: a term is its names and its place among the others.
"""

import re

from lxml import etree

from oncotriples.documents.entries import Term, TermName
from oncotriples.documents.problems import Problem
from oncotriples.documents.xml import XmlDocument, line_of
from oncotriples.documents.xml_values import UnknownElements, checked_id, plain_text, read_date
from oncotriples.quality.findings import Severity

__all__ = ["read_term"]

_CONCEPT = re.compile(r"C[0-9]{1,9}")
_LEFT_OUT = frozenset({"Definition", "MenuInformation"})


def read_term(data: bytes, name: str) -> tuple[Term | None, tuple[Problem, ...]]:
    """The term in a document, and what was wrong with it; None where it has no identifier or no name.

    Raises UnreadableDocument for what is no well-formed XML with the root Term, and beyond the limits of
    documents/xml.py.
    """
    return _TermReader().read(XmlDocument(data, name, "Term", "OtherName"))


class _TermReader:
    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._unknown = UnknownElements()
        self._name = self._updated = self._first_published = ""
        self._names: list[TermName] = []
        self._semantic_types: list[tuple[str, str]] = []
        self._parents: list[tuple[str, str]] = []

    def read(self, document: XmlDocument) -> tuple[Term | None, tuple[Problem, ...]]:
        for child in document.children():
            self._child(child)
        cdr_id, concept = checked_id(document.root, "id", self._problems), self._concept(document.root)
        if not self._name:
            message = "a PreferredName was expected, so the term is left out: give it its name"
            self._problems.append(Problem(Severity.VIOLATION, "no-name", 0, document.name, message))
        problems = (*document.problems, *self._problems, *self._unknown.problems("not read"))
        if not (cdr_id and self._name):
            return None, problems
        term = Term(
            cdr_id=cdr_id,
            name=self._name,
            digest=document.digest,
            nci_thesaurus=concept,
            names=tuple(self._names),
            semantic_types=tuple(self._semantic_types),
            parents=tuple(self._parents),
            updated=self._updated,
            first_published=self._first_published,
        )
        return term, problems

    def _child(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "PreferredName":
            self._name = plain_text(element)
        elif tag == "OtherName":
            self._other_name(element)
        elif tag == "SemanticType":
            self._semantic_types.append((checked_id(element, "ref", self._problems), plain_text(element)))
        elif tag == "TermRelationship":
            for parent in element:
                self._parent(parent)
        elif tag == "DateLastModified":
            self._updated = read_date(element, self._problems)
        elif tag == "DateFirstPublished":
            self._first_published = read_date(element, self._problems)
        elif tag not in _LEFT_OUT:
            self._unknown.see(element)

    def _other_name(self, element: etree._Element) -> None:
        name = type_ = ""
        for child in element:
            if child.tag == "OtherTermName":
                name = plain_text(child)
            elif child.tag == "OtherNameType":
                type_ = plain_text(child)
            else:
                self._unknown.see(child)
        if name:
            self._names.append(TermName(name, type_))
        else:
            message = "an OtherTermName was expected, so this name is left out: fill it in"
            self._problems.append(Problem(Severity.WARNING, "no-name", line_of(element), type_, message))

    def _parent(self, element: etree._Element) -> None:
        """A parent is one that the term is a kind of (ISA); other relations are listed and left out."""
        if element.tag != "ParentTerm":
            self._unknown.see(element)
            return
        relation = plain_text(element.find("ParentType"))
        for child in element:
            if child.tag == "ParentTermName" and relation == "ISA":
                self._parents.append((checked_id(child, "ref", self._problems), plain_text(child)))
            elif child.tag not in ("ParentTermName", "ParentType"):
                self._unknown.see(child)
        if relation != "ISA":
            message = "the relation ISA was expected, so this parent is left out: correct ParentType"
            self._problems.append(Problem(Severity.WARNING, "unknown-relation", line_of(element), relation, message))

    def _concept(self, root: etree._Element) -> str:
        concept = root.get("NCIThesaurusConceptID", "").strip()
        if concept and not _CONCEPT.fullmatch(concept):
            message = "C and digits were expected as NCIThesaurusConceptID, so it is left out: correct it"
            self._problems.append(Problem(Severity.WARNING, "bad-id", line_of(root), concept[:80], message))
            return ""
        return concept
