"""The datatypes that the graph uses besides text, and whether a literal's text is one of its datatype's forms.

Checked on the terms themselves, as XML Schema defines the forms. xsd:anyURI must be an absolute IRI here, although XML
Schema allows any text for it.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from oncotriples.namespaces import XSD
from oncotriples.shacl import lexical

__all__ = ["CHECKED", "is_well_formed"]

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_USED = (
    "integer",
    "nonNegativeInteger",
    "positiveInteger",
    "decimal",
    "boolean",
    "date",
    "gYearMonth",
    "gYear",
    "dateTime",
)


def _is_absolute_iri(text: str) -> bool:
    return _ABSOLUTE_IRI.fullmatch(text) is not None


CHECKED: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {XSD + name: lexical.CHECKED[XSD + name] for name in _USED} | {f"{XSD}anyURI": _is_absolute_iri}
)
"""Each datatype that the graph uses besides text: its IRI → whether a text is one of its lexical forms."""


def is_well_formed(text: str, datatype: str) -> bool | None:
    """Whether ``text`` is a lexical form of ``datatype`` (an IRI); None for a datatype that is not checked."""
    check = CHECKED.get(datatype)
    return check(text) if check else None
