"""Drug information summaries, as PDQ publishes them in XML."""

from dataclasses import dataclass

__all__ = ["Drug"]


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug information summary: brands, approval flag as printed, and the term and glossary entry of the drug."""

    cdr_id: str
    name: str
    digest: str
    url: str = ""
    kind: str = ""
    audience: str = ""
    approved: str = ""
    term: str = ""
    glossary: str = ""
    brands: tuple[str, ...] = ()
    updated: str = ""
    first_published: str = ""
