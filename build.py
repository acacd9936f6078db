"""Build the knowledge graph: ``python build.py`` does what ``oncotriples build`` does. Start reading here.

The data's way through the house, room by room::

    documents ─▶ evidence ─▶ graph ─▶ quality ─▶ release ─▶ render ─▶ serve, site
                               ▲
      kg/, ontology/ ──────────┘  facts curated by hand enter here, already RDF

    graph      kg/*.ttl and ontology/*.ttl are read, each file into its named graph;
               the rules in ontology/rules/ add what follows from the facts
    quality    SHACL shapes and dataset rules judge the whole; problems become findings
    release    the graph in six formats, a table of all claims, the description of the
               data set, checksums; everything is swapped into dist/ in one step

Where there is a violation nothing is written, and the exit code is 1. A warning is listed and counted.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Build this checkout, with the options of ``oncotriples build``; into dist/ where none is given."""
    sys.path.insert(0, str(HERE / "src"))  # this checkout, whatever may be installed
    try:
        from oncotriples.cli import main as oncotriples

        return oncotriples(["--root", str(HERE), "build", *sys.argv[1:]])
    except ModuleNotFoundError as error:
        if str(error.name).startswith("oncotriples"):
            raise
        print(f"build.py: the package {error.name} is not installed.", file=sys.stderr)
        print("  Mend: use the build command that README.md gives; it makes the environment, too.", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
