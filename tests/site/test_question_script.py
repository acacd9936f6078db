"""The script on the pages of questions binds values as the command line does."""

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import needs_program

from oncotriples.errors import ParameterError
from oncotriples.namespaces import BASE
from oncotriples.questions.lexing import Query
from oncotriples.questions.params import bind
from oncotriples.questions.saved import Parameter, SavedQuery

pytestmark = pytest.mark.system

TYPES = {"iri": "agent/imatinib", "text": "sarcoma", "integer": "3", "decimal": "12.5"}
DEFAULTS = {"a": TYPES["iri"], "b": TYPES["text"], "c": TYPES["integer"], "d": TYPES["decimal"]}
PARAMETERS = tuple(
    Parameter(name, type_, default=None if name == "b" else DEFAULTS[name])
    for name, type_ in zip(DEFAULTS, TYPES, strict=True)
)
TEXT = "SELECT ?x WHERE { ?_a_iri ?_b_text ?x . FILTER(?_c_integer < ?_d_decimal) # “\\u0022” }\n}\n"
QUESTION = SavedQuery("asked", "t", "Asked", "What?", {p.name: p for p in PARAMETERS}, {}, ("t",), TEXT, "t/asked.rq")

Ask = Callable[[Mapping[str, str]], tuple[str | None, str]]

# What would end a string, an IRI or a group, what escapes would make of it, and what is no character.
hostile = st.text(
    alphabet=st.sampled_from(list("\\uU0027\"'{}<>#?@^. \n\r\t\x00DEaé\U0001d538\u2028\ud800")), max_size=24
)
anything = st.text(max_size=24)
parts = st.sampled_from(
    ["http", "urn", ":", "//", "/", "?", "#", "@", "[::1]", "[v1.x]", "[", "]", ":80", "%", "%2", "%2F", "a", "é",
     "..", "\ue000", "\ufdd0", "\U0001fffe", "\U000e0001", "\U00010000", "~!$&'()*+,;=", "\xa0", "\x85", "\ufeff", " ",
     "<", ">", "|", "[1:2:3:4:5:6:7::]", "[::1.2.3.4]", "[::01.2.3.4]", "[12345::]", "[::g]"]
)  # fmt: skip
addresses = st.lists(parts, max_size=7).map("".join)
numbers = st.from_regex(r"\s?[+-]?[0-9]{0,19}(\.[0-9]{0,19})?(e1)?[\s٤]?", fullmatch=True)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The script in Node.js: values by parameter → the text of the query, or None, and the command."""
    folder = tmp_path_factory.mktemp("script")
    script = folder / "question.mjs"
    shutil.copyfile(str(files("oncotriples") / "site" / "assets" / "question.js"), script)
    where = Query(TEXT).where
    question = {
        "name": QUESTION.name,
        "base": BASE,
        "before": TEXT[:where],
        "after": TEXT[where:],
        "parameters": [
            {"name": parameter.name, "type": parameter.type, "default": parameter.default} for parameter in PARAMETERS
        ],
    }
    command = [
        needs_program("node"),
        str(Path(__file__).parent / "question_script.mjs"),
        str(script),
        json.dumps(question),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as node:
        assert node.stdin is not None
        assert node.stdout is not None
        stdin, stdout = node.stdin, node.stdout

        def asked(values: Mapping[str, str]) -> tuple[str | None, str]:
            stdin.write(f"{json.dumps({**DEFAULTS, **values})}\n")
            stdin.flush()
            text, line = json.loads(stdout.readline())
            return text, line

        yield asked
        stdin.close()


def python_binds(values: Mapping[str, str]) -> str | None:
    try:
        return bind(QUESTION, {**DEFAULTS, **values})
    except ParameterError:
        return None


@settings(max_examples=300)
@given(text=hostile | anything)
@example(text="\\u0022")
@example(text="\\\\U00000022")
@example(text='") } DROP ALL #')
@example(text="'''\"\"\"")
@example(text="\ud83d\ude00 and half: \ud83d")
@example(text="\x00")
@example(text="")
def test_any_text_is_bound_as_python_binds_it(ask: Ask, text: str) -> None:
    assert ask({"b": text})[0] == python_binds({"b": text})


@settings(max_examples=1000)
@given(text=addresses | hostile | anything)
@example(text=" <agent/imatinib> ")
@example(text="\x1cagent/imatinib\u3000")
@example(text="\ufeffagent/imatinib")
@example(text="/agent/imatinib")
@example(text="/")
@example(text="http://a:b/")
@example(text="http://u@h@i/")
@example(text="http://[::1]x/")
@example(text="javascript:alert(1)")
@example(text="x:\ue000?\ue000")
@example(text="x:?\ue000")
@example(text="x:#a#b")
def test_an_iri_is_bound_or_refused_as_python_does_it(ask: Ask, text: str) -> None:
    assert ask({"a": text})[0] == python_binds({"a": text})


@settings(max_examples=500)
@given(text=numbers | hostile)
@example(text="-0")
@example(text="+007")
@example(text="-.50")
@example(text="000.0")
@example(text="1.")
@example(text="9" * 18)
@example(text="9" * 19)
@example(text="1\n")
@example(text="٤")
@pytest.mark.parametrize("name", ["c", "d"])
def test_a_number_is_bound_or_refused_as_python_does_it(ask: Ask, name: str, text: str) -> None:
    assert ask({name: text})[0] == python_binds({name: text})


@given(
    values=st.fixed_dictionaries({}, optional=dict.fromkeys(DEFAULTS, st.text(alphabet=st.characters(codec="utf-8"))))
)
@example(values={"b": "it's"})
@example(values={"b": "$(reboot) `x` \\ \n"})
@example(values={"b": "--graph"})
@example(values={"a": TYPES["iri"]})
def test_the_command_gives_what_is_not_the_default(ask: Ask, values: dict[str, str]) -> None:
    changed = [
        (name, value) for name, value in ({**DEFAULTS, **values}).items() if name == "b" or value != DEFAULTS[name]
    ]
    words = [word for name, value in changed for word in ("--param", f"{name}={value}")]
    assert ask(values)[1] == shlex.join(["oncotriples", "query", "asked", *words])
