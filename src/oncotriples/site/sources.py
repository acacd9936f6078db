"""What every page of a site is made from: the release, its index, its vocabulary and the frame of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncotriples.release.jsonld import Context
from oncotriples.release.opened import OpenedRelease
from oncotriples.render.html import Frame, page
from oncotriples.site.index import Index
from oncotriples.site.reading import Reader
from oncotriples.site.vocabulary import Vocabulary

__all__ = ["SiteSources"]


@dataclass(frozen=True)
class SiteSources:
    """Read-only; ``has_playground`` tells whether the bundle of the playground is in this installation."""

    release: OpenedRelease
    index: Index
    vocabulary: Vocabulary
    reader: Reader
    context: Context
    frame: Frame
    has_playground: bool

    def page(self, template: str, path: str, **values: Any) -> Mapping[str, bytes]:
        """One page by its template: its file's path below the root, and its content."""
        return {f"{path}.html": page(template, path, self.frame, values)}
