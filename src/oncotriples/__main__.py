"""``python -m oncotriples``."""

import sys

from oncotriples.cli import main

if __name__ == "__main__":
    sys.exit(main())
