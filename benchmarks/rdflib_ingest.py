"""What one would write first: the records of documents put into an rdflib Dataset, triple by triple, and serialised.

``benchmarks/ingest.py`` checks that it says the same as ``graph.compiled.document_lines``, then times both. Checks of
keys and names are left out in favor of this version.
"""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SKOS, XSD

from oncotriples import iris
from oncotriples.evidence.records import (
    Candidate,
    Document,
    Name,
    Passage,
    Record,
    Reference,
    Row,
    Section,
    TableRecord,
)
from oncotriples.graph.compiled_edition import linked_summary
from oncotriples.namespaces import BASE, PREFIXES

__all__ = ["rdflib_nquads"]

ONCT, BIRO, C4O, DOCO = (Namespace(PREFIXES[prefix]) for prefix in ("onct", "biro", "c4o", "doco"))
PUBLISHER = URIRef(f"{BASE}organization/national-cancer-institute")
LANGUAGES = {"": "en", "english": "en", "en": "en", "spanish": "es", "es": "es"}


def rdflib_nquads(records: Sequence[Record], works: Mapping[str, str]) -> str:
    """The N-Quads of one document."""
    dataset = Dataset()
    mapper = _Mapper(dataset, records, works)
    for record in records:
        match record:
            case Document():
                mapper.document(record)
            case Section():
                mapper.section(record)
            case TableRecord():
                mapper.table(record)
            case Row():
                mapper.row(record)
            case Passage():
                mapper.passage(record)
            case Reference():
                mapper.reference(record)
            case Name():
                name = Literal(record.name, lang=mapper.language)
                mapper.graph.add((URIRef(BASE + record.target), SKOS.altLabel, name))
            case Candidate():
                mapper.candidate(record)
            case _:
                raise TypeError(type(record).__name__)
    mapper.names(records)
    return dataset.serialize(format="nquads")


class _Mapper:
    """Puts the records of one document into its graphs."""

    def __init__(self, dataset: Dataset, records: Iterable[Record], works: Mapping[str, str]) -> None:
        (document,) = (record for record in records if isinstance(record, Document))
        self.labels = {it.number: it.label or f"table {it.number}" for it in records if isinstance(it, TableRecord)}
        self.works = works
        self.summary = f"{BASE}document/{document.summary}"
        self.edition = f"{self.summary}/{document.edition}"
        self.language = LANGUAGES.get(document.language.lower())
        self.graph: Graph = dataset.graph(URIRef(f"{BASE}graph/document/{document.summary}/{document.edition}"))
        self.candidates: Graph = dataset.graph(URIRef(f"{BASE}graph/candidates/{document.summary}"))

    def below(self, kind: str, key: object) -> URIRef:
        return URIRef(f"{self.edition}/{kind}/{key}")

    def document(self, record: Document) -> None:
        add, summary, edition = self.graph.add, URIRef(self.summary), URIRef(self.edition)
        add((summary, RDF.type, ONCT.EvidenceSummary))
        add((summary, DCTERMS.publisher, PUBLISHER))
        if record.cdr_id:
            add((summary, ONCT.cdrId, Literal(record.cdr_id)))
        if iris.address(record.url):
            add((summary, DCAT.landingPage, URIRef(record.url)))
        for relation, target in record.links:
            if other := linked_summary(target):
                if relation == "patient-version":
                    add((URIRef(other), ONCT.patientVersionOf, summary))
                elif relation == "translation-of":
                    add((summary, ONCT.translationOf, URIRef(other)))
                else:
                    add((summary, ONCT.patientVersionOf, URIRef(other)))
        add((edition, RDF.type, ONCT.SummaryEdition))
        add((edition, DCTERMS.isVersionOf, summary))
        add((edition, DCTERMS.publisher, PUBLISHER))
        if record.title:
            add((edition, DCTERMS.title, Literal(record.title, lang=self.language)))
        if not record.edition.startswith("undated"):
            when = f"edition of {record.edition}"
            add((edition, ONCT.editionDate, Literal(record.edition, datatype=XSD.date)))
        elif record.not_before:
            when = f"undated edition, not before {record.not_before}"
            add((edition, ONCT.notBefore, Literal(record.not_before, datatype=XSD.gYear, normalize=False)))
        else:
            when = "undated edition"
        label = f"{record.title or record.summary}, {when}{' (extract)' if record.extract else ''}"
        add((edition, SKOS.prefLabel, Literal(label, lang="en")))
        if self.language:
            code = URIRef(f"http://id.loc.gov/vocabulary/iso639-1/{self.language}")
            add((edition, DCTERMS.language, code))
        if record.audience:
            add((edition, ONCT.audience, Literal(record.audience)))
        if record.kind:
            add((edition, ONCT.summaryType, Literal(record.kind)))
        for cdr_id, name in record.topics:
            term = URIRef(f"{BASE}term/{cdr_id}")
            add((edition, DCTERMS.subject, term))
            if name:
                add((term, SKOS.altLabel, Literal(name, lang="en")))
        add((edition, ONCT.compiledFrom, Literal(record.form)))
        add((edition, ONCT.documentDigest, Literal(record.digest)))

    def section(self, record: Section) -> None:
        add, subject = self.graph.add, self.below("section", record.key)
        above, _, ordinal = record.key.rpartition(".")
        add((subject, RDF.type, DOCO.Section))
        add((subject, ONCT.ordinal, Literal(int(ordinal))))
        add((subject, DCTERMS.isPartOf, self.below("section", above) if above else URIRef(self.edition)))
        if record.title:
            add((subject, DCTERMS.title, Literal(record.title, lang=self.language)))
        self._label(subject, f"section {record.key}", record.title)

    def table(self, record: TableRecord) -> None:
        add, subject = self.graph.add, self.below("table", record.number)
        add((subject, RDF.type, DOCO.Table))
        add((subject, ONCT.ordinal, Literal(record.number)))
        add((subject, DCTERMS.isPartOf, self.below("section", record.section)))
        if record.title:
            add((subject, DCTERMS.title, Literal(record.title, lang=self.language)))
        if record.label:
            add((subject, ONCT.printedLabel, Literal(record.label)))
        self._label(subject, self.labels[record.number], record.title)

    def row(self, record: Row) -> None:
        add, subject = self.graph.add, self.below("row", f"{record.table}.{record.number}")
        add((subject, RDF.type, ONCT.TableRow))
        add((subject, ONCT.ordinal, Literal(record.number)))
        add((subject, DCTERMS.isPartOf, self.below("table", record.table)))
        self._label(subject, f"row {record.number} of {self.labels[record.table]}", "")

    def _label(self, subject: URIRef, name: str, title: str) -> None:
        self.graph.add((subject, SKOS.prefLabel, Literal(f"{name}, {title}" if title else name, lang="en")))

    def passage(self, record: Passage) -> None:
        add, subject = self.graph.add, self.below("passage", record.key)
        if not record.key.startswith("table-"):
            whole = self.below("section", record.section)
            block = record.key.rpartition("-")[2].partition(".")[0]
            add((subject, ONCT.block, Literal(int(block))))
        else:
            number, dash, _ = record.key[6:].partition("-")
            whole = self.below("table", number) if dash else self.below("row", record.key[6:].rpartition(".")[0])
        add((subject, RDF.type, ONCT.Passage))
        add((subject, ONCT.ordinal, Literal(record.ordinal)))
        add((subject, DCTERMS.isPartOf, whole))
        add((subject, ONCT.start, Literal(record.start)))
        add((subject, ONCT.end, Literal(record.end)))
        add((subject, ONCT.blockDigest, Literal(record.digest)))
        for mention in record.mentions:
            add((subject, ONCT.mentions, URIRef(BASE + mention.target)))
        for link in record.links:
            if other := linked_summary(link.target):
                add((subject, DCTERMS.references, URIRef(other)))
            elif iris.address(link.target):
                add((subject, RDFS.seeAlso, URIRef(link.target)))
        for group in record.groups:
            group_iri = self.below("group", group.number)
            add((group_iri, RDF.type, ONCT.PointerGroup))
            add((group_iri, ONCT.ordinal, Literal(group.number)))
            add((group_iri, DCTERMS.isPartOf, subject))
            for pointer in group.pointers:
                pointer_iri = self.below("pointer", pointer.number)
                add((pointer_iri, RDF.type, C4O.InTextReferencePointer))
                add((pointer_iri, ONCT.ordinal, Literal(pointer.number)))
                add((pointer_iri, ONCT.inGroup, group_iri))
                add((pointer_iri, C4O.denotes, self.below("reference", pointer.reference)))
                add((pointer_iri, C4O.hasContext, subject))
        for mark in record.marks:
            mark_iri = self.below("mark", mark.number)
            add((mark_iri, RDF.type, ONCT.LevelMark))
            add((mark_iri, ONCT.ordinal, Literal(mark.number)))
            add((mark_iri, DCTERMS.isPartOf, subject))
            add((mark_iri, ONCT.markedLevel, URIRef(f"{BASE}level/{mark.level}")))
            add((mark_iri, ONCT.printedText, Literal(mark.printed)))
            if mark.grades:
                add((mark_iri, ONCT.grades, self.below("group", mark.grades)))

    def reference(self, record: Reference) -> None:
        add, subject = self.graph.add, self.below("reference", record.key)
        add((subject, RDF.type, BIRO.BibliographicReference))
        add((subject, ONCT.ordinal, Literal(record.number)))
        add((subject, DCTERMS.isPartOf, self.below("section", record.key.partition("-")[0])))
        add((subject, DCTERMS.bibliographicCitation, Literal(record.citation)))
        if path := self.works.get(record.key):
            add((subject, BIRO.references, URIRef(BASE + path)))
        for link in record.links:
            if iris.address(link):
                add((subject, RDFS.seeAlso, URIRef(link)))

    def candidate(self, record: Candidate) -> None:
        name = f"{record.agent.rpartition('/')[2]}-{record.tumor.rpartition('/')[2]}-{record.passage}"
        subject = URIRef(f"{BASE}candidate/{self.edition.removeprefix(f'{BASE}document/')}/{name}")
        add = self.candidates.add
        place = ("row", record.passage[4:]) if record.passage.startswith("row-") else ("passage", record.passage)
        add((subject, RDF.type, ONCT.CandidateAssertion))
        add((subject, ONCT.agent, URIRef(BASE + record.agent)))
        add((subject, ONCT.tumorSubtype, URIRef(BASE + record.tumor)))
        add((subject, ONCT.foundIn, self.below(*place)))
        for number in record.groups:
            add((subject, ONCT.pointerGroup, self.below("group", number)))

    def names(self, records: Iterable[Record]) -> None:
        """What the things are that the document names."""
        for record in records:
            if isinstance(record, Passage):
                for mention in record.mentions:
                    self._thing(mention.target)
                for link in record.links:
                    self._summary(linked_summary(link.target))
            elif isinstance(record, Candidate):
                self._thing(record.agent)
                self._thing(record.tumor)
            elif isinstance(record, Name):
                self._thing(record.target)
            elif isinstance(record, Document):
                for _, target in record.links:
                    self._summary(linked_summary(target))
                for cdr_id, _ in record.topics:
                    self._thing(f"term/{cdr_id}")

    def _thing(self, path: str) -> None:
        add, subject = self.graph.add, URIRef(BASE + path)
        kind, _, name = path.partition("/")
        if kind == "term":
            add((subject, RDF.type, ONCT.Term))
            add((subject, ONCT.cdrId, Literal(name)))
        elif kind in ("trial", "gene"):
            add((subject, RDF.type, ONCT.ClinicalTrial if kind == "trial" else ONCT.Gene))
            add((subject, SKOS.prefLabel, Literal(name, lang="en")))

    def _summary(self, address: str) -> None:
        if address and address != self.summary:
            subject = URIRef(address)
            self.graph.add((subject, RDF.type, ONCT.EvidenceSummary))
            slug = address.rpartition("/")[2]
            if slug.startswith("cdr") and slug[3:].isdigit():
                self.graph.add((subject, ONCT.cdrId, Literal(slug.upper())))
