"""``run_pyshacl.py SHAPES DATA``: pyshacl as its users call it; the report goes to standard output as N-Triples."""

import logging
import sys

import pyshacl
from rdflib import Graph

# A traceback for each ill-typed literal would cost time and tell nothing.
logging.getLogger("rdflib.term").disabled = True
shapes = Graph().parse(sys.argv[1], format="turtle")
data = Graph().parse(sys.argv[2], format="nt")
# Nothing is inferred, so the data need not be copied.
conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
report.serialize(sys.stdout.buffer, format="nt", encoding="utf-8")
sys.exit(not conforms)
