"""PubMed on this machine: articles that tests invent, served by three E-utilities in NCBI's formats.

What is known from other programs only, not from NCBI's documents: ecitmatch gives up an author's name that does not fit
and leaves its field empty; it names up to three candidates and counts more; esearch drops an unquoted word that it
does not know and searches for the rest.
"""

import json
import re
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from lxml import etree
from pubmed_records import Author, Fixture, Heading, Journal, Link, article_set, as_xml, pubmed_file
from services import LocalService, Reply, Request, Trouble

__all__ = ["Author", "Fixture", "Heading", "Journal", "Link", "PubMedService", "article_set", "as_xml", "pubmed_file"]

_XML = "text/xml; charset=UTF-8"
_TEXT = "text/plain; charset=UTF-8"
_DTDS = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd"
_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE '
_EFETCH = f'{_HEAD}eEfetchResult PUBLIC "-//NLM//DTD efetch 20131226//EN" "{_DTDS}/20131226/efetch.dtd">\n'
_ESEARCH = f'{_HEAD}eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "{_DTDS}/20060628/esearch.dtd">\n'
_FAILED = "Search Backend failed: the back end did not answer"
_NOBODY = "99999999"
_TERM = re.compile(r"""\s*\(*\s*("[^"]*"|[^"\[\]()*]+?)\s*\[(\w+)\]\s*\)*\s*(?:AND\s|$)""")


class PubMedService(LocalService):
    """``entrez/eutils/`` with ecitmatch.cgi, esearch.fcgi and efetch.fcgi over ``articles``: change them freely."""

    def __init__(self, articles: Iterable[Fixture] = (), *, limit: int | None = None) -> None:
        super().__init__(limit=limit)
        self.articles = {article.pmid: article for article in articles}

    def answer(self, request: Request, trouble: Trouble | None) -> Reply:
        utility = {
            "/entrez/eutils/ecitmatch.cgi": self._ecitmatch,
            "/entrez/eutils/esearch.fcgi": self._esearch,
            "/entrez/eutils/efetch.fcgi": self._efetch,
        }.get(request.path)
        if utility is None:
            return Reply(404, "text/html; charset=UTF-8", b"<html><body>Not Found</body></html>\n")
        if request.one("db") != "pubmed":
            raise NotImplementedError(f"no other database than pubmed is played: {request.params}")
        return utility(request, trouble)

    def caller(self, request: Request) -> str:
        return request.one("api_key") or super().caller(request)

    def too_many(self, request: Request, count: int, limit: int) -> Reply:
        said = {
            "error": "API rate limit exceeded",
            "api-key": self.caller(request),
            "count": str(count),
            "limit": str(limit),
        }
        return Reply(429, "application/json", json.dumps(said, separators=(",", ":")).encode() + b"\n")

    def _efetch(self, request: Request, trouble: Trouble | None) -> Reply:
        if request.one("retmode") != "xml":
            raise NotImplementedError("efetch is played with retmode=xml only")
        if trouble is Trouble.ERROR:
            error = f"{_EFETCH}<eFetchResult>\n\t<ERROR>{_FAILED}</ERROR>\n</eFetchResult>\n"
            return Reply(200, _XML, error.encode())
        asked = [one.strip() for ids in request.params.get("id", []) for one in ids.split(",")]
        numbers = [one for one in dict.fromkeys(asked) if one.isascii() and one.isdigit()]
        if not numbers:
            return Reply(400, _TEXT, b"ID list is empty! Possibly it has no correct IDs.\n")
        known = [pmid for pmid in numbers if pmid in self.articles]
        records = [self.articles.get(pmid, Fixture(pmid)) for pmid in self._troubled(known, numbers, trouble)]
        return Reply(200, _XML, article_set(records))

    def _troubled(self, pmids: list[str], asked: list[str], trouble: Trouble | None) -> list[str]:
        """A list of records with the last of them missing, twice, or another one in its place."""
        match trouble:
            case None:
                return pmids
            case Trouble.MISSING:
                return pmids[:-1]
            case Trouble.TWICE:
                return [*pmids, *pmids[-1:]]
            case Trouble.WRONG:
                return [*pmids[:-1], self._another(asked)]
        raise NotImplementedError(f"this utility does not play “{trouble}”")

    def _another(self, asked: list[str]) -> str:
        return next((pmid for pmid in self.articles if pmid not in asked), _NOBODY)

    def _ecitmatch(self, request: Request, trouble: Trouble | None) -> Reply:
        if trouble is Trouble.ERROR:
            return Reply(200, _TEXT, b"Error occurred: the citation matcher did not answer\n")
        lines = [self._matched(line) for line in request.one("bdata").split("\r") if line.count("|") == 6]
        if trouble is Trouble.WRONG:
            head, _, pmid = lines[-1].rpartition("|")
            lines[-1] = f"{head}|{self._another([pmid])}"
        else:
            lines = self._troubled(lines, [], trouble)
        return Reply(200, _TEXT, "".join(f"{line}\n" for line in lines).encode())

    def _matched(self, line: str) -> str:
        """A citation of ecitmatch with what was found behind it."""
        journal, year, volume, page, author, key, _ = line.split("|")
        there = [one for one in self.articles.values() if not journal.strip() or _is_journal(one, journal)]
        place = [
            one
            for one in there
            if (not year or _year(one) == year)
            and (not volume or one.volume == volume)
            and (not page or one.pages.partition("-")[0] == page)
        ]
        found = [one for one in place if not author or any(_is_author(named, author) for named in one.authors)]
        if not found and volume and page:
            found, author = place, ""
        pmids = [one.pmid for one in found]
        if len(pmids) > 3:
            said = f"AMBIGUOUS ({len(pmids)} citations)"
        elif len(pmids) > 1:
            said = f"AMBIGUOUS {','.join(pmids)}"
        else:
            said = pmids[0] if pmids else "NOT_FOUND" if there and journal.strip() else "NOT_FOUND;INVALID_JOURNAL"
        return "|".join((journal, year, volume, page, author, key, said))

    def _esearch(self, request: Request, trouble: Trouble | None) -> Reply:
        as_json = request.one("retmode") == "json"
        start, most = int(request.one("retstart") or 0), min(int(request.one("retmax") or 20), 10_000)
        if trouble is Trouble.ERROR:
            return _failed(_FAILED, as_json=as_json)
        if not request.one("term").strip():
            return _failed("Empty term and query_key - nothing todo", as_json=as_json)
        if start > 9998:
            return _failed("Search Backend failed: Exception: 'retstart' cannot be larger than 9998.", as_json=as_json)
        if trouble is Trouble.ENDLESS:
            page = [str(91_000_000 + start + place) for place in range(most)]
            return _found(page, start + 2 * most, start, "", [], [], as_json=as_json)
        terms = _terms(request.one("term"))
        articles = list(self.articles.values())
        unknown = [term for term in terms if term[1] in _DROPPED and not any(_fits(one, *term) for one in articles)]
        dropped = [text for text, _ in unknown if not text.startswith('"')]
        quoted = [f"{text}[{tag}]" for text, tag in unknown if text.startswith('"')]
        left = [term for term in terms if term[0] not in dropped]
        hits = [one.pmid for one in articles if left and all(_fits(one, *term) for term in left)]
        hits = self._troubled(sorted(hits, key=int, reverse=True), hits, trouble)
        meant = " AND ".join(f"{text}[{tag}]" for text, tag in left)
        return _found(hits[start : start + most], len(hits), start, meant, dropped, quoted, as_json=as_json)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _plain(article: Fixture) -> list[str]:
    """The words of a title without its markup."""
    return _words("".join(map(str, etree.fromstring(f"<t>{article.title}</t>").itertext())))


def _is_journal(article: Fixture, name: str) -> bool:
    journal = article.journal
    names = (journal.title, journal.iso, journal.ta, journal.issn, journal.linking)
    return _words(name) in map(_words, names)


def _is_author(author: Author, name: str) -> bool:
    """Whether a name, as “Example AB”, “example a” or “example”, is the author's."""
    family, given = _words(author.family or author.collective), _words(name)
    rest = given[len(family) :]
    return given[: len(family)] == family and (not rest or author.initials.casefold().startswith("".join(rest)))


def _is_title(article: Fixture, text: str) -> bool:
    title, words = _plain(article), _words(text)
    if text.startswith('"'):
        return any(title[place : place + len(words)] == words for place in range(len(title)))
    return all(word in title for word in words)


def _year(article: Fixture) -> str:
    return article.medline_date[:4] or article.year


def _is_year(article: Fixture, text: str) -> bool:
    first, _, last = text.strip('"').partition(":")
    return first <= _year(article) <= (last or first)


_FIELDS: dict[str, Callable[[Fixture, str], bool]] = {
    "ti": _is_title,
    "1au": lambda article, text: _is_author(article.authors[0], text) if article.authors else False,
    "au": lambda article, text: any(_is_author(author, text) for author in article.authors),
    "dp": _is_year,
    "vi": lambda article, text: article.volume == text.strip('"'),
    "ip": lambda article, text: article.issue == text.strip('"'),
    "pg": lambda article, text: text.strip('"') in (article.pages, article.pages.partition("-")[0]),
    "ta": _is_journal,
    "aid": lambda article, text: text.strip('"').casefold() in (article.doi.casefold(), article.pii.casefold()),
    "uid": lambda article, text: article.pmid == text,
    "si": lambda article, text: text.strip('"') in article.trials,
}
# A number or a journal is always known to the real PubMed; a word or a name may not be.
_DROPPED = frozenset({"ti", "1au", "au"})


def _fits(article: Fixture, text: str, tag: str) -> bool:
    return _FIELDS[tag](article, text)


def _terms(query: str) -> list[tuple[str, str]]:
    """The text and the tag of each term of a conjunction; the unquoted words of a title each for themselves."""
    terms: list[tuple[str, str]] = []
    place = 0
    while place < len(query):
        term = _TERM.match(query, place)
        if term is None or term[2].casefold() not in _FIELDS or term[1].split()[0] in ("OR", "NOT"):
            raise NotImplementedError(f"esearch does not play “{query[place:]}”")
        tag = term[2].casefold()
        alone = tag == "ti" and not term[1].startswith('"')
        terms += [(text, tag) for text in (term[1].split() if alone else [term[1]])]
        place = term.end()
    return terms


def _failed(message: str, *, as_json: bool) -> Reply:
    if as_json:
        said = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": {"ERROR": message}}
        return Reply(200, "application/json; charset=UTF-8", json.dumps(said).encode() + b"\n")
    return Reply(200, _XML, f"{_ESEARCH}<eSearchResult><ERROR>{escape(message)}</ERROR></eSearchResult>\n".encode())


def _found(
    ids: list[str], count: int, start: int, meant: str, dropped: list[str], quoted: list[str], *, as_json: bool
) -> Reply:
    messages = [] if count else ["No items found."]
    if as_json:
        result: dict[str, object] = {
            "count": str(count),
            "retmax": str(len(ids)),
            "retstart": str(start),
            "idlist": ids,
        }
        result |= {"translationset": [], "querytranslation": meant}
        if dropped:
            result["errorlist"] = {"phrasesnotfound": dropped, "fieldsnotfound": []}
        if quoted or messages:
            told = {"phrasesignored": [], "quotedphrasesnotfound": quoted, "outputmessages": messages}
            result["warninglist"] = told
        said = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}
        return Reply(200, "application/json; charset=UTF-8", json.dumps(said, separators=(",", ":")).encode() + b"\n")
    numbers = f"<Count>{count}</Count><RetMax>{len(ids)}</RetMax><RetStart>{start}</RetStart>"
    errors = _list("ErrorList", _each("PhraseNotFound", dropped))
    warnings = _list("WarningList", _each("QuotedPhraseNotFound", quoted) + _each("OutputMessage", messages))
    listed = _list("IdList", _each("Id", ids)) or "<IdList/>"
    meaning = f"<TranslationSet/><QueryTranslation>{escape(meant)}</QueryTranslation>"
    body = f"{_ESEARCH}<eSearchResult>{numbers}{listed}{meaning}{errors}{warnings}</eSearchResult>\n"
    return Reply(200, _XML, body.encode())


def _each(name: str, values: list[str]) -> str:
    return "".join(f"<{name}>{escape(value)}</{name}>" for value in values)


def _list(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""
