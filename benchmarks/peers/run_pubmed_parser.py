"""Read a file of PubMed with pubmed_parser: ``run_pubmed_parser.py FILE [--lines]``; what one would write first.

With ``--lines`` each article is printed as a line of JSON. Prints how many articles there were otherwise.
"""

import json
import sys
from importlib import import_module

# Not a dependency of the project, so no type checker knows it.
pubmed_parser = import_module("pubmed_parser")
read = pubmed_parser.parse_medline_xml(
    sys.argv[1], year_info_only=False, author_list=True, parse_downto_mesh_subterms=True
)
if "--lines" in sys.argv:
    for article in read:
        print(json.dumps(article, ensure_ascii=False, separators=(",", ":")))
else:
    print(sum(1 for _ in read))
