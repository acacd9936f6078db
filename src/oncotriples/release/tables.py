"""assertions.csv: one flat row a claim, for people who work with spreadsheets and data frames.

The file follows RFC 4180: comma, double quotes, CRLF, a header line; UTF-8 without a byte order mark. A cell with
several values joins IRIs and identifiers by a space, texts by `` | ``. Agents, subtypes, treatments, situations and
studies have a column of IRIs and one of labels; codes are given by their label, levels of evidence by the notation that
the source prints. An empty cell means that the source does not say.

The standing of a claim is the weakest of the articles that it cites (``retracted``, ``not checked``); the day beside it
is the oldest of those on which they were looked up, and empty where one of them never was. A table is passed on alone,
so each row credits the edition that it was taken from.
"""

import csv
import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

from oncotriples.release.lookup import Lookup, as_of

__all__ = ["COLUMNS", "assertions_csv"]

_KINDS = ("ActivityAssertion", "TreatmentStatement", "OutcomeAssertion", "ComparativeAssertion", "PrognosisAssertion")

Cell = Callable[[Lookup, str], str]


def assertions_csv(lookup: Lookup) -> bytes:
    """The table of all claims of a graph, in the order of their IRIs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for assertion in lookup.instances("onct:EvidenceAssertion"):
        writer.writerow([cell(lookup, assertion) for cell in COLUMNS.values()])
    return text.getvalue().encode()


# --- What a cell says ---


def _kind(lookup: Lookup, assertion: str) -> str:
    types = lookup.values(assertion, "rdf:type")
    return next((kind for kind in _KINDS if any(iri.endswith(f"#{kind}") for iri in types)), "")


def _iris(name: str) -> Cell:
    return lambda lookup, assertion: " ".join(lookup.values(assertion, name))


def _texts(name: str) -> Cell:
    return lambda lookup, assertion: " | ".join(lookup.values(assertion, name))


def _labels(name: str) -> Cell:
    return lambda lookup, assertion: " | ".join(lookup.label(iri) for iri in lookup.values(assertion, name))


def _of_articles(name: str) -> Cell:
    def cell(lookup: Lookup, assertion: str) -> str:
        articles = lookup.values(assertion, "cito:citesAsEvidence")
        return " ".join(sorted({value for article in articles for value in lookup.values(article, name)}))

    return cell


def _pmids(lookup: Lookup, assertion: str) -> str:
    return " ".join(sorted(_of_articles("fabio:hasPubMedId")(lookup, assertion).split(), key=int))


def _standing_checked_on(lookup: Lookup, assertion: str) -> str:
    articles = [one for one in lookup.values(assertion, "cito:citesAsEvidence") if lookup.value(one, "onct:standing")]
    return min((lookup.value(article, "onct:checkedOn") for article in articles), default="")


def _level(lookup: Lookup, assertion: str) -> str:
    levels = lookup.values(assertion, "onct:levelOfEvidence")
    return " ".join(lookup.value(level, "skos:notation") for level in levels)


def _level_scale(lookup: Lookup, assertion: str) -> str:
    levels = lookup.values(assertion, "onct:levelOfEvidence")
    return " | ".join(lookup.label(lookup.value(level, "skos:inScheme")) for level in levels)


# --- Where the claim is stated ---


def _places(lookup: Lookup, assertion: str) -> tuple[str, ...]:
    """The passage or row, and what it is part of."""
    stated_in = lookup.value(assertion, "onct:statedIn")
    return (stated_in, *lookup.ancestors(stated_in))


def _nearest(lookup: Lookup, assertion: str, cls: str) -> str:
    wanted = set(lookup.instances(cls))
    return next((place for place in _places(lookup, assertion) if place in wanted), "")


def _edition(lookup: Lookup, assertion: str) -> str:
    return _nearest(lookup, assertion, "onct:SummaryEdition")


def _summary(lookup: Lookup, assertion: str) -> str:
    return lookup.label(lookup.value(_edition(lookup, assertion), "dcterms:isVersionOf"))


def _section(lookup: Lookup, assertion: str) -> str:
    return lookup.value(_nearest(lookup, assertion, "doco:Section"), "dcterms:title")


def _table(lookup: Lookup, assertion: str) -> str:
    return lookup.value(_nearest(lookup, assertion, "doco:Table"), "onct:printedLabel")


def _row(lookup: Lookup, assertion: str) -> str:
    return lookup.value(_nearest(lookup, assertion, "onct:TableRow"), "onct:ordinal")


def _as_of(lookup: Lookup, assertion: str) -> str:
    edition = _edition(lookup, assertion)
    return as_of(lookup, edition) if edition else ""


def _credit(lookup: Lookup, assertion: str) -> str:
    return lookup.value(_edition(lookup, assertion), "dcterms:rights")


COLUMNS: Mapping[str, Cell] = MappingProxyType(
    {
        "assertion": lambda _, assertion: assertion,
        "kind": _kind,
        "label": lambda lookup, assertion: lookup.label(assertion),
        "polarity": _labels("onct:polarity"),
        "maturity": _labels("onct:maturity"),
        "agent": _iris("onct:agent"),
        "agent_label": _labels("onct:agent"),
        "subtype": _iris("onct:tumorSubtype"),
        "subtype_label": _labels("onct:tumorSubtype"),
        "activity_kind": _labels("onct:activityKind"),
        "development_status": _labels("onct:developmentStatus"),
        "treatment": _iris("onct:treatment"),
        "treatment_label": _labels("onct:treatment"),
        "modality": _labels("onct:modality"),
        "role": _labels("onct:role"),
        "alternative_to": _labels("onct:alternativeTo"),
        "provided": _texts("onct:provided"),
        "situation": _iris("onct:situation"),
        "situation_label": _labels("onct:situation"),
        "group": _labels("onct:group"),
        "comparator": _labels("onct:comparator"),
        "endpoint": _labels("onct:endpoint"),
        "direction": _labels("onct:direction"),
        "prognosis": _labels("onct:prognosis"),
        "value_kind": _labels("onct:valueKind"),
        "lower": _texts("onct:lower"),
        "lower_exclusive": _texts("onct:lowerExclusive"),
        "upper": _texts("onct:upper"),
        "upper_exclusive": _texts("onct:upperExclusive"),
        "numerator": _texts("onct:numerator"),
        "denominator": _texts("onct:denominator"),
        "unit": _labels("onct:unit"),
        "is_estimate": _texts("onct:isEstimate"),
        "time_point": _texts("onct:timePoint"),
        "time_unit": _labels("onct:timeUnit"),
        "study": _iris("onct:study"),
        "study_label": _labels("onct:study"),
        "level": _level,
        "level_scale": _level_scale,
        "article": _iris("cito:citesAsEvidence"),
        "pmid": _pmids,
        "doi": _of_articles("prism:doi"),
        "standing": _labels("onct:weakestStanding"),
        "standing_checked_on": _standing_checked_on,
        "summary": _summary,
        "edition": _edition,
        "section": _section,
        "table": _table,
        "row": _row,
        "as_of": _as_of,
        "note": _texts("skos:editorialNote"),
        "credit": _credit,
    }
)
"""Column → what it says of an assertion; the order is that of the file."""
