"""The page of closed lists and scales, and the lists beside it in each form."""

from collections.abc import Mapping

from oncotriples.render.resource import data_files
from oncotriples.site.codes_reading import codes_view
from oncotriples.site.graph_file import read_graph
from oncotriples.site.reference_page import reference_page
from oncotriples.site.sources import SiteSources

__all__ = ["codes_files"]

_SUMMARY = (
    "The values that claims, studies, trials and articles may have where the model lets them choose, and the scales by "
    "which PDQ boards grade evidence."
)


def codes_files(sources: SiteSources) -> Mapping[str, bytes]:
    """Path below the site's root → content: ``codes.html`` and its data.

    Raises InputError for a release without codes, or with one that has no IRI; SourceSyntaxError for no Turtle.
    """
    graph = read_graph(sources.release, "codes.ttl")
    forms = data_files(graph.lines, sources.context)  # first, for they refuse what has no IRI
    view = codes_view(graph, sources)
    return {
        **reference_page(sources, "codes", title="Codes and scales", summary=_SUMMARY, view=view),
        **{f"codes{ending}": content for ending, content in forms.items()},
    }
