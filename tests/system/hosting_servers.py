"""nginx and Apache, the real programs: each as one process on a free port of this machine, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

from support import ROOT, missing

__all__ = ["HOSTING", "Answer", "Server", "running_apache", "running_nginx"]

HOSTING = ROOT / "hosting"

_NGINX = """\
daemon off;
master_process off;
pid {folder}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    fastcgi_temp_path {folder}/fastcgi;
    proxy_temp_path {folder}/proxy;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site.conf;
}}
"""

# Set up as w3id.org is, as far as it decides how a path is answered: the .htaccess of each folder counts, names without
# their endings find files, and redirects are answered with a page.
_APACHE = """\
ServerRoot "{folder}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
DefaultRuntimeDir "{folder}"
ErrorLog "{folder}/said"
{modules}
{user}
TypesConfig /dev/null
DocumentRoot "{folder}/ids"
DirectoryIndex index.html
Header always set Access-Control-Allow-Origin "*"
ErrorDocument 301 /w3id/redirect.html
ErrorDocument 302 /w3id/redirect.html
ErrorDocument 303 /w3id/redirect.html
<Directory "{folder}/ids">
    Options Indexes FollowSymLinks MultiViews
    AllowOverride All
    Require all granted
</Directory>
<Files ".ht*">
    Require all denied
</Files>
"""
_MODULES = ("mpm_event", "authz_core", "autoindex", "dir", "headers", "mime", "negotiation", "rewrite")
_MODULES_FOLDER = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. The names of ``headers`` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect leads, else an empty text."""
        return self.headers.get("location", "")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET") -> Answer:
        """Send a request with these headers and no others, for the path as it stands."""
        given = {"Host": f"127.0.0.1:{self.port}"} | dict(headers or {})
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None) -> Answer:
        """Ask for a path and say what is accepted, or nothing of it."""
        return self.ask(path, {} if accept is None else {"Accept": accept})


@contextmanager
def running_nginx(site: Path) -> Iterator[Server]:
    """Run nginx with hosting/nginx.conf over the folder of a site, until the block ends."""
    program = _program("nginx")
    port = _free_port()
    config = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    for ours, its in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/oncotriples/site;", f"root {site};")):
        assert config.count(ours) == 1, f"hosting/nginx.conf has not “{ours}” once"
        config = config.replace(ours, its)
    with _readable_folder() as folder:
        (folder / "site.conf").write_text(config, encoding="utf-8")
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder), encoding="utf-8")
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        with _running(command, port, folder) as server:
            yield server


@contextmanager
def running_apache(files: Mapping[str, str]) -> Iterator[Server]:
    """Run Apache with these files below its root, by their paths, until the block ends."""
    program = _program("apache2")
    port = _free_port()
    with _readable_folder() as folder:
        for path, text in files.items():
            (folder / "ids" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "ids" / path).write_text(text, encoding="utf-8")
        config = _APACHE.format(
            folder=folder,
            port=port,
            modules="\n".join(f"LoadModule {name}_module {_MODULES_FOLDER}/mod_{name}.so" for name in _MODULES),
            # Root has to hand over to another user; others cannot.
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
        )
        (folder / "httpd.conf").write_text(config, encoding="utf-8")
        with _running([program, "-X", "-f", str(folder / "httpd.conf")], port, folder) as server:
            yield server


def _program(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        missing(f"the program {name}", "install it; .ci/run does so")
    return path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def _readable_folder() -> Iterator[Path]:
    """A folder that a server of another user can read; pytest's own are not so."""
    with TemporaryDirectory(prefix="oncotriples-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[Server]:
    # What it says goes to a file: a full pipe would stop it.
    with (folder / "said").open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 10
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > end:
                text = (folder / "said").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{command[0]} does not run: {text}")
            time.sleep(0.01)
        yield Server(port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    """Whether requests are answered: Apache listens before it knows that it can run."""
    try:
        return Server(port).get("/").status > 0
    except (OSError, HTTPException):
        return False
