"""A small site with the playground: the bundle that Node.js builds, a dump and terms, served on a free port."""

import gzip
import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from support import ROOT, missing, needs_program

__all__ = ["BASE", "DUMP", "build", "copied_sources", "install", "serving", "write_page", "write_site"]

BASE = "https://w3id.org/oncotriples/"
_ONCT = f"{BASE}ontology#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EDITION = f"{BASE}document/gist/2024-12-13"

# What may go wrong in a browser: markup, other directions of writing, quotes, addresses that are none, many rows.
_LABELS = (
    "<script>window.planted = 1</script><img src=//foreign.example/x.png>",
    "كوردوما 😀",
    'says \\"x\\",\\ny',
)
DUMP = "".join(
    [
        f"<{BASE}agent/imatinib> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{_ONCT}Agent> <{BASE}graph/a> .\n",
        f"<{BASE}agent/imatinib> <{_ONCT}statedIn> <{_EDITION}/passage/1.1-1.3> <{BASE}graph/a> .\n",
        f"<{BASE}agent/imatinib> <{_ONCT}statedIn> <{_EDITION}/passage/1.1-1.3> <{BASE}graph/b> .\n",
        f"<{BASE}agent/imatinib> <{_ONCT}seeAlso> <https://foreign.example/imatinib> <{BASE}graph/a> .\n",
        f"<{BASE}agent/imatinib> <{_ONCT}seeAlso> <javascript:window.planted=1> <{BASE}graph/a> .\n",
        f'<{BASE}agent/imatinib> <{_ONCT}lower> "1.10"^^<{_XSD}decimal> <{BASE}graph/a> .\n',
        *(f'<{BASE}agent/imatinib> <{_ONCT}label> "{label}"@en-US <{BASE}graph/a> .\n' for label in _LABELS),
        *(f'<{BASE}row/{n}> <{_ONCT}ordinal> "{n}"^^<{_XSD}integer> <{BASE}graph/b> .\n' for n in range(40)),
    ]
)

_TERMS = {
    "base": BASE,
    "prefixes": {"onct": _ONCT, "xsd": _XSD},
    "classes": [{"name": "onct:Agent", "label": "agent", "definition": "A substance that is given."}],
    "properties": [{"name": "onct:agentRole", "label": "role", "definition": "What an agent is given for."}],
    "queries": [
        {
            "name": "ordinals",
            "theme": "coverage",
            "summary": "All ordinals",
            "text": f"PREFIX onct: <{_ONCT}>\nSELECT ?n {{ ?row onct:ordinal ?n }} ORDER BY ?n\n",
        }
    ],
}

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/site.css">
<link rel="stylesheet" href="playground/playground.css">
<main><div id="playground" {attributes}></div></main>
<script type="module" src="playground/playground.js"></script>
</html>
"""


def copied_sources(folder: Path) -> Path:
    """The playground's sources in a folder of their own, without what npm put beside them."""
    copy = folder / "playground"
    shutil.copytree(ROOT / "playground", copy, ignore=shutil.ignore_patterns("node_modules"))
    return copy


def install(sources: Path) -> None:
    """What the lock file names, put beside the sources; a skip where no registry is within reach."""
    needs_program("node")
    command = [needs_program("npm"), "ci", "--prefer-offline", "--loglevel=error"]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        missing("the playground's npm packages", f"npm ci says: {done.stderr.strip()[:300]}")


def build(sources: Path, out: Path) -> Path:
    """The bundle, in a folder."""
    subprocess.run([needs_program("node"), "build.mjs", str(out)], cwd=sources, check=True, timeout=120)
    return out


def write_site(folder: Path, bundle: Path) -> Path:
    """A site with the bundle, the terms, the dump and its page ``playground.html``."""
    shutil.copytree(bundle, folder / "playground")
    shutil.copy(bundle / "sw.js", folder / "sw.js")
    (folder / "playground" / "terms.json").write_text(json.dumps(_TERMS), encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "site.css").write_text("#playground button { display: inline-block }", encoding="utf-8")
    (folder / "dump.nq.gz").write_bytes(gzip.compress(DUMP.encode(), mtime=0))
    write_page(folder, "playground.html")
    return folder


def write_page(folder: Path, name: str, *, title: str = "Playground", **attributes: str) -> None:
    """A page with the playground; ``attributes`` replace those that its host element has."""
    digest = hashlib.sha256((folder / "dump.nq.gz").read_bytes()).hexdigest()
    stated = {
        "root": "./", "dump": "dump.nq.gz", "sha256": digest, "triples": "48", "terms": "playground/terms.json",
        "base": BASE, **attributes,
    }  # fmt: skip
    text = " ".join(f'data-{key}="{escape(value)}"' for key, value in stated.items() if value)
    (folder / name).write_text(_PAGE.format(title=title, attributes=text), encoding="utf-8")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files; what is asked for below ``unpacked/`` in the way of servers that take .gz for a wrapping."""

    def do_GET(self) -> None:
        if not self.path.startswith("/unpacked/"):
            super().do_GET()
            return
        content = (Path(self.directory) / self.path.removeprefix("/unpacked/").split("?")[0]).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/n-quads")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address, ended by a slash, at which a folder is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
