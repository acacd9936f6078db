"""Where pyshacl departs from the specification and we follow it: a case each, with the clause; docs/reference/shacl.md
has them as a table. A case is about the values of ex:p at ex:a, unless it has shapes of its own.
"""

from typing import NamedTuple

__all__ = ["DEVIATIONS", "Deviation"]


class Deviation(NamedTuple):
    """A case, the clause that it is about, and the components of the results that we and pyshacl have.

    In place of components pyshacl may have the name of the error that it ends with. ``constraint`` is what a property
    shape says, or a whole shapes graph where it has a full stop at its end.
    """

    case: str
    clause: str
    data: str
    constraint: str
    ours: tuple[str, ...]
    pyshacl: tuple[str, ...] | str

    @property
    def shapes(self) -> str:
        """The shapes graph."""
        if self.constraint.endswith("."):
            return self.constraint
        return f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {self.constraint} ] ."


def _nested(depth: int) -> str:
    return f"ex:S sh:targetNode ex:a ; sh:node {'[ sh:node ' * depth}[ sh:nodeKind sh:Literal ]{' ]' * depth} ."


DEVIATIONS = [
    Deviation(
        "a shape that is one only because of a parameter: a class with `sh:nodeKind` and nothing else",
        "2.1",
        "ex:a a ex:C .",
        "ex:C a rdfs:Class ; sh:nodeKind sh:Literal .",
        ("NodeKind",),
        (),
    ),
    Deviation(
        "a class by way of a class that is two steps below `rdfs:Class`, as implicit target",
        "2.1.3.3",
        "ex:a a ex:C .",
        "ex:C a ex:M, sh:NodeShape ; sh:nodeKind sh:Literal . ex:M rdfs:subClassOf [ rdfs:subClassOf rdfs:Class ] .",
        ("NodeKind",),
        (),
    ),
    Deviation(
        "the inverse of a sequence path, `^(ex:p/ex:q)`",
        "2.3.1.4",
        "ex:x ex:p ex:y . ex:y ex:q ex:a .",
        "ex:S sh:targetNode ex:a ; sh:property [ sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:minCount 1 ] .",
        (),
        ("MinCount",),
    ),
    Deviation(
        "a sequence path of eleven properties",
        "2.3.1.2",
        "ex:a ex:p ex:a .",
        f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ( {'ex:p ' * 11}) ; sh:nodeKind sh:Literal ] .",
        ("NodeKind",),
        "ReportableRuntimeError",
    ),
    Deviation(
        "shapes seventeen deep in one another", "3.4", "ex:a ex:p 1 .", _nested(16), ("Node",), "ReportableRuntimeError"
    ),
    Deviation(
        "an ill-typed `xsd:gYear`, `19x`; likewise the other datatypes of RDF 1.1 that rdflib does not check",
        "4.1.2",
        'ex:a ex:p "19x"^^xsd:gYear .',
        "sh:datatype xsd:gYear",
        ("Datatype",),
        (),
    ),
    Deviation(
        "an `xsd:integer` that only Python reads, `1_000`",
        "4.1.2",
        'ex:a ex:p "1_000"^^xsd:integer .',
        "sh:datatype xsd:integer",
        ("Datatype",),
        (),
    ),
    Deviation(
        "an `xsd:decimal` with an exponent",
        "4.1.2",
        'ex:a ex:p "1e5"^^xsd:decimal .',
        "sh:datatype xsd:decimal",
        ("Datatype",),
        (),
    ),
    Deviation(
        "an `xsd:dateTime` without a time",
        "4.1.2",
        'ex:a ex:p "2020-01-01"^^xsd:dateTime .',
        "sh:datatype xsd:dateTime",
        ("Datatype",),
        (),
    ),
    Deviation(
        "an `xsd:dateTime` at 24:00:00",
        "4.1.2",
        'ex:a ex:p "2020-01-01T24:00:00"^^xsd:dateTime .',
        "sh:datatype xsd:dateTime",
        (),
        ("Datatype",),
    ),
    Deviation(
        "an `xsd:date` of the year 12020",
        "4.1.2",
        'ex:a ex:p "12020-01-01"^^xsd:date .',
        "sh:datatype xsd:date",
        (),
        ("Datatype",),
    ),
    Deviation(
        "`sh:datatype rdfs:Literal`, which is no literal's datatype",
        "4.1.2",
        "ex:a ex:p 1 .",
        "sh:datatype rdfs:Literal",
        ("Datatype",),
        (),
    ),
    Deviation(
        "a bound and a value of two kinds, `true` and a number; SPARQL cannot compare them",
        "4.3.4",
        "ex:a ex:p true .",
        "sh:maxInclusive 1",
        ("MaxInclusive",),
        (),
    ),
    Deviation(
        "a bound and a value with a language, or of a datatype that SPARQL does not know, even where they are equal",
        "4.3.2",
        'ex:a ex:p "a"^^ex:datatype .',
        'sh:minInclusive "a"^^ex:datatype',
        ("MinInclusive",),
        (),
    ),
    Deviation(
        "an ill-typed value, `300` as `xsd:byte`, below a bound",
        "4.3.4",
        'ex:a ex:p "300"^^xsd:byte .',
        "sh:maxInclusive 400",
        ("MaxInclusive",),
        (),
    ),
    Deviation(
        "`NaN`, which is in no range",
        "4.3.4",
        'ex:a ex:p "NaN"^^xsd:double .',
        "sh:maxInclusive 1",
        ("MaxInclusive",),
        (),
    ),
    Deviation(
        "`NaN` and a decimal as the bound",
        "4.3.4",
        'ex:a ex:p "NaN"^^xsd:double .',
        "sh:maxInclusive 1.5",
        ("MaxInclusive",),
        "InvalidOperation",
    ),
    Deviation(
        "an `xsd:dateTime` with a time zone and one without, so far apart that every time zone gives the same order",
        "4.3.2",
        'ex:a ex:p "2021-01-01T00:00:00"^^xsd:dateTime .',
        'sh:minInclusive "2020-01-01T00:00:00Z"^^xsd:dateTime',
        (),
        ("MinInclusive",),
    ),
    Deviation(
        "an `xsd:date` with a time zone; pyshacl does not look at that",
        "4.3.4",
        'ex:a ex:p "2020-01-01+14:00"^^xsd:date .',
        'sh:maxInclusive "2019-12-31-11:00"^^xsd:date',
        (),
        ("MaxInclusive",),
    ),
    Deviation(
        "durations that are longer in one month and shorter in another",
        "4.3.4",
        'ex:a ex:p "P1M"^^xsd:duration .',
        'sh:maxInclusive "P30D"^^xsd:duration',
        ("MaxInclusive",),
        (),
    ),
    Deviation("a blank node and `sh:minLength 0`", "4.4.1", "ex:a ex:p [] .", "sh:minLength 0", ("MinLength",), ()),
    Deviation(
        '`sh:flags "s"`: a full stop matches the end of a line too',
        "4.4.3",
        'ex:a ex:p "a\\nb" .',
        'sh:pattern "a.b" ; sh:flags "s"',
        (),
        ("Pattern",),
    ),
    Deviation(
        '`sh:flags "x"`: white space in the pattern does not count',
        "4.4.3",
        'ex:a ex:p "ab" .',
        'sh:pattern "a b" ; sh:flags "x"',
        (),
        ("Pattern",),
    ),
    Deviation(
        '`sh:flags "q"`: every sign of the pattern is meant as itself',
        "4.4.3",
        'ex:a ex:p "acb" .',
        'sh:pattern "a.b" ; sh:flags "q"',
        ("Pattern",),
        (),
    ),
    Deviation(
        "`$` before the end of the last line; without flag `m` it is the end of the text",
        "4.4.3",
        'ex:a ex:p "a\\n" .',
        'sh:pattern "a$"',
        ("Pattern",),
        (),
    ),
    Deviation("`\\p{Lu}`, an upper-case letter", "4.4.3", 'ex:a ex:p "A" .', 'sh:pattern "^\\\\p{Lu}$"', (), "error"),
    Deviation(
        "a class without some of its signs, `[a-z-[aeiou]]`",
        "4.4.3",
        'ex:a ex:p "b" .',
        'sh:pattern "^[a-z-[aeiou]]$"',
        (),
        ("Pattern",),
    ),
    Deviation(
        "the range `de-CH` and the language tag `de-CH-1996`, which falls into it",
        "4.4.4",
        'ex:a ex:p "x"@de-CH-1996 .',
        'sh:languageIn ( "de-CH" )',
        (),
        ("LanguageIn",),
    ),
    Deviation(
        "a string with a sign that XML does not know, as U+FFFE",
        "4.1.2",
        r'ex:a ex:p "\uFFFE" .',
        "sh:datatype xsd:string",
        ("Datatype",),
        (),
    ),
    Deviation(
        "`sh:lessThan` between IRIs; SPARQL cannot compare them",
        "4.5.3",
        "ex:a ex:p ex:b ; ex:q ex:c .",
        "sh:lessThan ex:q",
        ("LessThan",),
        (),
    ),
    Deviation(
        "`sh:lessThan` with a blank node",
        "4.5.3",
        "ex:a ex:p [] ; ex:q 1 .",
        "sh:lessThan ex:q",
        ("LessThan",),
        "ReportableRuntimeError",
    ),
    Deviation(
        "`sh:lessThan` between literals with a language, or of a datatype that SPARQL does not know",
        "4.5.3",
        'ex:a ex:p "a"^^ex:datatype ; ex:q "b"^^ex:datatype .',
        "sh:lessThan ex:q",
        ("LessThan",),
        (),
    ),
    Deviation(
        "`sh:lessThanOrEquals` between times of which one has a time zone",
        "4.5.4",
        'ex:a ex:p "12:00:00"^^xsd:time ; ex:q "12:00:00Z"^^xsd:time .',
        "sh:lessThanOrEquals ex:q",
        ("LessThanOrEquals",),
        (),
    ),
    Deviation(
        "`sh:closed` and `rdf:type rdfs:Resource`, which is a triple like others",
        "4.8.1",
        "ex:a a rdfs:Resource .",
        "ex:S sh:targetNode ex:a ; sh:closed true ; sh:property [ sh:path ex:p ] .",
        ("Closed",),
        (),
    ),
]
