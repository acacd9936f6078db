"""Where ontology/, kg/ and queries/ are: in a checkout, or inside the installed package."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from oncotriples.errors import InputError

__all__ = ["Sources", "find_sources"]

_FOLDERS = ("kg", "ontology", "queries")


@dataclass(frozen=True)
class Sources:
    """The folder that holds the three source folders. Paths in messages are relative to it."""

    root: Path

    @property
    def kg(self) -> Path:
        """Curated facts."""
        return self.root / "kg"

    @property
    def ontology(self) -> Path:
        """Ontology, codes, shapes, rules, JSON-LD context."""
        return self.root / "ontology"

    @property
    def queries(self) -> Path:
        """Saved SPARQL."""
        return self.root / "queries"

    def name(self, path: Path) -> str:
        """A file's name for messages: relative to the root where it lies below it, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()


def _holds_sources(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in _FOLDERS)


def find_sources(root: Path | None = None) -> Sources:
    """The sources in ``root``; without it those in the working folder, else in this checkout, else in the package.

    Raises InputError where ``root`` has not all three folders.
    """
    if root is not None:
        missing = [name for name in _FOLDERS if not (root / name).is_dir()]
        if missing:
            raise InputError(
                f"{root}: no folder {', '.join(missing)}", mend="name the folder that holds kg/, ontology/ and queries/"
            )
        return Sources(root)
    package = Path(str(files("oncotriples")))
    for candidate in (Path.cwd(), package.parents[1], package / "data"):
        if _holds_sources(candidate):
            return Sources(candidate)
    raise InputError("no graph found: neither here nor in the installed package", mend="give its folder with --root")
