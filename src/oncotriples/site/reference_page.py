"""The pages that document ontology, codes and shapes: what is the same in all three."""

from collections.abc import Mapping
from typing import Any

from oncotriples.namespaces import BASE
from oncotriples.release.version import LICENSE
from oncotriples.render.html import data_block
from oncotriples.render.resource import FORMS
from oncotriples.site.sources import SiteSources

__all__ = ["reference_page"]


def reference_page(sources: SiteSources, path: str, *, title: str, summary: str, **values: Any) -> Mapping[str, bytes]:
    """The page of that path, by the template of the same name, which takes ``values``; its data stand beside it."""
    markup = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": BASE + path,
        "name": title,
        "description": summary,
        "url": f"{BASE}{path}.html",
        "license": LICENSE,
        "isPartOf": {"@type": "Dataset", "@id": f"{BASE}dataset", "name": "oncotriples", "license": LICENSE},
    }
    return sources.page(
        f"{path}.html",
        path,
        title=title,
        summary=summary,
        name=path,
        address=BASE + path,
        forms=FORMS,
        license=LICENSE,
        markup=data_block(markup),
        **values,
    )
