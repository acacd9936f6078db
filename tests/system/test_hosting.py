"""hosting/: with nginx and, as on w3id.org, with Apache every address leads to the form that a client asks for."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from hosting_clients import CLIENTS, NOTHING_THAT_WE_HAVE, OTHER_TYPES, TYPES, WEIGHED, WEIGHTS, form_by_rule
from hosting_hostile import HOSTILE_PATHS, HOSTILE_WISHES
from hosting_servers import HOSTING, Answer, Server, running_apache, running_nginx
from hosting_site import FILES, FORMS, THINGS, write_site
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.system

_TARGET = "https://oncotriples.example/"


@dataclass(frozen=True, slots=True)
class Resolver:
    """A server, where the identifiers begin on it, and where it sends clients."""

    server: Server
    root: str
    target: str

    def get(self, path: str, accept: str | None = None) -> Answer:
        return self.server.get(self.root + path, accept)

    def form(self, accept: str | None) -> str:
        """The form that a client gets of a thing, or an empty text."""
        answer = self.get("agent/imatinib", accept)
        if answer.status == 406:
            return ""
        assert (answer.status, answer.headers["vary"]) == (303, "Accept")
        assert answer.location.startswith(f"{self.target}agent/imatinib.")
        return answer.location.rpartition(".")[2]


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resolver]:
    site = tmp_path_factory.mktemp("site")
    write_site(site)
    with running_nginx(site) as server:
        yield Resolver(server, "/", "/")


@pytest.fixture(scope="module")
def w3id() -> Iterator[Resolver]:
    files = {
        "oncotriples/.htaccess": (HOSTING / "w3id" / ".htaccess").read_text(encoding="utf-8"),
        "oncotriples/README.md": (HOSTING / "w3id" / "README.md").read_text(encoding="utf-8"),
        "w3id/redirect.html": "<p>Moved.</p>\n",
    }
    with running_apache(files) as server:
        yield Resolver(server, "/oncotriples/", _TARGET)


@pytest.fixture(params=["nginx", "w3id"])
def resolver(request: pytest.FixtureRequest) -> Resolver:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Resolver)
    return found


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_gets_the_form_that_it_reads(resolver: Resolver, client: str) -> None:
    accept, form = CLIENTS[client]
    assert resolver.form(accept) == form


@pytest.mark.parametrize("accept", WEIGHED)
def test_the_heaviest_form_is_given_and_of_equal_ones_the_first(resolver: Resolver, accept: str) -> None:
    assert resolver.form(accept) == WEIGHED[accept]


@pytest.mark.parametrize("accept", NOTHING_THAT_WE_HAVE)
def test_who_accepts_nothing_that_we_have_is_told_what_there_is(nginx: Resolver, w3id: Resolver, accept: str) -> None:
    answer = nginx.get("agent/imatinib", accept)
    assert (answer.status, answer.headers["vary"]) == (406, "Accept")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.body == b"Accepted here: text/html, text/turtle, application/ld+json, application/n-triples.\n"
    assert w3id.form(accept) == "html"


@settings(max_examples=500, deadline=None)
@given(
    ranges=st.lists(st.tuples(st.sampled_from((*TYPES, *OTHER_TYPES)), st.sampled_from(WEIGHTS)), max_size=6),
    comma=st.sampled_from((",", ", ", " ,  ")),
    parameter=st.sampled_from(("", ";charset=utf-8", "; v=b3")),
    weight=st.sampled_from((";q=", "; q=", " ;Q=")),
)
def test_any_mixture_of_types_and_weights_follows_the_rule(
    nginx: Resolver, w3id: Resolver, ranges: list[tuple[str, str]], comma: str, parameter: str, weight: str
) -> None:
    accept = comma.join(f"{type_}{parameter}{value and weight + value}" for type_, value in ranges)
    assert nginx.form(accept) == form_by_rule(ranges)
    assert w3id.form(accept) == (form_by_rule(ranges) or "html")


def _file(path: str, form: str) -> str:
    """The path of the file that tells of a thing in a form, with the place on the page if it is one."""
    stem, hash_, place = THINGS[path].partition("#")
    return f"{stem}.{form}{hash_}{place}" if form == "html" else f"{stem}.{form}"


@pytest.mark.parametrize("path", THINGS)
def test_a_thing_leads_to_its_page_and_its_data(resolver: Resolver, path: str) -> None:
    for form, type_ in FORMS.items():
        for asked in (path, f"{path}/") if "/" in path else (path,):
            answer = resolver.get(asked, type_)
            assert (answer.status, answer.location) == (303, resolver.target + _file(path, form))
            assert answer.headers["vary"] == "Accept"
            assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["", *THINGS, *(name for name in FILES if not name.startswith("."))])
def test_w3id_leads_to_what_the_site_has(nginx: Resolver, w3id: Resolver, path: str) -> None:
    for form, type_ in FORMS.items():
        moved = w3id.get(path, type_)
        assert moved.status == (302 if path in FILES else 303)
        found = nginx.get(urlsplit(moved.location).path.removeprefix("/"), type_)
        assert found.status == 200
        assert found.headers["content-type"] == FILES.get(path, FORMS[form])


def test_the_root_is_the_home_page_and_for_machines_the_data_set(nginx: Resolver, w3id: Resolver) -> None:
    assert w3id.get("").location == _TARGET
    assert nginx.get("").status == 200
    for resolver in (nginx, w3id):
        moved = resolver.get("", "text/turtle")
        assert (moved.status, moved.location) == (303, f"{resolver.target}dataset.ttl")
        assert moved.headers["vary"] == resolver.get("", "text/html").headers["vary"] == "Accept"


def test_the_list_of_a_kind_has_an_address(nginx: Resolver, w3id: Resolver) -> None:
    assert nginx.get("agent/", "text/turtle").body.startswith(b"agent/index.html")
    assert (nginx.get("agent").status, nginx.get("agent").location) == (302, "/agent/")
    assert (w3id.get("agent/").status, w3id.get("agent/").location) == (302, f"{_TARGET}agent/")


def test_the_query_of_an_address_is_kept_for_files_only(nginx: Resolver, w3id: Resolver) -> None:
    for path in THINGS:
        for resolver in (nginx, w3id):
            assert resolver.get(f"{path}?x=1").location == resolver.target + _file(path, "html")
            assert resolver.get(f"{path}?x=1", "text/turtle").location == resolver.target + _file(path, "ttl")
    assert w3id.get("playground.html?x=1").location == f"{_TARGET}playground.html?x=1"
    assert nginx.get("playground.html?x=1").status == 200


@pytest.mark.parametrize("hostile", HOSTILE_PATHS, ids=lambda path: path[:40])
@pytest.mark.parametrize("accept", [None, "text/turtle"])
def test_a_hostile_path_leads_nowhere_else(resolver: Resolver, hostile: str, accept: str | None) -> None:
    answer = resolver.get(hostile, accept)
    assert answer.status in (200, 301, 302, 303, 400, 403, 404, 414)
    if answer.status == 200:  # “..” led to the root
        assert answer.body.startswith(b"index.html\n")
    if answer.location:
        assert answer.location.startswith(resolver.target)
        path = answer.location.removeprefix(resolver.target)
        assert re.fullmatch(r"(?:[A-Za-z0-9][A-Za-z0-9._/-]*)?(?:#[a-z0-9./-]+)?", path)
        assert "//" not in path
        assert "/." not in path
    assert "set-cookie" not in answer.headers
    assert b"root:" not in answer.body
    assert b"RewriteRule" not in answer.body
    assert b"<script>alert" not in answer.body


def test_a_forged_host_is_not_repeated(resolver: Resolver) -> None:
    answer = resolver.server.ask(f"{resolver.root}agent/imatinib", {"Host": "evil.example", "Accept": "text/turtle"})
    assert (answer.status, answer.location) == (303, f"{resolver.target}agent/imatinib.ttl")
    assert b"evil" not in answer.body


@pytest.mark.parametrize("accept", HOSTILE_WISHES, ids=lambda accept: accept[:20])
def test_a_hostile_wish_is_answered_at_once(resolver: Resolver, accept: str) -> None:
    begun = time.monotonic()
    assert resolver.form(accept) in ("", "html", "ttl", "jsonld", "nt")
    assert time.monotonic() - begun < 1
