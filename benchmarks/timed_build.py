"""``oncotriples --root ROOT build --out OUT`` with a clock around SHACL; prints the seconds that went into it."""

import importlib
import sys
import time
from typing import Any


def main() -> int:
    """Build once."""
    from oncotriples.cli import main as oncotriples

    validating: Any = importlib.import_module("oncotriples.quality.validating")
    spent = 0.0
    find = validating.shacl_findings

    def timed(*arguments: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        try:
            return find(*arguments)
        finally:
            spent += time.perf_counter() - start

    validating.shacl_findings = timed
    code = oncotriples(["--root", sys.argv[1], "build", "--quiet", "--out", sys.argv[2]])
    print(spent)
    return code


if __name__ == "__main__":
    sys.exit(main())
