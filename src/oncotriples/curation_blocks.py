"""Chosen candidates as blocks of kg/evidence/: the frames of claims, to be filled in by a person.

A frame has what is known: agent, tumor, place, pointers, articles, level. What the source claims and how strongly, and
which of the pointers support it, must be read; so a frame has no label and no polarity, and does not validate without.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from oncotriples import iris
from oncotriples.curation import Proposal
from oncotriples.errors import InputError, MachineError
from oncotriples.files import replace_file
from oncotriples.graph.assembling import Loaded
from oncotriples.graph.housestyle import formatted
from oncotriples.graph.reading import Triple
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.quality.scaffold import Claim, scaffold_claims

__all__ = ["claims_of", "with_claims", "write_claims"]

_DENOTES = f"{PREFIXES['c4o']}denotes"
_REFERENCES = f"{PREFIXES['biro']}references"


def write_claims(loaded: Loaded, found: Sequence[Proposal], path: Path) -> None:
    """Put frames for the proposals at the end of a file of kg/evidence/, which is made where it is absent.

    Nothing that stands there is changed but for the house style. Raises InputError for a file of another summary or of
    another encoding, UnknownNameError for what the graph does not have yet, MachineError where the disk fails.
    """
    others = sorted({one.summary for one in found} - {path.stem})
    if others:
        raise InputError(
            f"{path.as_posix()}: the file of summary {path.stem} cannot hold claims of {', '.join(others)}",
            mend=f"choose candidates of one summary, and write them to kg/evidence/{others[0]}.ttl",
        )
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise InputError(f"{path.as_posix()}: byte {error.start} is not UTF-8", mend="save the file as UTF-8") from None
    except OSError as error:
        raise MachineError(f"{path.as_posix()}: cannot be read: {error.strerror}") from error
    replace_file(path, with_claims(loaded, found, text, path.as_posix()))


def with_claims(loaded: Loaded, found: Iterable[Proposal], text: str, name: str) -> str:
    """The text of a file with frames for the proposals at its end, under keys that neither it nor the graph has."""
    before = formatted(text, name) if text.strip() else ""
    taken = {
        str(quad.subject.value)
        for quad in ox.parse(before, format=ox.RdfFormat.TURTLE, base_iri=BASE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    frames = scaffold_claims(loaded, claims_of(found, loaded.dataset.union), taken=taken)
    return formatted(f"{before}\n{frames}", name)


def claims_of(found: Iterable[Proposal], triples: Iterable[Triple]) -> tuple[Claim, ...]:
    """What is known of the claim behind each proposal; ``triples`` are the graph, with the documents in it.

    Raises InputError for an agent or a tumor that is no thing of kg/ yet.
    """
    denoted: dict[str, list[str]] = {}
    referenced: dict[str, list[str]] = {}
    for triple in triples:
        index = {_DENOTES: denoted, _REFERENCES: referenced}.get(triple.predicate.value)
        if index is not None and isinstance(triple.object, ox.NamedNode):
            index.setdefault(str(getattr(triple.subject, "value", "")), []).append(triple.object.value)
    claims = []
    for one in found:
        for path, folder, file in ((one.agent, "agent", "agents.ttl"), (one.tumor, "subtype", "subtypes.ttl")):
            if not path.startswith(f"{folder}/"):
                raise InputError(
                    f"candidate {one.number}: {path} is no {folder} of the graph",
                    mend=f"describe it in kg/{file}, with the name that the document uses, and ingest again",
                )
        pointers = [f"{one.document}/pointer/{number}" for number in one.pointers]
        entries = [entry for pointer in pointers for entry in denoted.get(BASE + pointer, ())]
        articles = sorted({article for entry in entries for article in referenced.get(entry, ())})
        values = [
            ("agent", one.agent),
            ("tumorSubtype", one.tumor),
            ("statedIn", f"{one.document}/{one.place}"),
            *(("supportedBy", pointer) for pointer in pointers),
            *(("cito:citesAsEvidence", article) for article in articles),
        ]
        notes = ["TODO: read the source, then say in a label what it claims, no stronger; keep only its own pointers"]
        if one.claimed:
            notes.append(
                f"TODO: of this pair there is {', '.join(one.claimed)}: keep this only if it says something else"
            )
        if len(one.marks) == 1:
            values += (
                ("levelOfEvidence", f"level/{one.marks[0].level}"),
                ("levelMark", f"{one.document}/mark/{one.marks[0].number}"),
            )
        elif one.marks:
            marks = ", ".join(f"{mark.level} (mark/{mark.number})" for mark in one.marks)
            notes.append(f"TODO: several levels are printed here, take the claim's own: {marks}")
        slug = iris.slugify(f"{one.agent.rpartition('/')[2]}-{one.tumor.rpartition('/')[2]}")
        claims.append(Claim(one.summary, "activity", "", tuple(values), slug, tuple(notes)))
    return tuple(claims)
