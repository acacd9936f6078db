"""A thing as a page shows it: plain values, already chosen, named and put in order. No RDF, no files, no HTML."""

from dataclasses import dataclass

__all__ = ["Back", "Link", "Note", "Part", "ResourceView", "Row", "Text"]


@dataclass(frozen=True, slots=True)
class Note:
    """What has to be told beside a thing, such as its as-of date or its standing; ``tone`` colors it.

    Tones are ``plain``, ``good``, ``caution`` and ``bad``; the text says the same without the color.
    """

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Something named: a thing of ours by its address below the site's root, a foreign one by its own, or neither.

    ``detail`` is what stands before it in a list of many, such as the edition of a passage.
    """

    label: str
    href: str = ""
    notes: tuple[Note, ...] = ()
    detail: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether it leads to another site."""
        return self.href.startswith(("http:", "https:"))


@dataclass(frozen=True, slots=True)
class Text:
    """A literal: what it says, its language, and what kind of value it is where it is no text (``xsd:date``)."""

    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values; ``term`` is where the property is explained, ``title`` what it means."""

    label: str
    term: str
    title: str
    values: tuple[Link | Text, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """The things that point here by one property, in groups that share a ``detail``; ``more`` are not listed."""

    label: str
    term: str
    title: str
    links: tuple[Link, ...]
    more: int = 0

    @property
    def total(self) -> int:
        """How many things point here by this property."""
        return len(self.links) + self.more


@dataclass(frozen=True, slots=True)
class Part:
    """A thing that stands on the page of another, at an anchor."""

    anchor: str
    label: str
    kind: str
    rows: tuple[Row, ...]
    back: tuple[Back, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """Everything that the page of one thing shows. ``path`` is that of its files, without ending, below the root.

    ``credits`` are the editions on which the page rests, in the wording that names the source; ``parts_file`` names the
    file beside the page of an edition that tells where its parts stand.
    """

    iri: str
    path: str
    label: str
    kind: str
    kind_label: str
    kind_term: str
    definition: str
    synonyms: tuple[str, ...]
    crumbs: tuple[Link, ...]
    notes: tuple[Note, ...]
    rows: tuple[Row, ...]
    contents: tuple[Link, ...]
    back: tuple[Back, ...]
    parts: tuple[Part, ...]
    more_parts: tuple[Link, ...]
    credits: tuple[str, ...]
    schema_type: str
    identifiers: tuple[str, ...]
    elsewhere: tuple[Link, ...]
    same_as: tuple[str, ...]
    parts_file: str
