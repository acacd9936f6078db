"""Every namespace and prefix that the project uses, declared once.

Prefixes of reused vocabularies were checked against each vocabulary's own file.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["BASE", "ONCT", "ONTOLOGY", "PREFIXES", "RDF_TYPE", "SHAPES", "XSD", "compact"]

BASE = "https://w3id.org/oncotriples/"
ONTOLOGY = f"{BASE}ontology"
ONCT = f"{ONTOLOGY}#"
SHAPES = f"{BASE}shapes#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "biolink": "https://w3id.org/biolink/vocab/",
        "biro": "http://purl.org/spar/biro/",
        "c4o": "http://purl.org/spar/c4o/",
        "cito": "http://purl.org/spar/cito/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "dctypes": "http://purl.org/dc/dcmitype/",
        "doco": "http://purl.org/spar/doco/",
        "fabio": "http://purl.org/spar/fabio/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "idot": "http://identifiers.org/idot/",
        "obo": "http://purl.obolibrary.org/obo/",
        "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
        "onct": ONCT,
        "onctsh": SHAPES,
        "owl": "http://www.w3.org/2002/07/owl#",
        "pav": "http://purl.org/pav/",
        "prism": "http://prismstandard.org/namespaces/basic/2.0/",
        "prov": "http://www.w3.org/ns/prov#",
        "qudt": "http://qudt.org/schema/qudt/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "sssom": "https://w3id.org/sssom/",
        "unit": "http://qudt.org/vocab/unit/",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "void-ext": "http://ldf.fi/void-ext#",
        "xsd": XSD,
    }
)


def compact(iri: str) -> str:
    """Shorten an IRI for people: ``agent/imatinib``, ``skos:Concept``, else the IRI itself.

    Only for messages and tables; files that machines read keep the whole IRI or declare their prefixes.
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE) or iri
