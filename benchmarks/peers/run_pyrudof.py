"""``run_pyrudof.py SHAPES DATA``: pyrudof's own engine; the report goes to standard output as N-Triples."""

import sys
from importlib import import_module

# Not a dependency of the project, so no type checker knows it.
pyrudof = import_module("pyrudof")
rudof = pyrudof.Rudof()
rudof.read_shacl(sys.argv[1], format=pyrudof.ShaclFormat.Turtle)
rudof.read_data(sys.argv[2], format=pyrudof.RDFFormat.NTriples)
report = rudof.validate_shacl()
sys.stdout.write(rudof.serialize_shacl_validation_results(format=pyrudof.ResultShaclValidationFormat.NTriples))
sys.exit(not report.conforms)
