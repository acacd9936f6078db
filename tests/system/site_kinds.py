"""One page of each kind that a site has, so that checks which take their time see every template and every part."""

from pathlib import Path

__all__ = ["pages_by_kind"]

_BETWEEN = ("key", "pmid", "section", "table")


def pages_by_kind(site: Path) -> dict[str, str]:
    """Kind → path of a page below the site's root: of the pages of one kind the largest, for it has the most parts."""
    largest: dict[str, tuple[int, str]] = {}
    for file in site.rglob("*.html"):
        path = file.relative_to(site).as_posix()
        kind = _kind(path)
        largest[kind] = max(largest.get(kind, (0, "")), (file.stat().st_size, path))
    return {kind: path for kind, (_, path) in sorted(largest.items())}


def _kind(path: str) -> str:
    """``agent/…`` for an agent, ``agent/index`` for their list, ``document/…/…/section/…`` for a section, ``gaps``."""
    *folders, name = path.removesuffix(".html").split("/")
    if not folders or name.startswith("index"):
        return "/".join([*folders, name.partition("-")[0]])
    return "/".join([folders[0], *(folder if folder in _BETWEEN else "…" for folder in folders[1:]), "…"])
