"""PubMed by its E-utilities: the batch citation matcher, ESearch and EFetch.

https://www.ncbi.nlm.nih.gov/books/NBK25499/ describes them, NBK25497 the manners: ``tool`` and ``email`` with every
request, at most three requests a second, ten with an API key. Answers are data to be checked: PubMed leaves out the
records that it does not have, its matcher takes fields back that do not fit, and its search drops phrases that it does
not know. So a line is known by its key, a record by its own PMID, and an answer is whole or is asked for again.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from oncotriples.documents.article import read_article, read_deletions
from oncotriples.documents.article_entry import PubMedArticle
from oncotriples.documents.article_set import pieces
from oncotriples.documents.problems import UnreadableDocument
from oncotriples.enrichment.pubmed_files import digest_of
from oncotriples.evidence.articles import normal_pmid
from oncotriples.evidence.matching import Work
from oncotriples.http import Fetched, shown_address
from oncotriples.services import ForeignAnswer, Service, Unusable

__all__ = ["BASE_URL", "BATCH", "MATCHED_AT_ONCE", "Found", "PubMed", "per_second", "search_term"]

Answer = TypeVar("Answer")

BASE_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
"""Where the E-utilities are."""

BATCH = 200
"""Records that are asked for at once; the manual wants more than that by POST, as all are here."""

MATCHED_AT_ONCE = 50
"""Citations that the matcher is asked about at once."""

# A refusal comes with the status of a success too. Behind this it has the key, or the asker's address.
_REFUSAL = re.compile(rb'\s*\{\s*"error"\s*:\s*"([^"]{0,80})"')
_CANDIDATES = 5
_WORDS = 8
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "without",
    ]
)


def per_second(api_key: str) -> float:
    """Requests a second that NCBI allows."""
    return 10.0 if api_key else 3.0


@dataclass(frozen=True, slots=True)
class Found:
    """A record, and the SHA-256 of its XML as it came."""

    article: PubMedArticle
    digest: str


class PubMed:
    """The three utilities over a polite service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def name(self) -> str:
        """Who answers, for the records' provenance: PubMed, or the address of another server."""
        return self._service.called(BASE_URL, "PubMed")

    def close(self) -> None:
        """Close the connections that were kept."""
        self._service.close()

    def match(self, works: Sequence[Work]) -> dict[str, tuple[str, ...]]:
        """PMIDs of at most MATCHED_AT_ONCE located works by their path: one, several candidates, or none.

        A work for which the matcher has no line is missing: it is to be asked about again. Raises RemoteError.
        """
        keys = {f"w{number}": work.path for number, work in enumerate(works)}
        lines = [_line(work, key) for key, work in zip(keys, works, strict=True)]
        params = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines)}
        # The matcher has been seen to stop in the middle; what it said so far is kept.
        answers = self._ask("ecitmatch.cgi", params, lambda got: _matched(got, keys), accept="text/plain")
        return {keys[key]: pmids for key, pmids in answers.items()}

    def search(self, work: Work) -> tuple[str, ...]:
        """At most five PMIDs of articles with the words of a work's title, and its year or its first author.

        None where it has nothing to be searched by. Raises RemoteError.
        """
        term = search_term(work)
        params = {"db": "pubmed", "retmode": "json", "retmax": str(_CANDIDATES), "term": term}
        return self._ask("esearch.fcgi", params, _searched, accept="application/json") if term else ()

    def fetch(self, pmids: Iterable[str]) -> tuple[dict[str, Found], frozenset[str]]:
        """The records of at most BATCH PMIDs, and the PMIDs that PubMed does not have: asked for twice.

        Raises RemoteError; then nothing is known of any of them.
        """
        wanted = sorted(set(pmids))
        found = self._records(wanted)
        missing = [pmid for pmid in wanted if pmid not in found]
        if missing:
            found |= self._records(missing)
        return found, frozenset(wanted) - found.keys()

    def _records(self, pmids: Sequence[str]) -> dict[str, Found]:
        params = {"db": "pubmed", "retmode": "xml", "id": ",".join(pmids)}
        wanted = frozenset(pmids)
        return self._ask(
            "efetch.fcgi", params, lambda got: _fetched(got, wanted), accept="application/xml", post=len(pmids) > 1
        )

    def _ask(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[Fetched], Answer],
        *,
        accept: str,
        post: bool = False,
    ) -> Answer:
        def read_data(got: Fetched) -> Answer:
            if refusal := _REFUSAL.match(got.body):
                said = refusal[1].decode("utf-8", "replace")
                raise Unusable(f"{shown_address(got.url)}: an error for an answer: {said}", mend="try later")
            return read(got)

        return self._service.ask(path, params, read_data, accept=accept, post=post)


def _line(work: Work, key: str) -> str:
    """``journal|year|volume|first page|author|key|``: fields hold neither bars nor line ends."""
    fields = (work.journal, work.year, work.volume, work.first_page, _author(work), key)
    return "".join(" ".join(field.replace("|", " ").split()) + "|" for field in fields)


def _matched(got: Fetched, keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    fields: list[str] = []
    for line in got.body.decode("utf-8", "replace").replace("\r", "\n").split("\n"):
        fields = [field.strip() for field in line.split("|")]
        # Fields before the key may be emptied by the service, so count from the end.
        if len(fields) < 3 or fields[-2] not in keys:
            continue
        said = fields[-1].removeprefix("AMBIGUOUS").replace(",", " ").split()
        answers[fields[-2]] = tuple(dict.fromkeys(filter(None, map(normal_pmid, said))))
        if fields[-1].startswith("NOT_FOUND") or "(" in fields[-1]:
            answers[fields[-2]] = ()
    if len(answers) < len(keys) and len(fields) >= 3:
        answers.pop(fields[-2], None)  # the answer ends within this line, so that its number may be cut
    if not answers:
        shown = " ".join(got.body[:100].decode("utf-8", "replace").split())
        raise ForeignAnswer(f"{shown_address(got.url)}: no line of a citation in the answer: {shown}", mend="try later")
    return answers


def search_term(work: Work) -> str:
    """The question to ESearch: words of the title, and the first author or, for a work without, the year, if any."""
    words = [word for word in _plain(work.title).split() if len(word) > 1 and word.casefold() not in _SMALL]
    terms = [f"{word}[ti]" for word in words[:_WORDS]]
    author = _author(work)
    word, tag = (author, "1au") if author != work.first_author else (work.year, "dp")
    if _plain(word):
        terms.append(f"{_plain(word)}[{tag}]")
    return " AND ".join(terms)


def _author(work: Work) -> str:
    """The first author with initials, as printed; a group, or one printed without, by the name alone."""
    member = work.first_member
    return member if member.startswith(f"{work.first_author} ") else work.first_author


def _plain(text: str) -> str:
    """Letters, digits and blanks: nothing that the service would read as an operator."""
    spaced = "".join(character if character.isalnum() else " " for character in text)
    return " ".join(word.lower() if word in ("AND", "OR", "NOT") else word for word in spaced.split())


def _searched(got: Fetched) -> tuple[str, ...]:
    address = shown_address(got.url)
    try:
        data = json.loads(got.body)
    except (ValueError, RecursionError) as error:
        raise ForeignAnswer(f"{address}: no result of a search: {error}", mend="try later") from None
    try:
        result = data["esearchresult"]
        if "ERROR" in result:
            raise ValueError(str(result["ERROR"])[:200])
        identifiers = result["idlist"]
        if not isinstance(identifiers, list):
            raise TypeError("no list of identifiers")
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{address}: no result of a search: {error}", mend="try later") from None
    return tuple(pmid for identifier in identifiers[:_CANDIDATES] if (pmid := normal_pmid(str(identifier))))


def _fetched(got: Fetched, wanted: frozenset[str]) -> dict[str, Found]:
    """The wanted records of an answer; the newest version of each."""
    found: dict[str, Found] = {}
    address = shown_address(got.url)
    strange = ""
    try:
        whole = list(pieces(got.body, address))
    except UnreadableDocument as error:
        kind = ForeignAnswer if error.problem.rule == "other-kind" else Unusable
        problem = f"{error.problem.rule}: {error.problem.message}"
        raise kind(f"{address}: no whole set of records: {problem}", mend="try later") from None
    try:
        for piece in whole:
            if piece.tag == "DeleteCitation":
                for pmid in read_deletions(piece, address):
                    found.pop(pmid, None)
                continue
            article = read_article(piece, address)
            former = found.get(article.pmid)
            newer = former is None or int(article.version or 1) >= int(former.article.version or 1)
            if article.pmid not in wanted:
                strange = article.pmid
            elif newer:
                found[article.pmid] = Found(article, digest_of(piece))
    except UnreadableDocument as error:
        problem = f"{error.problem.rule}, {error.problem.value}: {error.problem.message}"
        raise Unusable(f"{address}: a record that cannot be read: {problem}", mend="try later") from None
    if strange and len(found) < len(wanted):
        raise Unusable(f"{address}: PMID {strange}, for which nobody asked", mend="try later")
    return found
