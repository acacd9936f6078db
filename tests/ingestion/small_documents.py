"""Small documents of invented content, each of a kind that is read, and what it takes to compile them."""

from pathlib import Path

from oncotriples.evidence.levels import LevelIndex
from oncotriples.evidence.lexicon import entry, lexicon_of
from oncotriples.evidence.mentions import Finder
from oncotriples.ingestion.processing import Tools

__all__ = ["page", "term", "tools", "write_set"]

_PAGE = """---
title: {title} Treatment (PDQ®) - NCI
url: https://www.cancer.gov/types/{slug}/hp/{slug}-treatment-pdq
---

# {title} Treatment (PDQ®)\u2013Health Professional Version

## General Information

Resection cures most people.[[1](#cit/section_1.1)] {more}

### References

1. Roe R: An invented book. Invented Press, 2001.

## Treatment

- Imatinib was given to people with chordoma.[[1](#cit/section_2.1)]\
[[Level of evidence {level}](/Common/PopUps/popDefinition.aspx?id={level_id}&version=HealthProfessional)]

### References

1. Doe J, Roe R: Resection of an invented tumor. J Invent Oncol 12 (3): 45-9, 1999. \
[[PUBMED Abstract]](https://pubmed.ncbi.nlm.nih.gov/90000001)

## Latest Updates to This Summary ({date})

Nothing changed.
"""

_LEVELS = {"C2": "CDR0000810028", "C3": "CDR0000810029"}

_TERM = """<Term id="{id}"><PreferredName>inventinib</PreferredName><SemanticType ref="CDR0000256166">Drug/agent\
</SemanticType></Term>
"""


def page(title: str = "Gout", *, date: str = "05/12/2025", more: str = "No trial was done.", level: str = "C2") -> str:
    """A page in Markdown: two sections, an entry with a PMID and one without, a level, a candidate."""
    slug = title.lower().replace(" ", "-")
    return _PAGE.format(title=title, slug=slug, date=date, more=more, level=level, level_id=int(_LEVELS[level][3:]))


def term(cdr_id: str = "CDR0000000007") -> str:
    """An entry of the terminology."""
    return _TERM.format(id=cdr_id)


def tools(*, with_text: bool = False) -> Tools:
    """One scale of two levels, one agent, one tumor."""
    by_id = {cdr_id: f"treatment/{code}" for code, cdr_id in _LEVELS.items()}
    by_code = {code: (f"treatment/{code}",) for code in _LEVELS}
    names = [entry("imatinib", "agent", "agent/imatinib"), entry("chordoma", "tumor", "subtype/chordoma")]
    return Tools(LevelIndex(by_id, by_code), Finder(lexicon_of(names)), with_text=with_text)


def write_set(folder: Path, **files: str | bytes) -> Path:
    """Write files into a folder; ``a_md`` is the name ``a.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / ".".join(name.rsplit("_", 1))).write_bytes(data)
    return folder
