"""A release that somebody spoiled on purpose: whatever a text or an address can hold, wherever pages show it."""

from pathlib import Path

from asked_release import question
from site_releases import write_release

from oncotriples.changes.opening import compare_releases
from oncotriples.changes.rendering import render_all
from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.questions.catalogue import catalogue
from oncotriples.questions.saved import load_queries

__all__ = ["ADDRESSES", "HOSTILE", "write_hostile_release"]

_PLANTED = "<script>window.hacked=1</script>"

HOSTILE = {
    "element": f"{_PLANTED} element",
    "attribute": "\"><img src=x onerror='window.hacked=1'> attribute",
    "ending": f"</title></textarea></style></script>{_PLANTED} ending",
    "comment": f"<!--<script> ]]> --> {_PLANTED} comment",
    "drawing": "<svg onload=window.hacked=1><a xlink:href=javascript:window.hacked=1>drawing</a></svg>",
    "template": "{{ 7*7 }}{% raw %}{# template #}${7*7}",
    "quotes": "\"'`' quotes & &amp; &lt;b&gt; \\\" \\n %3Cscript%3E",
    "address": "javascript:window.hacked=1 address",
    "emoji": "👩🏽‍🔬🧬 emoji",
    "arabic": "الورم الحبلي (ورم) arabic",
    "hebrew": "כורדומה hebrew",
    "override": "\u202egnp.exe\u202c override \u2066x",
    "long": "long" + "x" * 300,
    "lines": "lines\none\ttwo\r\nthree\u2028four",
    "controls": "controls \x01\x08\x0b\x1b\x7f\x9f\ufffe",
    "combined": "combined Z" + "\u0351" * 40 + "algo",
}
"""What is planted: name → text. Each has a word of its own by which the search finds it."""

ADDRESSES = (
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>".replace("<", "%3C").replace(">", "%3E"),
    "http://example.org/'onmouseover='window.hacked=1",
    "http://example.org/?a=1&amp;b=%22%3E%3Cscript%3E",
    "HTTP://EXAMPLE.ORG/(x);y",
    "vbscript:x",
)
"""Addresses that the things name: none but those of the web may become links."""

_PROPERTIES = (
    "skos:prefLabel", "skos:altLabel", "skos:definition", "skos:scopeNote", "dcterms:title", "skos:notation",
)  # fmt: skip


def write_hostile_release(folder: Path) -> Path:
    """Write the release, and below ``former`` the one before it; gives the folder of the first."""
    former = write_release(folder / "former", _evidence("former "), version="1.0.0")
    release = write_release(folder / "release", _evidence(""), version="2.0.0")
    (folder / "queries" / "evidence").mkdir(parents=True)
    questions = {f"queries/evidence/{name}.rq": _question(text) for name, text in HOSTILE.items() if _is_line(text)}
    for name, text in questions.items():
        (folder / name).write_text(text, encoding="utf-8")
    described = catalogue(load_queries(folder / "queries").values())
    more = {name: text.encode() for name, text in questions.items()}
    more["queries.ttl"] = write_turtle(described, prefixes=PREFIXES, base=BASE).encode()
    more |= render_all(compare_releases(former, release))
    return write_release(folder / "release", _evidence(""), version="2.0.0", more=more)


def _is_line(text: str) -> bool:
    """Whether it can stand in the head of a question, which is YAML."""
    return text.isprintable()


def _question(text: str) -> str:
    quoted = "'" + text.replace("'", "''") + "'"
    return question(
        "SELECT ?thing ?label WHERE { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label "
        "FILTER(STR(?label) != ?_words_text) } ORDER BY ?thing STR(?label)",
        columns="{thing: iri, label: text}",
        params=f"{{words: {{type: text, default: {quoted}}}}}",
        summary=quoted,
    )


def _evidence(before: str) -> str:
    """A claim for each text, with everything around it called by that text."""
    return "".join(_of(name, before + text) for name, text in HOSTILE.items())


def _of(name: str, text: str) -> str:
    literal = _literal(text)
    said = " ; ".join(f"{property_} {literal}@en" for property_ in _PROPERTIES)
    named = ", ".join(f"<{address}>" for address in ADDRESSES)
    edition = f"document/{name}/2020-01-01"
    return f"""
<agent/{name}> a onct:Agent ; {said} ; skos:exactMatch {named} .
<subtype/{name}> a onct:TumorSubtype ; {said} ; rdfs:seeAlso {named} .
<assertion/{name}/claim> a onct:ActivityAssertion, onct:EvidenceAssertion ; {said} ;
    onct:agent <agent/{name}> ; onct:tumorSubtype <subtype/{name}> ; onct:statedIn <{edition}/passage/1-1.1> ;
    cito:citesAsEvidence <citation/key/{name}> ; onct:weakestStanding <code/standing/{name}> ;
    onct:levelOfEvidence <level/{name}/A1> .
<citation/key/{name}> a fabio:JournalArticle ; {said} ; fabio:hasPubMedId {literal} ; prism:doi {literal} ;
    fabio:hasPublicationYear "2011"^^xsd:gYear ; onct:authorsAsPrinted {literal} ;
    onct:standing <code/standing/{name}> .
<code/standing/{name}> a onct:Standing ; {said} ; skos:inScheme <code/standing> .
<level/{name}> a skos:ConceptScheme ; {said} .
<level/{name}/A1> a onct:LevelOfEvidence ; {said} ; skos:inScheme <level/{name}> .
<document/{name}> a onct:EvidenceSummary ; {said} ; dcat:landingPage {named} .
<{edition}> a onct:SummaryEdition ; {said} ; dcterms:isVersionOf <document/{name}> ; dcterms:rights {literal}@en ;
    onct:editionDate {literal} .
<{edition}/section/1> a doco:Section ; {said} ; dcterms:isPartOf <{edition}> .
<{edition}/passage/1-1.1> a onct:Passage ; dcterms:isPartOf <{edition}/section/1> ; onct:blockDigest {literal} ;
    onct:mentions <agent/{name}>, <subtype/{name}> .
<{edition}/mark/1> a onct:LevelMark ; dcterms:isPartOf <{edition}/passage/1-1.1> ; onct:printedText {literal} ;
    onct:markedLevel <level/{name}/A1> .
"""


def _literal(text: str) -> str:
    """A literal of Turtle, every character as an escape."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'
