"""ClinicalTrials.gov on this machine: trials that tests invent, served as version 2 of its API serves them.

Only what the client asks is played: phrases joined by OR or AND, lists of codes in AREA[…], fields by their names. What
is known from the registry's own page: a page token is good for the same question only, filter.ids finds earlier numbers
too, errors are plain text. What is known from other programs only: a token stands under every page that is full.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services import LocalService, Reply, Request, Trouble

__all__ = ["NOBODY", "RegistryService", "Study"]

_JSON, _TEXT = "application/json", "text/plain;charset=UTF-8"
_PAGING = frozenset({"pageToken", "pageSize", "countTotal"})
_KNOWN = _PAGING | {
    "query.cond", "query.intr", "query.locn", "filter.overallStatus", "filter.ids", "filter.advanced", "fields", "sort",
}  # fmt: skip
_PIECES = {
    "NCTId": "identificationModule.nctId",
    "NCTIdAlias": "identificationModule.nctIdAliases",
    "BriefTitle": "identificationModule.briefTitle",
    "OfficialTitle": "identificationModule.officialTitle",
    "OverallStatus": "statusModule.overallStatus",
    "StartDate": "statusModule.startDateStruct.date",
    "PrimaryCompletionDate": "statusModule.primaryCompletionDateStruct.date",
    "CompletionDate": "statusModule.completionDateStruct.date",
    "LastUpdatePostDate": "statusModule.lastUpdatePostDateStruct.date",
    "LeadSponsorName": "sponsorCollaboratorsModule.leadSponsor.name",
    "Condition": "conditionsModule.conditions",
    "StudyType": "designModule.studyType",
    "Phase": "designModule.phases",
    "EnrollmentCount": "designModule.enrollmentInfo.count",
    "InterventionType": "armsInterventionsModule.interventions.type",
    "InterventionName": "armsInterventionsModule.interventions.name",
    "InterventionOtherName": "armsInterventionsModule.interventions.otherNames",
    "MinimumAge": "eligibilityModule.minimumAge",
    "MaximumAge": "eligibilityModule.maximumAge",
    "Sex": "eligibilityModule.sex",
    "StdAge": "eligibilityModule.stdAges",
    "LocationCountry": "contactsLocationsModule.locations.country",
}
NOBODY = "NCT99999000"
"""The trial that comes where another was asked for."""


@dataclass(frozen=True)
class Study:
    """An invented trial."""

    nct_id: str
    title: str = "An invented trial"
    status: str = "RECRUITING"
    phases: tuple[str, ...] = ("PHASE2",)
    conditions: tuple[str, ...] = ("Invented Sarcoma",)
    interventions: tuple[tuple[str, str, tuple[str, ...]], ...] = (("DRUG", "Placebin", ()),)
    ages: tuple[str, str] = ("12 Months", "30 Years")
    age_groups: tuple[str, ...] = ("CHILD", "ADULT")
    start: str = "2026-01"
    completion: str = "2029-12-31"
    enrollment: int = 40
    sites: tuple[tuple[str, str], ...] = (("Erewhon", "Utopia"),)
    updated: str = "2026-10-01"
    aliases: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The whole record, with some fields that nobody asks for."""
        interventions = [
            {"type": kind, "name": name, "description": "Given by mouth.", **({"otherNames": list(o)} if o else {})}
            for kind, name, o in self.interventions
        ]
        protocol = {
            "identificationModule": {
                "nctId": self.nct_id,
                "orgStudyIdInfo": {"id": f"INVENTED-{self.nct_id[3:]}"},
                "briefTitle": self.title,
                "officialTitle": f"{self.title}, in full",
                **({"nctIdAliases": list(self.aliases)} if self.aliases else {}),
            },
            "statusModule": {
                "overallStatus": self.status,
                "startDateStruct": {"date": self.start, "type": "ACTUAL"},
                "completionDateStruct": {"date": self.completion, "type": "ESTIMATED"},
                "lastUpdatePostDateStruct": {"date": self.updated, "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Invented Hospital", "class": "OTHER"}},
            "descriptionModule": {"briefSummary": "It was never carried out."},
            "conditionsModule": {"conditions": list(self.conditions)},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": list(self.phases),
                "enrollmentInfo": {"count": self.enrollment, "type": "ESTIMATED"},
            },
            "armsInterventionsModule": {"interventions": interventions},
            "eligibilityModule": {
                "sex": "ALL",
                "minimumAge": self.ages[0],
                "maximumAge": self.ages[1],
                "stdAges": list(self.age_groups),
            },
            "contactsLocationsModule": {"locations": [{"city": city, "country": land} for city, land in self.sites]},
        }
        return {"protocolSection": protocol, "hasResults": False}


class RegistryService(LocalService):
    """``api/v2/studies`` over ``studies``: change them freely.

    ``page_size`` is the most that it puts on a page. ``paging`` is how pages go wrong without a trouble: ``same-token``
    under every page, ``empty`` pages for ever behind the last one, ``more`` and more trials that are made up on the
    way. ``counted`` is the count that it gives instead of the true one, ``spoiled`` what stands in a record's place.
    """

    def __init__(self, studies: Iterable[Study] = (), *, limit: int | None = None) -> None:
        super().__init__(limit=limit)
        self.studies = {study.nct_id: study for study in studies}
        self.spoiled: dict[str, object] = {}
        self.paging = ""
        self.counted: int | None = None
        self.page_size = 1000
        self._tokens: dict[str, tuple[str, int]] = {}

    @property
    def base(self) -> str:
        """The address that takes the place of the registry's."""
        return f"{self.url}api/v2/"

    def asked(self, name: str) -> list[str]:
        """What requests said for a parameter, in their order; nothing where they did not say."""
        return [request.one(name) for request in self.requests]

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        if request.path != "/api/v2/studies":
            return Reply(404, "text/html", b"<html><body>nginx</body></html>\n")
        if request.method != "GET":
            return Reply(405, _TEXT, b"Method not allowed")
        if trouble is Trouble.ERROR:
            return Reply(200, _JSON, b'{"error": "the index is not there"}\n')
        if strange := sorted(request.params.keys() - _KNOWN):
            return Reply(400, _TEXT, f"`{strange[0]}` is unknown parameter".encode())
        question = json.dumps(sorted((name, v) for name, v in request.params.items() if name not in _PAGING))
        start = 0
        if token := request.one("pageToken"):
            if self._tokens.get(token, ("", 0))[0] != question:
                return Reply(400, _TEXT, b"Incorrect pageToken")
            start = self._tokens[token][1]
        found = [study for study in self.studies.values() if _matches(study, request)]
        if request.one("sort"):
            assert request.one("sort") == "LastUpdatePostDate:desc", "no other order is played"
            found.sort(key=lambda study: study.updated, reverse=True)
        return self._page(found, start, question, request, trouble)

    def _page(
        self, found: Sequence[Study], start: int, question: str, request: Request, trouble: Trouble | None
    ) -> Reply:
        size = min(int(request.one("pageSize") or 10), self.page_size)
        endless = trouble is Trouble.ENDLESS
        shown = list(found[:size] if endless else found[start : start + size])
        if self.paging == "more":
            shown = [Study(f"NCT98{start + number:06}", updated="2026-01-01") for number in range(size)]
        fields = request.one("fields").split(",") if request.one("fields") else [*_PIECES, "HasResults"]
        records: list[object] = [self.spoiled.get(s.nct_id) or _projected(s.record(), fields) for s in shown]
        if trouble is Trouble.MISSING:
            records = records[:-1]
        elif trouble is Trouble.WRONG and records:
            records[0] = _projected(Study(NOBODY, status="WITHHELD").record(), fields)
        elif trouble is Trouble.TWICE and records:
            records.insert(1, records[0])
        data: dict[str, object] = {"studies": records}
        if request.one("countTotal") == "true" and not request.one("pageToken"):
            count = len(found) if self.counted is None else self.counted
            data = {"totalCount": count + size if endless else count, **data}
        if len(shown) == size or self.paging or endless:
            token = "same" if self.paging == "same-token" else f"Zo{len(self._tokens):04}"
            self._tokens[token] = (question, start + size)
            data["nextPageToken"] = token
        return Reply(200, _JSON, json.dumps(data, ensure_ascii=False).encode() + b"\n")


def _matches(study: Study, request: Request) -> bool:
    names = [name for _, one, others in study.interventions for name in (one, *others)]
    places = [text for site in study.sites for text in site]
    codes = {"Phase": study.phases, "StdAge": study.age_groups}
    wanted = re.findall(r"AREA\[(\w+)\](?:\(([^)]*)\)|(\w+))", request.one("filter.advanced"))
    return all(
        (
            _any_phrase(request.one("query.cond"), [*study.conditions, study.title]),
            _any_phrase(request.one("query.intr"), names),
            all(_any_phrase(part, places) for part in request.one("query.locn").split(" AND ")),
            not (statuses := request.one("filter.overallStatus")) or study.status in statuses.split(","),
            not (ids := request.one("filter.ids")) or {study.nct_id, *study.aliases} & {*ids.split(",")},
            all({*(several or one).split(" OR ")} & {*codes[area]} for area, several, one in wanted),
        )
    )


def _any_phrase(query: str, texts: Sequence[str]) -> bool:
    """Whether one of the phrases that are joined by OR stands in one of the texts."""
    if not query:
        return True
    phrases = query.split(" OR ")
    assert all(re.fullmatch(r'"[^"]+"', phrase) for phrase in phrases), f"no other syntax is played: {query}"
    return any(phrase.strip('"').lower() in text.lower() for phrase in phrases for text in texts)


def _projected(record: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The record with the fields asked for alone."""
    found: dict[str, Any] = {"hasResults": record["hasResults"]} if "HasResults" in fields else {}
    for field in fields:
        if field != "HasResults":
            _copy(record["protocolSection"], found.setdefault("protocolSection", {}), _PIECES[field].split("."))
    return found


def _copy(source: dict[str, Any], target: dict[str, Any], path: Sequence[str]) -> None:
    name, *rest = path
    if name not in source:
        return
    if not rest:
        target[name] = source[name]
    elif isinstance(source[name], list):
        held = target.setdefault(name, [{} for _ in source[name]])
        for one, other in zip(source[name], held, strict=True):
            _copy(one, other, rest)
    else:
        _copy(source[name], target.setdefault(name, {}), rest)
