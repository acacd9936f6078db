"""What one would write first: rdflib reads the graph, pyshacl judges it, rdflib writes it in every format.

``plain_build.py GRAPH.trig SHAPES.ttl ONTOLOGY.ttl CONTEXT.jsonld OUT`` prints the seconds that went into pyshacl. The
graph comes ready, mappings and inferred triples in it: reading TSV and running rules is left out in its favor, and so
are the table, the description, the checksums, sorted output and the safe exchange of the folder.
"""

import json
import sys
import time
from pathlib import Path

from rdflib import Dataset, Graph
from rdflib.namespace import RDFS


def main() -> None:
    """Build once."""
    graph_file, shapes_file, ontology_file, context_file, out = map(Path, sys.argv[1:])
    dataset = Dataset()
    dataset.parse(graph_file, format="trig")
    union = Graph()
    for subject, predicate, object_, _ in dataset.quads():
        union.add((subject, predicate, object_))
    data = Graph()
    data += union
    data += Graph().parse(ontology_file, format="turtle").triples((None, RDFS.subClassOf, None))
    shapes = Graph().parse(shapes_file, format="turtle")

    start = time.perf_counter()
    import pyshacl

    _, _, report = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False)
    spent = time.perf_counter() - start

    out.mkdir(parents=True, exist_ok=True)
    (out / "validation.txt").write_text(report, encoding="utf-8")
    context = json.loads(context_file.read_text(encoding="utf-8"))["@context"]
    union.serialize(out / "oncotriples.ttl", format="turtle")
    union.serialize(out / "oncotriples.nt", format="nt", encoding="utf-8")
    union.serialize(out / "oncotriples.rdf", format="xml")
    union.serialize(out / "oncotriples.jsonld", format="json-ld", context=context)
    dataset.serialize(out / "oncotriples.trig", format="trig")
    dataset.serialize(out / "oncotriples.nq", format="nquads", encoding="utf-8")
    print(spent)


if __name__ == "__main__":
    main()
