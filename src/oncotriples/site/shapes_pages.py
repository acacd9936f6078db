"""The page of the shapes, and the shapes beside it in each form."""

from collections.abc import Mapping

from oncotriples.site.graph_file import read_graph
from oncotriples.site.judges import judges
from oncotriples.site.reference_page import reference_page
from oncotriples.site.shapes_reading import shapes_view
from oncotriples.site.sources import SiteSources
from oncotriples.site.term_reading import TermReader
from oncotriples.site.usage import usage_in

__all__ = ["shapes_files"]


def shapes_files(sources: SiteSources) -> Mapping[str, bytes]:
    """Path below the site's root → content: ``shapes.html`` and its data.

    Raises InputError for a release without shapes, or with one that is malformed; SourceSyntaxError for no Turtle.
    """
    graph = read_graph(sources.release, "shapes.ttl")
    reader = TermReader(
        graph, sources.reader.link, context=sources.context, usage=usage_in(graph), judges=judges(graph)
    )
    view = shapes_view(graph, reader, sources.reader.link)
    return {
        **reference_page(sources, "shapes", title=view.title, summary=view.definition, view=view),
        "shapes.ttl": sources.release.read("shapes.ttl"),
        "shapes.jsonld": graph.jsonld(),
        "shapes.nt": "".join(graph.lines).encode(),
    }
