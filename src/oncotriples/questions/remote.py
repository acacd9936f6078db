"""A SPARQL endpoint on the web as an engine. What it answers is taken as data and checked as such."""

import pyoxigraph as ox

from oncotriples.errors import RemoteError
from oncotriples.graph.dataset import sorted_triples
from oncotriples.graph.reading import Triple
from oncotriples.http import MAX_BYTES, TIMEOUT, post_form
from oncotriples.questions.answers import Answer

__all__ = ["RemoteEngine"]


class RemoteEngine:
    """An endpoint's address. Each question is one POST of at most ``timeout`` seconds and ``max_bytes`` bytes.

    What the default graph holds is the endpoint's choice; the saved queries expect the union of all graphs.
    """

    def __init__(self, url: str, *, timeout: float = TIMEOUT, max_bytes: int = MAX_BYTES) -> None:
        self._url = url
        self._timeout = timeout
        self._max_bytes = max_bytes

    def select(self, sparql: str) -> Answer:
        """The rows of a SELECT, in canonical terms; the verdict of an ASK."""
        body = self._post(sparql, "application/sparql-results+json")
        try:
            return Answer.of_results(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise self._unusable("SPARQL JSON results", error) from None

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT, distinct and sorted."""
        body = self._post(sparql, "application/n-triples")
        try:
            return sorted_triples(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise self._unusable("N-Triples", error) from None

    def _post(self, sparql: str, accept: str) -> bytes:
        return post_form(self._url, {"query": sparql}, accept=accept, timeout=self._timeout, max_bytes=self._max_bytes)

    def _unusable(self, wanted: str, error: Exception) -> RemoteError:
        return RemoteError(
            f"{self._url}: the answer is no {wanted}: {error}", mend="check that it is a SPARQL endpoint"
        )
