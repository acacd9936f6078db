"""A made-up graph of oncology evidence with planted violations, as large as asked for, and its shapes.

``python -m benchmarks.shacl_data FOLDER [ASSERTIONS]`` writes data.nt, shapes.ttl, shapes-core.ttl and planted.json.
The same arguments give the same data: everything follows from the number of an assertion, nothing is drawn at random.
Lines are written as they are made, so memory does not grow with the graph, but for the list of what was planted.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from benchmarks.shacl_faults import AGENTS, FAULTS, NAMESPACE, SH, TERMS, TUMORS, Entity, Fault, Planted, thing, typed

__all__ = ["EVERY", "SIZES", "generate", "statements"]

HERE = Path(__file__).resolve().parent
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

# Assertions that give about so many triples: some 16 triples an assertion and some 4,000 of agents and tumors.
SIZES: Mapping[str, int] = {"20k": 1_080, "170k": 10_800, "1.5M": 97_000, "15M": 970_000}

# One assertion in so many comes with a planted fault; so each kind of fault stands once in some 900 assertions.
EVERY = 20

SUBCLASSES: Mapping[str, Sequence[str]] = {
    "Claim": ("TherapyClaim", "PrognosisClaim", "DiagnosisClaim"),
    "Agent": ("Drug", "Antibody"),
    "Tumor": ("Sarcoma", "Carcinoma", "Lymphoma"),
    "Outcome": ("SurvivalOutcome", "ResponseOutcome"),
}
LEVELS = ("A", "B", "C", "D")
MEASURES = ("overall survival", "progression-free survival", "response")
EFFECTS = ("longer survival", "a higher rate of response", "fewer relapses", "more side effects", "no difference")


def generate(folder: Path, assertions: int, every: int = EVERY) -> Sequence[Planted]:
    """Write data, shapes and what was planted into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    planted: list[Planted] = []
    with (folder / "data.nt").open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        file.writelines(statements(assertions, every, planted))
    with (folder / "planted.json").open("w", encoding="utf-8") as file:
        json.dump(planted, file)
    shutil.copyfile(HERE / "shacl_shapes.ttl", folder / "shapes.ttl")
    # For engines that know SHACL Core only.
    core = (quad.triple for quad in ox.parse(path=folder / "shapes.ttl") if quad.predicate.value != f"{SH}sparql")
    ox.serialize(core, folder / "shapes-core.ttl", ox.RdfFormat.TURTLE)
    return planted


def statements(assertions: int, every: int, planted: list[Planted]) -> Iterator[str]:
    """The graph as N-Triples, a text for each thing; what is planted is added to the list."""
    for parent, children in SUBCLASSES.items():
        for child in children:
            yield f"<{TERMS}{child}> <{RDFS}subClassOf> <{TERMS}{parent}> .\n"
    for number in range(TUMORS):
        yield _text(f"tumor/{number}", _tumor(number))
    for number in range(AGENTS):
        yield _text(f"agent/{number}", _agent(number))
    for number in range(assertions):
        fault = FAULTS[number // every % len(FAULTS)] if number % every == every - 1 else None
        claim = _claim(number)
        if fault is not None:
            if fault.kind == "claim":
                claim = {**claim, **fault.changes}
                planted.extend(fault.results(f"claim/{number}", number))
            else:
                key = f"{fault.kind}/faulty-{number}"
                claim = _linked(claim, fault, key)
                yield _text(key, {**_MAKERS[fault.kind](number), **fault.changes})
                planted.extend(fault.results(key, number))
        yield _text(f"claim/{number}", claim)
        yield from _companions(number, assertions)


def _companions(number: int, assertions: int) -> Iterator[str]:
    """What an assertion shares with its neighbours, made with the first of them."""
    if number % 2 == 0:
        passage = _passage(number)
        if number + 1 < assertions:
            passage["supports"] = (thing(f"claim/{number}"), thing(f"claim/{number + 1}"))
        yield _text(f"passage/{number // 2}", passage)
    if number % 4 == 0:
        yield _text(f"article/{number // 4}", _article(number))
        yield _text(f"outcome/{number // 4}", _outcome(number))
    if number % 6 == 0:
        yield _text(f"dosage/{number // 6}", _dosage(number))
    if number % 20 == 0:
        yield _text(f"trial/{number // 20}", _trial(number))
        yield _text(f"section/{number // 20}", _section(number))
    if number % 200 == 0:
        yield _text(f"edition/{number // 200}", _edition(number))


def _linked(claim: Entity, fault: Fault, key: str) -> Entity:
    """The claim with a link to the faulty thing, where its shape sees it only over a claim."""
    if not fault.link:
        return claim
    return {**claim, **fault.claim_changes, fault.link: thing(key)}


def _text(key: str, entity: Entity) -> str:
    subject = f"<{NAMESPACE}{key}>"
    lines = []
    for name, value in entity.items():
        predicate = f"<{RDF}type>" if name == "a" else f"<{TERMS}{name}>"
        if isinstance(value, str):
            lines.append(f"{subject} {predicate} {value} .\n")
        else:
            lines.extend(f"{subject} {predicate} {one} .\n" for one in value)
    return "".join(lines)


def _tumor(number: int) -> Entity:
    name = ("Sarcoma", "Carcinoma", "Lymphoma")[number % 3]
    return {
        "a": typed(name),
        "label": f'"{name.lower()} of type {number}"@en',
        "altLabel": f'"{name[0]}{number}"@en',
        # Halving gives a tree of which 0 is the root.
        "broader": thing(f"tumor/{number % TUMORS // 2}") if number else (),
    }


def _agent(number: int) -> Entity:
    return {
        "a": typed("Drug" if number % 4 else "Antibody"),
        "label": (f'"agent {number}"@en', f'"Wirkstoff {number}"@de'),
        "altLabel": f'"compound {number}"@en',
        "code": f'"C{number + 100}"',
        "unii" if number % 2 else "casNumber": f'"{number * 7919 % 99991:05}"',
    }


def _claim(number: int) -> Entity:
    tumor, agent = number * 7919 % TUMORS, number * 104729 % AGENTS
    claim: dict[str, str | tuple[str, ...]] = {
        "a": typed(("TherapyClaim", "PrognosisClaim", "TherapyClaim", "DiagnosisClaim")[number % 4]),
        "tumor": thing(f"tumor/{tumor}"),
        "statement": f'"In tumor {tumor} group {number} had {EFFECTS[number % 5]} after treatment."@en',
        "level": f'"{LEVELS[number * 31 % 4]}"',
        "cites": thing(f"article/{number // 4}"),
        "reviewed": f'"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"^^<{_XSD}date>',
        "edition": thing(f"edition/{number // 200}"),
    }
    if number % 4 == 0:
        claim["agent"] = thing(f"agent/{agent}")
    elif number % 4 == 2:
        claim["procedure"] = f'"operation {number % 50}"'
    if number % 12 == 0:
        claim["dosage"] = thing(f"dosage/{number // 6}")
    return claim


def _passage(number: int) -> dict[str, str | tuple[str, ...]]:
    start = number * 37 % 9000
    return {
        "a": typed("Passage"),
        "supports": thing(f"claim/{number}"),
        "quotedFrom": thing(f"section/{number // 20}"),
        "start": f'"{start}"^^<{_XSD}integer>',
        "end": f'"{start + 40 + number % 300}"^^<{_XSD}integer>',
    }


def _article(number: int) -> Entity:
    year = 1985 + number * 13 % 38
    return {
        "a": typed("Article"),
        "title": f'"Report {number} of a group for the study of tumors"',
        "pmid": f'"{10_000_000 + number}"',
        "year": f'"{year}"^^<{_XSD}gYear>',
        "received": f'"{year}-02-{number % 28 + 1:02}"^^<{_XSD}date>',
        "published": f'"{year}-09-{number % 28 + 1:02}"^^<{_XSD}date>',
        "status": '"published"',
    }


def _outcome(number: int) -> Entity:
    estimate = number * 17 % 80 + 10
    return {
        "a": typed("ResponseOutcome" if number % 12 == 8 else "SurvivalOutcome"),
        "of": thing(f"claim/{number}"),
        "measure": f'"{MEASURES[number // 4 % 3]}"',
        "estimate": f'"{estimate}.{number % 9 + 1}"^^<{_XSD}decimal>',
        "lower": f'"{estimate - 5}.5"^^<{_XSD}decimal>',
        "upper": f'"{estimate + 6}.5"^^<{_XSD}decimal>',
        "participants": f'"{number * 11 % 900 + 20}"^^<{_XSD}integer>',
    }


def _dosage(number: int) -> Entity:
    return {
        "a": typed("Dosage"),
        "amount": f'"{number % 200 + 1}.5"^^<{_XSD}decimal>',
        "unit": ('"mg"', '"mg/m2"', '"Gy"')[number % 3],
        "schedule": f'"every {number % 4 + 1} weeks"',
    }


def _trial(number: int) -> Entity:
    return {
        "a": typed("Trial"),
        "registration": f'"NCT{number % 100_000_000:08}"',
        "phase": f'"{number // 20 % 4 + 1}"^^<{_XSD}integer>',
        "sponsor": thing(f"group/{number // 20 % 40}"),
        "enrolled": f'"{number * 3 % 800 + 12}"^^<{_XSD}integer>',
        "completed": f'"{2001 + number // 20 % 24}-05-31"^^<{_XSD}date>',
    }


def _section(number: int) -> Entity:
    kind = ("treatment", "prognosis", "diagnosis")[number % 200 // 20 % 3]
    return {
        "a": typed("Section"),
        "heading": f'"About {kind}, part {number // 20}"',
        "kind": f'"{kind}"',
        "partOf": thing(f"edition/{number // 200}"),
    }


def _edition(number: int) -> Entity:
    return {
        "a": typed("Edition"),
        "date": f'"2026-{number // 200 % 12 + 1:02}-15"^^<{_XSD}date>',
        "language": '"en"',
    }


_XSD = "http://www.w3.org/2001/XMLSchema#"
_MAKERS = {
    "agent": _agent,
    "article": _article,
    "dosage": _dosage,
    "edition": _edition,
    "outcome": _outcome,
    "passage": _passage,
    "section": _section,
    "trial": _trial,
    "tumor": _tumor,
    "unsupported": _claim,
}


def main() -> None:
    """Write a graph and its shapes."""
    planted = generate(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SIZES["20k"])
    print(f"{len(planted)} violations planted")


if __name__ == "__main__":
    main()
