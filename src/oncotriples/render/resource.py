"""One thing as the files of its page: HTML, and the same triples as Turtle, JSON-LD and N-Triples."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from oncotriples.graph.turtle import write_turtle
from oncotriples.namespaces import BASE, PREFIXES
from oncotriples.release.jsonld import Context, write_jsonld
from oncotriples.render.html import Frame, data_block, page
from oncotriples.render.views import ResourceView

__all__ = ["FORMS", "data_files", "resource_page"]

FORMS = (("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("application/n-triples", ".nt"))
"""Media type and ending of the data beside a page."""

_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


def resource_page(
    view: ResourceView,
    frame: Frame,
    *,
    items: Sequence[tuple[str, str]] = (),
    dataset: Mapping[str, Any] | None = None,
) -> bytes:
    """The page of a thing; that of a release has its files (address, media type) and what it says as a data set."""
    values = {
        "title": view.label,
        "summary": view.definition or f"{view.kind_label}: {view.label}",
        "view": view,
        "page": f"{BASE}{view.path}.html",
        "name": view.path.rpartition("/")[2],
        "forms": FORMS,
        "markup": data_block(_markup(view)),
        "items": items,
        "dataset": data_block(dataset) if dataset else "",
    }
    return page("resource.html", view.path, frame, values)


def data_files(lines: Sequence[str], context: Context) -> dict[str, bytes]:
    """Ending → content of the data beside a page, from its sorted lines of N-Triples: one graph in three forms."""
    text = "".join(lines)
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    return {
        ".ttl": write_turtle(triples, prefixes=PREFIXES, base=BASE).encode(),
        ".jsonld": write_jsonld(triples, context, short=True).encode(),
        ".nt": text.encode(),
    }


def _markup(view: ResourceView) -> Mapping[str, Any]:
    """What search engines read: the thing where schema.org has a class for it, and always the page."""
    thing: dict[str, Any] = {"@id": view.iri, "name": view.label}
    if view.schema_type:
        thing["@type"] = view.schema_type
    if view.definition:
        thing["description"] = view.definition
    if view.synonyms:
        thing["alternateName"] = list(view.synonyms)
    if view.identifiers:
        thing["identifier"] = list(view.identifiers)
    if view.same_as:
        thing["sameAs"] = list(view.same_as)
    crumbs = [{"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}index.html"}]
    crumbs += [
        {"@type": "ListItem", "position": number, "name": crumb.label, "item": BASE + crumb.href}
        for number, crumb in enumerate(view.crumbs, start=2)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": f"{BASE}{view.path}.html",
        "name": view.label,
        "about": thing,
        "license": _LICENSE,
        "isPartOf": {"@type": "Dataset", "@id": f"{BASE}dataset", "name": "oncotriples", "license": _LICENSE},
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": crumbs},
        **({"creditText": " ".join(view.credits)} if view.credits else {}),
    }
