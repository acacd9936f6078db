"""Hatchling's hook: a wheel holds the playground's bundle, built from playground/ where Node.js and npm can do it.

A bundle that is up to date is taken as it is. Where it is not and cannot be built, the wheel goes without, with a
warning: everything else of the package works. ONCOTRIPLES_PLAYGROUND=require makes that an error, =skip leaves the
playground out.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["BUNDLE", "BundleError", "CustomBuildHook", "build_bundle", "is_up_to_date"]

BUNDLE = "src/oncotriples/site/playground"

_VARIABLE = "ONCOTRIPLES_PLAYGROUND"
_WISHES = ("", "require", "skip")
_SECONDS = 300
_LAST_LINES = 5


class BundleError(Exception):
    """Why there is no bundle, in words that go on after “because”."""


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts the bundle into the wheel, or says why there is none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel's files are collected. Ends the build where the playground is required but absent."""
        wish = os.environ.get(_VARIABLE, "")
        if wish not in _WISHES:
            self.app.abort(f"{_VARIABLE} is “{wish}”: set it to require or skip, or leave it out")
        if wish == "skip":
            return
        root = Path(self.root)
        try:
            if not is_up_to_date(root):
                build_bundle(root)
        except BundleError as error:
            message = f"This build has no playground, because {error}."
            if wish == "require":
                self.app.abort(message)
            self.app.display_warning(message)
            return
        # git ignores the folder, and so does Hatchling but for this.
        build_data["artifacts"].append(f"/{BUNDLE}/")


def is_up_to_date(root: Path) -> bool:
    """Whether there is a bundle, with all its files, of the sources as they now are."""
    try:
        manifest = json.loads((root / BUNDLE / "manifest.json").read_text(encoding="utf-8"))
        held = {root / "playground" / path: digest for path, digest in manifest["sources"].items()}
        held |= {root / BUNDLE / name: entry["sha256"] for name, entry in manifest["files"].items()}
        return all(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path, digest in held.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def build_bundle(root: Path) -> None:
    """Build the bundle anew, in a copy of its sources, so that the checkout gets nothing else.

    Raises BundleError where there is no Node.js, npm or registry, and where the build fails or takes too long.
    """
    sources = root / "playground"
    if not (sources / "package-lock.json").is_file():
        raise BundleError("its sources, playground/, are not here")
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise BundleError("Node.js and npm, which build it, are not on the PATH")
    with tempfile.TemporaryDirectory(prefix="oncotriples-playground-") as scratch:
        copy = Path(scratch) / "playground"
        shutil.copytree(sources, copy, ignore=shutil.ignore_patterns("node_modules"))
        _run([npm, "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1", "--loglevel=error"], copy)
        _run([node, "build.mjs", str((root / BUNDLE).absolute())], copy)


def _run(command: Sequence[str], folder: Path) -> None:
    name = f"“{Path(command[0]).stem} {command[1]}”"
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise BundleError(f"{name} took longer than {_SECONDS} s") from None
    except OSError as error:
        raise BundleError(f"{name} could not be started: {error.strerror}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-_LAST_LINES:]
        raise BundleError(f"{name} failed: {' '.join(line.strip() for line in said)}")
