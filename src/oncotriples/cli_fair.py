"""The command ``fair``: what services that rate data sets would find in a release, judged without the network."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["add_fair_command"]

Run = Callable[[argparse.Namespace], int]


def add_fair_command(command: Callable[[str, Run, str], argparse.ArgumentParser]) -> None:
    """Add the command by ``command(name, run, help)``."""
    fair = command("fair", _fair, "judge a release as F-UJI and FAIR-Checker would, without the network")
    fair.add_argument(
        "release", nargs="?", type=Path, default=Path("dist"), help="a release, or a folder with some (default: dist)"
    )
    fair.add_argument("--site", type=Path, metavar="FOLDER", help="judge the pages that `site` made of it, too")
    fair.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _fair(options: argparse.Namespace) -> int:
    from oncotriples.fair.judging import judge_release

    report = judge_release(options.release, options.site)
    text = report.json() if options.format == "json" else report.text()
    # The same bytes whatever the platform and its locale.
    sys.stdout.buffer.write(text.encode())
    return report.exit_code
