"""What clients send as their wish, and the rule by which they get a form: docs/how-to/host.md tells it in words."""

__all__ = ["CLIENTS", "NOTHING_THAT_WE_HAVE", "OTHER_TYPES", "TYPES", "WEIGHED", "WEIGHTS", "form_by_rule"]

# What programs send when they look up an IRI, as they sent it to a server of ours or as their source has it.
CLIENTS = {
    "nothing": (None, "html"),
    "curl, wget, requests": ("*/*", "html"),
    "Chromium": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,image/avif,image/webp,image/apng,*/*;q=0.8,"
        "application/signed-exchange;v=b3;q=0.7",
        "html",
    ),
    "Firefox": ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    "Lynx": ("text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01", "html"),
    "rdflib": (
        "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, "
        "application/trix, application/trig",
        "ttl",
    ),
    "rdflib, format=turtle": ("text/turtle, application/x-turtle, */*;q=0.1", "ttl"),
    "rdflib, format=json-ld": ("application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld"),
    "rdflib, format=nt": ("text/plain, */*;q=0.1", "nt"),
    "PyLD": (
        "application/ld+json, application/json;q=0.8, text/html;q=0.5, application/xhtml+xml;q=0.5",
        "jsonld",
    ),
    "Jena": (
        "text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.8,application/xml;q=0.7,*/*;q=0.5",
        "ttl",
    ),
    "OWL API, Protégé": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
        "ttl",
    ),
    "rapper": ("application/rdf+xml, text/rdf;q=0.6, */*;q=0.1", "ttl"),
    "rapper --guess": (
        "application/rdf+xml, text/rdf;q=0.6, application/n-triples, text/plain;q=0.1, text/turtle, "
        "application/x-turtle, application/turtle, text/n3;q=0.3, text/rdf+n3;q=0.3, application/rdf+n3;q=0.3, "
        "application/x-trig, application/rss;q=0.8, application/rss+xml;q=0.8, text/rss;q=0.8, application/xml;q=0.3, "
        "text/xml;q=0.3, application/atom+xml;q=0.3, text/html;q=0.2, application/xhtml+xml;q=0.4, text/html;q=0.6, "
        "application/xhtml+xml;q=0.8, application/json;q=0.1, text/json;q=0.1, text/x-nquads, */*;q=0.1",
        "nt",
    ),
    "Comunica": (
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
        "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
        "text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,application/json;q=0.135,text/shaclc;q=0.1,"
        "text/shaclc-ext;q=0.05",
        "jsonld",
    ),
    "F-UJI, RDF": (
        "text/turtle, application/turtle, application/x-turtle;q=0.8, application/rdf+xml, text/n3;q=0.9, "
        "text/rdf+n3;q=0.9,application/ld+json",
        "ttl",
    ),
    "F-UJI, RDF/XML": ("application/rdf+xml, text/rdf;q=0.5, application/xml;q=0.1, text/xml;q=0.1", "ttl"),
    "F-UJI, JSON": ("application/json, text/json;q=0.5", "jsonld"),
    "F-UJI, page": (
        "text/html, application/xhtml+xml, application/xml;q=0.5, text/xml;q=0.5, application/rdf+xml;q=0.5",
        "html",
    ),
}

"""What each sends, and the form that it gets."""

WEIGHED = {
    "": "html",
    "text/turtle;q=0.5, text/html": "html",
    "text/html;q=0.5, text/turtle;q=0.7": "ttl",
    "text/html;q=0.9, application/ld+json": "jsonld",
    "application/n-triples, text/turtle": "nt",
    "application/n-triples;q=0.8, text/turtle;q=0.8": "nt",
    "application/n-triples;q=0.81, text/turtle;q=0.89": "nt",  # one decimal
    "text/turtle;q=0.05, text/html;q=0": "ttl",
    "text/turtle;q=0.000, application/ld+json;q=0.001": "jsonld",
    "text/turtle;q=1.000,text/html;q=0.999": "ttl",
    "TEXT/Turtle ; Q=0.9 , text/html;q=0.8": "ttl",
    "TEXT/HTML, text/turtle;q=0.5": "html",
    "Application/LD+JSON": "jsonld",
    "APPLICATION/N-TRIPLES;Q=1": "nt",
    "text/turtle;q=1;level=1, text/html": "ttl",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded";q=0.9, text/html;q=0.2': "jsonld",
    "text/turtle;charset=utf-8": "ttl",
    "text/turtle;charset=utf-8;q=0.3;level=1, text/html;q=0.2": "ttl",
    "*/*, text/turtle;q=0.1": "ttl",  # what is named goes first
    "text/turtles, xtext/turtle, text/html;q=0.1": "html",
    "text/*;q=0.3": "html",
}
"""Wishes that try the rule's edges, and the form that they get."""

NOTHING_THAT_WE_HAVE = (
    "image/png",
    "text/html;q=0",
    "text/html;q=0.000, */*;q=0.0",
    "application/xml, text/csv",
    ";;q=",
)

TYPES = {
    "application/json": "jsonld",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/xhtml+xml": "html",
    "text/html": "html",
    "text/turtle": "ttl",
}
"""What the forms are called."""

OTHER_TYPES = ("application/rdf+xml", "text/plain", "image/png", "text/*", "*/*")

WEIGHTS = ("", "1", "1.0", "0", "0.0", "0.001", "0.05", "0.1", "0.2", "0.29", "0.5", "0.55", "0.9", "0.999")


def form_by_rule(ranges: list[tuple[str, str]]) -> str:
    """The rule once more, in words of Python: what a client that sends these types and weights gets."""
    named = [
        (10 if weight[:1] in ("", "1") else int(weight[2:3] or 0), -place, TYPES[type_])
        for place, (type_, weight) in enumerate(ranges)
        if type_ in TYPES and (weight == "" or float(weight) > 0)
    ]
    if named:
        return max(named)[2]
    if "application/rdf+xml" in dict(ranges):
        return "ttl"
    if "text/plain" in dict(ranges):
        return "nt"
    wildcard = any("*" in type_ and (weight == "" or float(weight) > 0) for type_, weight in ranges)
    return "html" if wildcard or not ranges else ""
