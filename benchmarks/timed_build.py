"""``oncotriples --root ROOT build --out OUT`` with a clock around pyshacl; prints the seconds that went into it.

They hold the import of pyshacl and, with it, of rdflib, which the build needs for nothing else.
"""

import sys
import time
from typing import Any


def main() -> int:
    """Build once."""
    start = time.perf_counter()
    import pyshacl

    spent = time.perf_counter() - start
    validate = pyshacl.validate

    def timed(*arguments: Any, **options: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        try:
            return validate(*arguments, **options)
        finally:
            spent += time.perf_counter() - start

    pyshacl.validate = timed

    from oncotriples.cli import main as oncotriples

    code = oncotriples(["--root", sys.argv[1], "build", "--quiet", "--out", sys.argv[2]])
    print(spent)
    return code


if __name__ == "__main__":
    sys.exit(main())
