"""Summaries in XML of a few lines, for the tests of their reader."""

from oncotriples.documents.outline import Block, Outline, References, Table
from oncotriples.documents.summary import read_summary

__all__ = ["blocks", "outline", "references", "rules", "tables", "wrapped"]


def wrapped(content: str) -> bytes:
    """A summary around what its sections are to be."""
    return f'<Summary id="CDR0000900001"><SummaryTitle>T</SummaryTitle>{content}</Summary>'.encode()


def outline(section: str) -> Outline:
    """A summary with one section, of which ``section`` is all but its title."""
    return read_summary(wrapped(f'<SummarySection id="_1"><Title>S</Title>{section}</SummarySection>'), "sample.xml")


def blocks(found: Outline) -> list[Block]:
    """Its headings, paragraphs and items, without the heading of the section."""
    return [block for block in found.blocks if isinstance(block, Block)][1:]


def tables(found: Outline) -> list[Table]:
    """Its tables."""
    return [block for block in found.blocks if isinstance(block, Table)]


def references(found: Outline) -> list[References]:
    """Its reference lists."""
    return [block for block in found.blocks if isinstance(block, References)]


def rules(found: Outline) -> list[tuple[str, str]]:
    """Its problems, by rule and value."""
    return [(problem.rule, problem.value) for problem in found.problems]
