"""Small graphs of data and of shapes, made by hypothesis: Turtle in which every kind of constraint meets every term.

What pyshacl is known to see otherwise (test_edge_cases.py) is not made: each such place says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

__all__ = ["KINDS_OF_CONSTRAINTS", "cases"]

NAMED = ["ex:n1", "ex:n2", "ex:n3"]
BLANK = ["_:d1", "_:d2"]
PROPERTIES = ["ex:p1", "ex:p2", "ex:p3", "ex:p4"]
# Only these are compared by sh:lessThan: what they hold in one graph is of one kind.
COMPARED = ["ex:q1", "ex:q2"]
CLASSES = ["ex:C1", "ex:C2", "ex:C3"]
STRINGS = ['""', '"a"', '"ab"', '"A b"', '"a\\nb"', '"é\\U0001F600"', '"a\'b"', '"q\\"r"', '"back\\\\slash"']
NUMBERS = ["1", "2", "-3", "10", '"01"^^xsd:integer', "1.0", "1.10", "1.1", '".5"^^xsd:decimal']
DATES = ['"2020-01-01"^^xsd:date', '"2020-01-02"^^xsd:date', '"0001-01-01"^^xsd:date']
TAGGED = ['"a"@en', '"b"@en', '"c"@en', '"a"@de', '"b"@de', '"a"@de-ch', '"x"@en-us']
OTHERS = [
    *("1.0E0", '"NaN"^^xsd:double', '"INF"^^xsd:float', '"5"^^xsd:long', '"3"^^xsd:nonNegativeInteger'),
    *('"2020-01-01Z"^^xsd:date', '"2020-01-01T00:00:00"^^xsd:dateTime', '"2020-01-01T01:00:00+01:00"^^xsd:dateTime'),
    *('"12:00:00Z"^^xsd:time', '"2020"^^xsd:gYear', '"--05"^^xsd:gMonth', '"P1Y"^^xsd:duration'),
    *('"PT24H"^^xsd:dayTimeDuration', '"P1Y"^^xsd:yearMonthDuration'),
    *(
        "true",
        "false",
        '"1"^^xsd:boolean',
        '"a"^^ex:datatype',
        '"http://example.org/"^^xsd:anyURI',
        '"ff"^^xsd:hexBinary',
    ),
]
# Of the ill-typed literals those of datatypes that pyshacl checks.
ILL_TYPED = [
    *('"x"^^xsd:integer', '"1.5"^^xsd:integer', '"x"^^xsd:decimal', '"x"^^xsd:double', '"300"^^xsd:byte'),
    *('"-1"^^xsd:nonNegativeInteger', '"yes"^^xsd:boolean', '"2020-13-45"^^xsd:date', '"x"^^xsd:dateTime'),
    *('"25:00:00"^^xsd:time', '"g"^^xsd:hexBinary'),
]
LITERALS = [*STRINGS, *TAGGED, *NUMBERS, *DATES, *OTHERS, *ILL_TYPED]
# Bounds of sh:minInclusive and its like meet only these, and IRIs.
IN_RANGES = [*STRINGS, *NUMBERS]
DATATYPES = [
    *(
        "xsd:string",
        "rdf:langString",
        "xsd:integer",
        "xsd:decimal",
        "xsd:double",
        "xsd:float",
        "xsd:boolean",
        "xsd:byte",
    ),
    *("xsd:date", "xsd:dateTime", "xsd:time", "xsd:gYear", "xsd:long", "xsd:anyURI", "xsd:duration", "ex:datatype"),
]
KINDS = ["sh:IRI", "sh:BlankNode", "sh:Literal", "sh:BlankNodeOrIRI", "sh:BlankNodeOrLiteral", "sh:IRIOrLiteral"]
PATTERNS = ['"a"', '"^a"', '"^[a-z]+$"', '"b$"', '"\\\\d"', '"[^a]"', '"(a|b)+"', '"^.b"', '"A"', '""', '"1\\\\.1"']
LANGUAGES = ['"en"', '"de"', '"en-us"', '"fr"', '"*"', '"EN"']
TIMES = {"sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+", "sh:zeroOrOnePath": "?"}
# Shapes that refer to shapes stand so deep at most; pyshacl writes no more of what is far down in a blank node.
DEEPEST = 3


@dataclass
class _Making:
    """A shapes graph in the making: ``named`` are the finished shapes with a name, and whether they have a path."""

    draw: Callable[..., Any]
    ranges: bool
    named: list[tuple[str, bool]] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)

    def one(self, among: Sequence[str]) -> str:
        return str(self.draw(st.sampled_from(among)))

    def some(self, among: Sequence[str], least: int = 1, most: int = 2) -> list[str]:
        return list(self.draw(st.lists(st.sampled_from(among), min_size=least, max_size=most, unique=True)))

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def count(self, most: int) -> range:
        return range(self.draw(st.integers(1, most)))

    def path(self, depth: int = 0, inverse: bool = False) -> str:
        form = "property" if depth > 1 or self.chance(60) else self.one(["inverse", "sequence", "alternative", "times"])
        deeper = depth + 1
        if form == "inverse":
            return f"[ sh:inversePath {self.path(deeper, not inverse)} ]"
        if form == "times":
            return f"[ {self.one(list(TIMES))} {self.path(deeper, inverse)} ]"
        if form == "property":
            return self.one([*PROPERTIES, "rdf:type"])
        members = " ".join(self.path(deeper, inverse) for _ in range(self.draw(st.integers(2, 3))))
        # pyshacl walks a sequence in an inverse path from its start.
        return f"[ sh:alternativePath ( {members} ) ]" if form == "alternative" or inverse else f"( {members} )"

    def shape(self, depth: int, *, with_path: bool | None = None) -> str:
        """A shape to refer to: one that is there already, one with a name, or one without."""
        with_path = self.chance(40) if with_path is None else with_path
        known = [name for name, has_path in self.named if has_path == with_path]
        if known and self.chance(25):
            return self.one(known)
        body = self.body(depth, with_path)
        if depth < 2 and self.chance(50):
            return f"[ {body} ]"
        name = f"ex:S{len(self.named)}"
        self.named.append((name, with_path))
        self.apart.append(f"{name} {body} .")
        return name

    def body(self, depth: int, with_path: bool, must: str = "") -> str:
        """What is said of a shape; ``must`` is a kind of constraints that is among them."""
        kinds = [*VALUE_KINDS, *(["range"] * 3 if self.ranges else [])]
        kinds += PATH_KINDS * 3 if with_path else []
        kinds += SHAPE_KINDS if depth < DEEPEST else []
        kinds += ["siblings"] if depth < DEEPEST - 1 else []
        kinds += ["qualified"] if with_path and depth < DEEPEST else []
        said = [] if with_path else ["a sh:NodeShape"]
        path = self.path()
        chosen = list(dict.fromkeys([*([must] if must else []), *self.some(kinds, 1, 3)]))
        if "order" in chosen:
            path = self.one(["ex:q1", "( ex:p1 ex:q1 )", "[ sh:alternativePath ( ex:q1 ex:q2 ) ]"])
        elif "unique" in chosen and self.chance(70):
            # Many values, of which two have a language in common sooner or later.
            path = f"[ sh:alternativePath ( {' '.join(PROPERTIES)} ) ]"
        for kind in chosen:
            said += [part for part in getattr(self, f"_{kind}")(depth) if part not in said]
        said += [f"sh:path {path}"] if with_path else []
        said += [f"sh:severity {self.one(['sh:Warning', 'sh:Info', 'ex:Grave'])}"] if self.chance(15) else []
        said += [f"sh:deactivated {self.one(['true', 'false'])}"] if self.chance(8) else []
        if self.chance(15):
            said += [f"sh:message {text}" for text in self.some(['"m"', '"n"@en', '"n"@de', '"of {$this}"'])]
        return " ; ".join(said)

    def _class(self, depth: int) -> list[str]:
        return [f"sh:class {class_}" for class_ in self.some(CLASSES)]

    def _datatype(self, depth: int) -> list[str]:
        return [f"sh:datatype {self.one(DATATYPES)}"]

    def _kind(self, depth: int) -> list[str]:
        return [f"sh:nodeKind {self.one(KINDS)}"]

    def _range(self, depth: int) -> list[str]:
        names = self.some(["minExclusive", "minInclusive", "maxExclusive", "maxInclusive"])
        return [f"sh:{name} {self.one(IN_RANGES)}" for name in names]

    def _length(self, depth: int) -> list[str]:
        # With sh:minLength 0 pyshacl lets blank nodes pass.
        return [f"sh:{name} {self.draw(st.integers(1, 4))}" for name in self.some(["minLength", "maxLength"])]

    def _pattern(self, depth: int) -> list[str]:
        return [f"sh:pattern {self.one(PATTERNS)}", *(['sh:flags "i"'] if self.chance(30) else [])]

    def _language(self, depth: int) -> list[str]:
        return [f"sh:languageIn ( {' '.join(self.some(LANGUAGES, 0))} )"]

    def _pair(self, depth: int) -> list[str]:
        return [f"sh:{self.one(['equals', 'disjoint'])} {other}" for other in self.some(PROPERTIES)]

    def _value(self, depth: int) -> list[str]:
        return [f"sh:hasValue {value}" for value in self.some([*LITERALS, *NAMED])]

    def _in(self, depth: int) -> list[str]:
        return [f"sh:in ( {' '.join(self.some([*LITERALS, *NAMED], 0, 5))} )"]

    def _closed(self, depth: int) -> list[str]:
        ignored = [f"sh:ignoredProperties ( {' '.join(self.some([*PROPERTIES, 'rdf:type'], 0))} )"]
        return [f"sh:closed {self.one(['true', 'false'])}"] + (ignored if self.chance(60) else [])

    def _count(self, depth: int) -> list[str]:
        return [f"sh:{name} {self.draw(st.integers(0, 3))}" for name in self.some(["minCount", "maxCount"])]

    def _unique(self, depth: int) -> list[str]:
        return [f"sh:uniqueLang {self.one(['true', 'true', 'false'])}"]

    def _order(self, depth: int) -> list[str]:
        return [f"sh:{name} {self.one(COMPARED)}" for name in self.some(["lessThan", "lessThanOrEquals"])]

    def _not(self, depth: int) -> list[str]:
        return [f"sh:not {self.shape(depth + 1)}" for _ in self.count(2)]

    def _list(self, depth: int) -> list[str]:
        members = " ".join(self.shape(depth + 1) for _ in self.count(3))
        return [f"sh:{self.one(['and', 'or', 'xone'])} ( {members} )"]

    def _node(self, depth: int) -> list[str]:
        return [f"sh:node {self.shape(depth + 1, with_path=False)}" for _ in self.count(2)]

    def _property(self, depth: int) -> list[str]:
        return [f"sh:property {self.shape(depth + 1, with_path=True)}" for _ in self.count(2)]

    def _qualified(self, depth: int) -> list[str]:
        names = self.some(["Max", "Min"])
        counts = [f"sh:qualified{name}Count {self.draw(st.integers(0, 1 + (name == 'Min')))}" for name in names]
        disjoint = [f"sh:qualifiedValueShapesDisjoint {self.one(['true', 'false'])}"] if self.chance(60) else []
        return [f"sh:qualifiedValueShape {self.shape(depth + 1)}", *counts, *disjoint]

    def _siblings(self, depth: int) -> list[str]:
        path = self.path(1)
        # Deep enough to refer to no shape: siblings must not lead back to one another.
        return [f"sh:property [ sh:path {path} ; {' ; '.join(self._qualified(DEEPEST - 1))} ]" for _ in self.count(3)]

    def target(self) -> str:
        forms = [f"sh:targetNode {node}" for node in (*NAMED, "ex:absent", '"a"', "1")]
        forms += [f"sh:targetClass {class_}" for class_ in CLASSES]
        forms += [f"sh:target{name}Of {one}" for name in ("Subjects", "Objects") for one in PROPERTIES]
        return " ; ".join(self.some(forms))


VALUE_KINDS = ["class", "datatype", "kind", "length", "pattern", "language", "pair", "value", "in", "closed"]
PATH_KINDS = ["count", "unique", "order"]
SHAPE_KINDS = ["not", "list", "node", "property"]
KINDS_OF_CONSTRAINTS = [*VALUE_KINDS, *PATH_KINDS, *SHAPE_KINDS, "range", "qualified", "siblings"]


@st.composite
def cases(draw: Callable[..., Any], must: str) -> tuple[str, str]:
    """Data and shapes, in Turtle, with constraints of a kind and of others.

    Where shapes have ranges, the data have only what pyshacl compares as SPARQL does.
    """
    making = _Making(draw, ranges=must == "range" or draw(st.integers(0, 3)) == 3)
    with_path = must in (*PATH_KINDS, "qualified") or making.chance(40)
    shapes = [f"ex:T0 {making.body(0, with_path, must)} ; {making.target()} ."]
    for _ in range(draw(st.integers(0, 1))):
        shapes.append(f"ex:T1 {making.body(0, making.chance(40))} ; {making.target()} .")
    for class_ in making.some(CLASSES, 0, 1):
        shapes.append(f"{class_} a {making.one(['rdfs:Class', 'owl:Class'])}, sh:NodeShape ; {making.body(0, False)} .")
    text = "\n".join([*shapes, *making.apart])
    literals = IN_RANGES if making.ranges else TAGGED if "sh:uniqueLang true" in text else LITERALS
    return _data(making, literals), text


def _data(making: _Making, literals: Sequence[str]) -> str:
    """Nodes, some of them of classes, with values for the properties; classes may be below others."""
    below = [f"{low} rdfs:subClassOf {high} ." for low in CLASSES for high in CLASSES]
    lines = making.some(below, 0)
    # Of few literals, so that properties have the same ones.
    values = making.some(literals, 3, 12)
    compared = making.draw(st.sampled_from([STRINGS, NUMBERS] if making.ranges else [STRINGS, NUMBERS, DATES]))
    for node in [*NAMED, *BLANK]:
        # No blank node leads back to itself: how pyshacl writes such ones differs from run to run.
        others = [*NAMED, *{"_:d1": ["_:d2"], "_:d2": []}.get(node, BLANK)]
        lines += [f"{node} a {class_} ." for class_ in making.some(CLASSES, 0)]
        for property_ in making.some(PROPERTIES, 1, 4):
            several = making.some([*values, *others], 1, 20 if making.chance(10) else 4)
            lines += [f"{node} {property_} {value} ." for value in several]
        for property_ in making.some(COMPARED, 0):
            lines += [f"{node} {property_} {value} ." for value in making.some(compared)]
    return "\n".join(lines)
