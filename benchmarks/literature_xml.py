"""Invented articles as XML of PubMed's baseline files: indented, some 8 KB each, a deletion at the end of each file."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benchmarks.literature_data import Invented, articles
from oncotriples.documents.article_entry import Author

__all__ = ["DELETED", "as_xml", "write_file"]

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE PubmedArticleSet SYSTEM "http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    "<PubmedArticleSet>\n"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DELETED = range(60_000_000, 60_000_050)
"""What each file takes back; none of them is an article of a file."""


def as_xml(invented: Invented) -> str:
    """The element PubmedArticle, indented."""
    return "\n".join(_lines(invented)) + "\n"


def _text(name: str, content: str, **attributes: str) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>{escape(content)}</{name}>"


def _date(name: str, iso: str, indent: str, **attributes: str) -> Iterator[str]:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    yield f"{indent}<{name}{given}>"
    for part, value in zip(("Year", "Month", "Day"), iso.split("-"), strict=False):
        yield f"{indent}  <{part}>{value}</{part}>"
    yield f"{indent}</{name}>"


def _lines(invented: Invented) -> Iterator[str]:
    article = invented.article
    yield "  <PubmedArticle>"
    yield '    <MedlineCitation Status="MEDLINE" IndexingMethod="Automated" Owner="NLM">'
    yield f"      {_text('PMID', article.pmid, Version='1')}"
    yield from _date("DateCompleted", article.revised, "      ")
    yield from _date("DateRevised", article.revised, "      ")
    yield '      <Article PubModel="Print-Electronic">'
    yield from ("        " + line for line in _article_lines(invented))
    yield "      </Article>"
    yield from ("      " + line for line in _citation_lines(invented))
    yield "    </MedlineCitation>"
    yield "    <PubmedData>"
    yield from ("      " + line for line in _data_lines(invented))
    yield "    </PubmedData>"
    yield "  </PubmedArticle>"


def _article_lines(invented: Invented) -> Iterator[str]:
    article, journal = invented.article, invented.article.journal
    yield "<Journal>"
    yield f"  {_text('ISSN', journal.issn or journal.eissn, IssnType='Print' if journal.issn else 'Electronic')}"
    yield '  <JournalIssue CitedMedium="Internet">'
    yield f"    {_text('Volume', article.volume)}"
    if article.issue:
        yield f"    {_text('Issue', article.issue)}"
    yield "    <PubDate>"
    yield from ("      " + line for line in _pub_date(article.published))
    yield "    </PubDate>"
    yield "  </JournalIssue>"
    yield f"  {_text('Title', journal.title)}"
    yield f"  {_text('ISOAbbreviation', journal.iso)}"
    yield "</Journal>"
    start, _, end = article.title.rpartition(" ")
    yield f"<ArticleTitle>{escape(start)} {f'<i>{escape(end)}</i>' if invented.marked else escape(end)}.</ArticleTitle>"
    first, _, last = article.pages.partition("-")
    pages = _text("StartPage", first) + (_text("EndPage", last) if last else "") + _text("MedlinePgn", article.pages)
    yield f"<Pagination>{pages}</Pagination>"
    if article.doi:
        yield _text("ELocationID", article.doi, EIdType="doi", ValidYN="Y")
    if invented.abstract:
        yield "<Abstract>"
        for label, text in invented.abstract:
            yield f"  {_text('AbstractText', text, Label=label, NlmCategory=label)}"
        yield "</Abstract>"
    yield f'<AuthorList CompleteYN="{"Y" if article.authors_complete else "N"}">'
    for person, place in zip(article.authors, invented.affiliations, strict=True):
        yield from ("  " + line for line in _author_lines(person, place))
    yield "</AuthorList>"
    yield from (_text("Language", language) for language in article.languages)
    if article.registrations:
        numbers = "".join(_text("AccessionNumber", number) for number in article.registrations)
        bank = _text("DataBankName", "ClinicalTrials.gov") + f"<AccessionNumberList>{numbers}</AccessionNumberList>"
        yield f'<DataBankList CompleteYN="Y"><DataBank>{bank}</DataBank></DataBankList>'
    yield "<PublicationTypeList>"
    yield from ("  " + _text("PublicationType", kind.name, UI=kind.id) for kind in article.types)
    yield "</PublicationTypeList>"
    if article.vernacular:
        yield _text("VernacularTitle", article.vernacular)
    if article.electronic:
        yield from _date("ArticleDate", article.electronic, "", DateType="Electronic")


def _pub_date(published: str) -> Iterator[str]:
    year, _, rest = published.partition(" ")
    if rest == "Nov-Dec":
        yield _text("MedlineDate", published)
    elif rest:
        yield from (_text("Year", year), _text("Season", rest))
    else:
        year, *within = published.split("-")
        yield _text("Year", year)
        if within:
            yield _text("Month", _MONTHS[int(within[0]) - 1])
        yield from (_text("Day", day) for day in within[1:])


def _author_lines(person: Author, place: str) -> Iterator[str]:
    yield '<Author ValidYN="Y">'
    parts = {"LastName": person.family, "ForeName": person.given, "Initials": person.initials, "Suffix": person.suffix}
    parts["CollectiveName"] = person.collective
    yield from (f"  {_text(name, value)}" for name, value in parts.items() if value)
    if person.orcid:
        yield f"  {_text('Identifier', person.orcid, Source='ORCID')}"
    if place:
        yield from ("  <AffiliationInfo>", f"    {_text('Affiliation', place)}", "  </AffiliationInfo>")
    yield "</Author>"


def _citation_lines(invented: Invented) -> Iterator[str]:
    article, journal = invented.article, invented.article.journal
    yield "<MedlineJournalInfo>"
    info = {"Country": "Nowhere", "MedlineTA": journal.nlm, "NlmUniqueID": journal.nlm_id}
    info["ISSNLinking"] = journal.issn_linking
    yield from (f"  {_text(name, value)}" for name, value in info.items() if value)
    yield "</MedlineJournalInfo>"
    if article.substances:
        yield "<ChemicalList>"
        for one in article.substances:
            yield "  <Chemical>"
            yield f"    {_text('RegistryNumber', one.number or '0')}"
            yield f"    {_text('NameOfSubstance', one.name, UI=one.id)}"
            yield "  </Chemical>"
        yield "</ChemicalList>"
    yield _text("CitationSubset", "IM")
    if article.corrections:
        yield "<CommentsCorrectionsList>"
        for link in article.corrections:
            yield f'  <CommentsCorrections RefType="{link.kind}">'
            yield f"    {_text('RefSource', link.source)}"
            if link.pmid:
                yield f"    {_text('PMID', link.pmid, Version='1')}"
            if link.note:
                yield f"    {_text('Note', link.note)}"
            yield "  </CommentsCorrections>"
        yield "</CommentsCorrectionsList>"
    if article.headings:
        yield "<MeshHeadingList>"
        for heading in article.headings:
            major = "Y" if heading.major else "N"
            yield "  <MeshHeading>"
            yield f"    {_text('DescriptorName', heading.name, UI=heading.id, MajorTopicYN=major)}"
            yield from (
                f"    {_text('QualifierName', held.name, UI=held.id, MajorTopicYN='N')}" for held in heading.qualifiers
            )
            yield "  </MeshHeading>"
        yield "</MeshHeadingList>"
    if invented.keywords:
        yield '<KeywordList Owner="NOTNLM">'
        yield from (f"  {_text('Keyword', word, MajorTopicYN='N')}" for word in invented.keywords)
        yield "</KeywordList>"


def _data_lines(invented: Invented) -> Iterator[str]:
    article = invented.article
    yield "<History>"
    for status in ("received", "accepted", "pubmed", "medline", "entrez"):
        yield from _date("PubMedPubDate", article.revised, "  ", PubStatus=status)
    yield "</History>"
    yield _text("PublicationStatus", "ppublish")
    yield "<ArticleIdList>"
    ids = {"pubmed": article.pmid, "pmc": article.pmcid, "doi": article.doi, "pii": article.pii}
    yield from (f"  {_text('ArticleId', value, IdType=kind)}" for kind, value in ids.items() if value)
    yield "</ArticleIdList>"
    if invented.references:
        yield "<ReferenceList>"
        for citation, pmid, doi in invented.references:
            yield "  <Reference>"
            yield f"    {_text('Citation', citation)}"
            yield "    <ArticleIdList>"
            yield f"      {_text('ArticleId', doi, IdType='doi')}"
            yield f"      {_text('ArticleId', pmid, IdType='pubmed')}"
            yield "    </ArticleIdList>"
            yield "  </Reference>"
        yield "</ReferenceList>"


def write_file(path: Path, count: int, number: int) -> int:
    """Write a file of PubMed, packed; how many bytes it has unpacked."""
    size = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        for block in _blocks(count, number):
            file.write(block)
            size += len(block)
    return size


def _blocks(count: int, number: int) -> Iterator[bytes]:
    yield _HEAD.encode()
    for invented in articles(count, number):
        yield as_xml(invented).encode()
    deleted = "".join(f"    {_text('PMID', str(pmid), Version='1')}\n" for pmid in DELETED)
    yield f"  <DeleteCitation>\n{deleted}  </DeleteCitation>\n</PubmedArticleSet>\n".encode()
