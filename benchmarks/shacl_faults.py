"""The faults that are planted in the evidence graph, and the validation results that each must lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["AGENTS", "FAULTS", "NAMESPACE", "SH", "TERMS", "TUMORS", "Entity", "Fault", "Planted", "thing", "typed"]

NAMESPACE = "https://example.org/evidence/"
TERMS = f"{NAMESPACE}terms#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

# Both are the same at every size, as terminologies are.
AGENTS, TUMORS = 300, 400

# The properties of one thing, by name ("a" is rdf:type), with one object or several in N-Triples text.
Entity = Mapping[str, str | tuple[str, ...]]


class Planted(NamedTuple):
    """A validation result that the data must lead to: IRIs without brackets, the value as N-Triples text or empty."""

    focus: str
    path: str
    value: str
    component: str
    severity: str


@dataclass(frozen=True)
class Expected:
    """A result of a fault. THIS in ``value`` is the faulty thing; ``at_claim``: the focus is the claim beside it."""

    component: str
    path: str = ""
    value: str = ""
    severity: str = "Violation"
    at_claim: bool = False


@dataclass(frozen=True)
class Fault:
    """Properties in which a thing of a kind goes wrong, and what an engine must say of it.

    A fault of the kind ``claim`` is in an assertion of the graph, every other in a thing made for it. That thing is
    linked from the assertion by ``link``, where its shape sees it only so.
    """

    kind: str
    changes: Entity
    expected: tuple[Expected, ...]
    link: str = ""
    claim_changes: Entity = field(default_factory=dict)

    def results(self, key: str, number: int) -> Iterator[Planted]:
        """What an engine must find for the fault in the thing with this key, planted with this assertion."""
        for one in self.expected:
            focus = f"{NAMESPACE}claim/{number}" if one.at_claim else f"{NAMESPACE}{key}"
            value = one.value.replace("THIS", thing(key))
            component = f"{SH}{one.component}ConstraintComponent"
            yield Planted(focus, one.path, value, component, f"{SH}{one.severity}")


def thing(key: str) -> str:
    """The N-Triples text of a thing's IRI."""
    return f"<{NAMESPACE}{key}>"


def typed(name: str) -> str:
    """The N-Triples text of a class."""
    return f"<{TERMS}{name}>"


def _inverse(name: str) -> str:
    return f"^<{TERMS}{name}>"


def _sequence(*names: str) -> str:
    return f"({'/'.join(f'<{TERMS}{name}>' for name in names)})"


def _at(
    kind: str, name: str, objects: str | tuple[str, ...], component: str, value: str | None = None, **more: str
) -> Fault:
    """A fault in one property: the wrong value is the property's only object unless another is given."""
    severity, link = more.pop("severity", "Violation"), more.pop("link", "")
    assert not more, more
    if value is None:
        value = objects if isinstance(objects, str) else ""
    return Fault(kind, {name: objects}, (Expected(component, f"{TERMS}{name}", value, severity),), link)


def _integer(text: str) -> str:
    return f'"{text}"^^<{XSD}integer>'


def _decimal(text: str) -> str:
    return f'"{text}"^^<{XSD}decimal>'


def _date(text: str) -> str:
    return f'"{text}"^^<{XSD}date>'


_LONG = f'"A sentence that goes on{" and on" * 30}."@en'
_THERAPY = typed("TherapyClaim")

FAULTS: tuple[Fault, ...] = (
    _at("claim", "tumor", thing("agent/3"), "Class"),
    _at("claim", "tumor", (), "MinCount"),
    _at("claim", "tumor", (thing("tumor/1"), thing("tumor/2")), "MaxCount"),
    _at("claim", "level", '"E"', "In"),
    _at("claim", "reviewed", f'"2026-03-05T09:00:00"^^<{XSD}dateTime>', "Datatype"),
    _at("claim", "reviewed", _date("last spring"), "Datatype"),
    _at("claim", "reviewed", (_date("2026-01-02"), _date("2026-01-03")), "MaxCount"),
    _at("claim", "statement", '"Too short."@en', "MinLength"),
    _at("claim", "statement", _LONG, "MaxLength"),
    _at("claim", "statement", '"Une survie plus longue a été observée."@fr', "LanguageIn"),
    _at("claim", "statement", ('"The first of two sentences."@en', '"The second of two sentences."@en'), "UniqueLang"),
    _at("claim", "cites", (), "MinCount", severity="Warning"),
    Fault(
        "claim",
        {"edition": thing("edition/unknown")},
        (Expected("HasValue", _sequence("edition", "language")),),
    ),
    Fault(
        "claim",
        {"a": _THERAPY, "agent": (), "procedure": (), "dosage": ()},
        (Expected("Or", value="THIS"),),
    ),
    Fault(
        "claim",
        {"a": _THERAPY, "agent": thing("tumor/5")},
        (Expected("Class", f"{TERMS}agent", thing("tumor/5")),),
    ),
    Fault("unsupported", {}, (Expected("MinCount", _inverse("supports")),)),
    Fault(
        "article",
        {"published": _date("2027-02-01")},
        (Expected("SPARQL", value="THIS", severity="Warning", at_claim=True),),
        link="cites",
        claim_changes={"a": typed("DiagnosisClaim")},
    ),
    _at("agent", "code", '"c-12"', "Pattern"),
    _at("agent", "label", (), "MinCount"),
    _at("agent", "label", ('"imagined agent"@en', '"pretended agent"@en'), "UniqueLang"),
    Fault(
        "agent",
        {"label": '"the same name"@en', "altLabel": '"the same name"@en'},
        (Expected("Disjoint", f"{TERMS}altLabel", '"the same name"@en'),),
    ),
    Fault("agent", {"unii": '"12345"', "casNumber": '"54321"'}, (Expected("Xone", value="THIS"),)),
    _at("article", "pmid", '"PMC12"', "Pattern", link="cites"),
    _at("article", "title", (), "MinCount", link="cites"),
    _at("article", "year", _integer("2020"), "Datatype", link="cites"),
    _at("article", "received", _date("2024-12-24"), "LessThanOrEquals", link="cites"),
    _at("article", "status", '"retracted"', "Not", link="cites", severity="Warning"),
    _at("passage", "start", _integer("-4"), "MinInclusive"),
    Fault(
        "passage",
        {"start": _integer("80"), "end": _integer("79")},
        (Expected("LessThanOrEquals", f"{TERMS}start", _integer("80")),),
    ),
    Fault(
        "passage",
        {"quotedFrom": thing("section/unknown")},
        (Expected("MinCount", _sequence("quotedFrom", "partOf")),),
    ),
    _at("section", "note", '"not foreseen"', "Closed", severity="Warning"),
    _at("section", "partOf", (), "MinCount"),
    Fault("edition", {}, (Expected("QualifiedMinCount", _inverse("partOf")),)),
    _at("outcome", "estimate", _decimal("140.5"), "MaxInclusive"),
    _at("outcome", "estimate", _decimal("-0.5"), "MinInclusive"),
    _at("outcome", "lower", _decimal("99.5"), "LessThanOrEquals"),
    _at("outcome", "participants", _integer("many"), "Datatype"),
    _at("outcome", "measure", '"hope"', "In"),
    Fault(
        "tumor",
        {"label": (), "altLabel": ()},
        (Expected("MinCount", f"(<{TERMS}label>|<{TERMS}altLabel>)"),),
    ),
    Fault(
        "tumor",
        {"broader": thing("agent/7")},
        (
            Expected("Class", f"{TERMS}broader", thing("agent/7")),
            Expected("HasValue", f"<{TERMS}broader>*"),
        ),
    ),
    Fault(
        "dosage",
        {"amount": _decimal("-5.5")},
        (Expected("And", value="THIS"), Expected("Node", f"{TERMS}dosage", "THIS", at_claim=True)),
        link="dosage",
        claim_changes={"a": _THERAPY, "procedure": '"infusion"'},
    ),
    Fault("dosage", {"schedule": ()}, (Expected("And", value="THIS"),)),
    _at("trial", "registration", '"NCT123"', "Pattern"),
    _at("trial", "sponsor", '"a group without an IRI"', "NodeKind"),
    _at("trial", "phase", _integer("7"), "In"),
    _at("trial", "enrolled", _integer("0"), "MinInclusive"),
    _at("trial", "completed", (_date("2020-05-31"), _date("2021-05-31")), "MaxCount"),
)
