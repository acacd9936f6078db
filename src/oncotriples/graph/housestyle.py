"""``oncotriples format``: hand-written Turtle brought into the house style.

Subjects keep the order in which they were written, comments stay above the block they stand above, and a paragraph of
comments of its own stays where it is. Nothing is ever lost: the result is read again and compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from oncotriples.errors import InputError, MachineError, OncotriplesError, SourceSyntaxError
from oncotriples.files import replace_file
from oncotriples.graph.blocks import Statement, take_apart
from oncotriples.graph.nesting import Node, canonical, structure_of
from oncotriples.graph.reading import Triple
from oncotriples.graph.terms import TermWriter, unwritable
from oncotriples.graph.turtle import Blocks
from oncotriples.namespaces import BASE, PREFIXES

__all__ = ["format_file", "formatted"]


def format_file(path: Path, *, check: bool) -> bool:
    """Bring one Turtle file into the house style; with ``check`` only look. True where it was not in that style.

    The file is replaced in one step. Raises SourceSyntaxError, InputError (a comment inside a block) or MachineError.
    """
    name = path.as_posix()
    try:
        before = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(f"{name}: no such file", mend="check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder", mend="name the files in it") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is not UTF-8", mend="save the file as UTF-8") from None
    except OSError as error:
        raise MachineError(f"{name}: cannot be read: {error.strerror}") from error
    after = formatted(before, name)
    if after == before:
        return False
    if not check:
        replace_file(path, after)
    return True


# What the frame of a claim says above it: the prefix will be used.
_NEEDED = re.compile(r"^# still needs ([A-Za-z][\w-]*):", re.MULTILINE)


def formatted(text: str, name: str) -> str:
    """A Turtle text in the house style. ``name`` stands in messages.

    Raises SourceSyntaxError where it does not parse, InputError for a comment inside a block.
    """
    before = _parsed(text, name)
    statements, foot = take_apart(text, name)
    layout = _laid_out(statements, name)
    structure = structure_of(layout.triples)
    terms = TermWriter(layout.prefixes, layout.base)
    blocks = Blocks(structure, terms)
    parts: list[str] = []
    written: set[Node] = set()
    for part in layout.order:
        if isinstance(part, str):
            parts.append(part)
        elif part in structure.nested:  # It moves to where it is referenced; its comments stay.
            parts.append(layout.notes[part])
        else:
            parts.append(layout.notes[part] + blocks.block(part))
            written.add(part)
    parts += (blocks.block(subject) for subject in structure.subjects() if subject not in written)
    for needed in _NEEDED.findall("".join(layout.notes.values())):
        terms.keep(needed)
    prolog = terms.prolog()
    head = layout.head + prolog if layout.head_attached else "\n".join(filter(None, (layout.head, prolog)))
    result = "\n".join(filter(None, (head, *parts, *foot.paragraphs)))
    if _content(before) != _content(_parsed(result, name)):
        raise OncotriplesError(
            f"{name}: formatting would change its triples, so it is left as it is", mend="report this file as a bug"
        )
    return result


@dataclass
class _Layout:
    """What stands where: paragraphs of comments and subjects in their order, and the comments right above a subject."""

    prefixes: dict[str, str] = field(default_factory=dict)
    base: str | None = None
    head: str = ""
    head_attached: bool = False
    order: list[str | Node] = field(default_factory=list)
    notes: dict[Node, str] = field(default_factory=dict)
    triples: set[Triple] = field(default_factory=set)


def _laid_out(statements: Iterable[Statement], name: str) -> _Layout:
    layout = _Layout()
    directives = ""
    head: list[str] = []
    for statement in statements:
        paragraphs = list(statement.gap.paragraphs)
        if statement.is_directive:
            directives += f"{statement.text}\n"
            if layout.notes:
                layout.order += paragraphs
            else:
                head += paragraphs
                layout.head_attached = layout.head_attached or statement.gap.attached
            continue
        triples = _parsed(directives + statement.text, name)
        root = _root(statement, triples)
        layout.triples.update(triples)
        note = paragraphs.pop() if statement.gap.attached else ""
        layout.order += paragraphs
        if root not in layout.notes:
            layout.order.append(root)
        layout.notes[root] = layout.notes.get(root, "") + note
    layout.head = "\n".join(head)
    layout.base, declared = _declared(directives)
    ours = {prefix: space for prefix, space in PREFIXES.items() if declared.get(prefix, space) == space}
    # A namespace that has a prefix of ours gets no second one.
    layout.prefixes = ours | {prefix: space for prefix, space in declared.items() if space not in ours.values()}
    return layout


def _declared(directives: str) -> tuple[str | None, dict[str, str]]:
    parser = ox.parse(directives, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    next(parser, None)
    base = parser.base_iri if re.search(r"^@?base", directives, re.IGNORECASE | re.MULTILINE) else None
    return base, parser.prefixes


def _root(statement: Statement, triples: Iterable[Triple]) -> Node:
    """The subject of the statement itself, not those of the nodes nested in it."""
    objects = set()
    subjects = set()
    for triple in triples:
        if isinstance(triple.object, ox.Triple):
            raise unwritable(triple.object)
        objects.add(triple.object)
        subjects.add(triple.subject)
    if statement.first in ("[", "("):
        return next(subject for subject in subjects if isinstance(subject, ox.BlankNode) and subject not in objects)
    if statement.first.startswith("_:"):
        return ox.BlankNode(statement.first[2:])
    return next(subject for subject in subjects if isinstance(subject, ox.NamedNode))


def _parsed(text: str, name: str) -> list[Triple]:
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=BASE)]
    except SyntaxError as error:
        raise SourceSyntaxError(name, error.lineno or 0, error.offset or 0, str(error.msg)) from None


def _content(triples: Iterable[Triple]) -> set[ox.Quad]:
    return set(canonical(ox.Quad(*triple) for triple in triples))
