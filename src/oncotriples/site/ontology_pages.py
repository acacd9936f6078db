"""The page of the ontology, and the ontology beside it in each form."""

from collections.abc import Mapping

from oncotriples.site.graph_file import read_graph
from oncotriples.site.judges import judges
from oncotriples.site.ontology_reading import ontology_view
from oncotriples.site.reference_page import reference_page
from oncotriples.site.sources import SiteSources
from oncotriples.site.term_reading import TermReader
from oncotriples.site.usage import read_usage

__all__ = ["ontology_files"]


def ontology_files(sources: SiteSources) -> Mapping[str, bytes]:
    """Path below the site's root → content: ``ontology.html``, its data, and the context that names its terms in JSON.

    Raises InputError for a release without one of the files that these are made from, or with one that is malformed;
    SourceSyntaxError for one that is no Turtle.
    """
    release = sources.release
    graph = read_graph(release, "ontology.ttl")
    reader = TermReader(
        graph,
        sources.reader.link,
        context=sources.context,
        usage=read_usage(read_graph(release, "void.ttl")),
        judges=judges(read_graph(release, "shapes.ttl")),
    )
    view = ontology_view(graph, reader, sources.reader.link)
    return {
        **reference_page(sources, "ontology", title=view.title, summary=view.definition, view=view),
        "ontology.ttl": release.read("ontology.ttl"),
        "ontology.jsonld": graph.jsonld(),
        "ontology.nt": "".join(graph.lines).encode(),
        "context.jsonld": release.read("context.jsonld"),
    }
