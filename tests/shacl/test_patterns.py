"""Which texts match a pattern: as XPath says where it says something, else as Python does; and always in time."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oncotriples.errors import InputError
from oncotriples.shacl import patterns
from oncotriples.shacl.patterns import compile_pattern


def matches(pattern: str, text: str, flags: str = "") -> bool:
    return not compile_pattern(pattern, flags).find_mismatches([text])


@contextmanager
def by_oxigraph() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as changing:
        changing.setattr(patterns, "_STEPS", -1)
        yield


@contextmanager
def apart(seconds: float = 10.0) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as changing:
        changing.setattr(patterns, "_STEPS", -1)
        changing.setattr(patterns, "_LINEAR_STEPS", -1)
        changing.setattr(patterns, "_SECONDS", seconds)
        yield


# Pattern, flags, a text that matches, a text that does not (None: every text matches).
CASES = [
    ("b", "", "abc", "ac"),
    ("", "", "", None),
    ("^a.c$", "", "abc", "xabc"),
    ("^abc$", "", "abc", "abc\n"),
    ("^abc$", "m", "x\nabc\ny", "xabc"),
    ("abc$", "m", "abc\n", "abcd"),
    ("a.c", "", "abc", "a\nc"),
    ("a.c", "s", "a\nc", "ac"),
    ("abc", "i", "xABCx", "xACx"),
    ("a b\tc", "x", "abc", "a b\tc"),
    ("[a b]{3}", "x", "a b", "a-b"),
    (r"a\ d", "x", "a1", "a d"),
    ("a#b", "x", "a#b", "a"),
    ("a.c", "q", "xa.cx", "abc"),
    ("A.C", "qi", "a.c", "abc"),
    ("^a $", "qxms", "^a $", "a "),
    (r"^\p{Lu}\p{Ll}+$", "", "\u00c4hnlich", "\u00e4hnlich"),
    (r"^\p{Lu}$", "i", "A", "a"),
    (r"^\P{L}+$", "", "12-\u0660", "12a"),
    (r"^[\p{L}\p{Nd}_]+$", "", "\u00e41_", "a-b"),
    (r"^[^\p{L}]+$", "", "12", "1a"),
    (r"^[\P{L}x]+$", "", "1x2", "1a2"),
    (r"^\p{L}$", "", "\U00010400", "\U0001f600"),
    (r"^\i\c*$", "", "a-1:b", "1a"),
    (r"^\I\C$", "", "1 ", "a "),
    (r"^[\i]$", "", "_", "1"),
    (r"^[\I]$", "", "1", "_"),
    (r"^[\c.]+$", "", "a.1", "a b"),
    (r"^[\C]$", "", " ", "a"),
    ("^[a-z-[aeiou]]+$", "", "xyz", "xaz"),
    ("^[^a-z-[0-9]]+$", "", "A-", "A1"),
    ("^[a-z-[a-m-[e]]]+$", "", "enz", "a"),
    ("^[a-z-[IO]]+$", "i", "aZ", "i"),
    (r"^[\p{L}-[\p{Lu}x]]+$", "", "\u00e4b", "x"),
    (r"^(a|b)\1$", "", "aa", "ab"),
    # Classes with "-[" that are no subtraction, and others that only Python knows.
    ("^[+-[]$", "", "A", "a"),
    ("^[]a]+$", "", "]a", "b"),
    ("^[^]a]+$", "", "b", "]"),
    (r"^[a\]]+$", "", "]", "b"),
    ("^[-[a]]$", "", "a]", "a"),
    ("[[]", "", "[", "a"),
    # Python alone.
    ("^(?=.*a)(?!.*b)", "", "xa", "xab"),
    ("(?<=a)b", "", "ab", "cb"),
    (r"\bword\b", "", "a word.", "swords"),
    ("(?P<x>a)(?P=x)", "", "aa", "a"),
    ("(?i)abc", "", "ABC", "AB"),
    ("(?m)^a$", "", "b\na\nb", "ba"),
    (r"(?m)^a$", "", "a\n", "b\n"),
    (r"\$", "", "$", "S"),
    ("[$]", "", "$", "\\Z"),
]


@pytest.mark.parametrize(("pattern", "flags", "good", "bad"), CASES)
def test_matching(pattern: str, flags: str, good: str, bad: str | None) -> None:
    texts = [good] if bad is None else [good, bad]
    assert compile_pattern(pattern, flags).find_mismatches(texts) == set(texts[1:])
    with by_oxigraph():
        assert compile_pattern(pattern, flags).find_mismatches(texts) == set(texts[1:])


def test_in_a_process_of_its_own() -> None:
    with apart():
        for pattern, flags, good, bad in CASES[:: len(CASES) // 6]:
            texts = [good] if bad is None else [good, bad, good + "\ud800"]
            assert bad in {None, *compile_pattern(pattern, flags).find_mismatches(texts)}
            assert good not in compile_pattern(pattern, flags).find_mismatches(texts)


@pytest.mark.parametrize(
    ("pattern", "flags", "said"),
    [
        ("(a", "", r"missing \)"),
        ("a**", "", "multiple repeat"),
        ("[a", "", "unterminated character set"),
        ("[a-[b", "", "bad character range"),
        ("[b-a]", "", "bad character range"),
        ("\\", "", "bad escape"),
        (r"\pL", "", r"bad escape \\p"),
        (r"\p{IsGreek}", "", "“IsGreek” in"),
        (r"\p{Cs}", "", "“Cs” in"),
        (r"[\p{}]", "", "“” in"),
        ("(?<=a+)b", "", "fixed-width"),
        ("(?<name>a)", "", "unknown extension"),
        ("a{99999999999999}", "", "repetition number is too large"),
        ("(" * 5000 + ")" * 5000, "", "too deep"),
        ("[a-" * 5000 + "a" + "]" * 5000, "", "too deep"),
        ("a" * 300_000, "", "300,000 signs"),
        ("[\u0100-\uffff]" * 1000, "", "1,000 sets"),
        (r"\p{L}" * 2000, "", "signs, and may have"),
        ("a", "g", "“g”"),
        ("a", "I", "“I”"),
    ],
)
def test_what_is_no_pattern(pattern: str, flags: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        compile_pattern(pattern, flags)
    assert caught.value.mend
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(a+)+$", "a" * 40 + "b"),
        ("(a|a)*b", "a" * 40),
        ("(.*a){25}", "a" * 24),
        ("(.*a){25}", "ab" * 24),
        ("^(a|b|ab)*c$", "ab" * 50),
        ("a*a*a*a*a*a*b", "a" * 2000),
        (r"(\w+\s*)+:", "word " * 30),
        ("^([a-z-[x]]+)+$", "a" * 40 + "x"),
    ],
)
def test_many_ways_through_a_text(pattern: str, text: str) -> None:
    started = time.monotonic()
    assert not matches(pattern, text)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?=(a+)+$)b", "a" * 40 + "b"),
        (r"^(a+)+\b$", "a" * 40 + "!"),
        (r"^(a|a)*\1b", "a" * 40),
        ("(a{1,1000}){1,1000}b", "a" * 100),
        (r"^(\w{1,200}){40}$", "a" * 60 + "!"),
    ],
)
def test_too_many_ways(monkeypatch: pytest.MonkeyPatch, pattern: str, text: str) -> None:
    monkeypatch.setattr(patterns, "_SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(InputError, match="takes too long on “aaaa") as caught:
        compile_pattern(pattern, "").find_mismatches(["quick", text, "never reached"])
    assert pattern in str(caught.value)
    assert time.monotonic() - started < 5


def test_what_only_looks_expensive() -> None:
    # Python's bound is high, and Oxigraph knows no look-ahead; the text is searched at once all the same.
    texts = [f"{number}-{'ab' * 100}" for number in range(1000)]
    found = compile_pattern(r"^(?!7)(\w+-?)*$", "").find_mismatches(texts)
    assert found == {text for text in texts if text.startswith("7")}


def test_all_texts_have_a_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = compile_pattern("a.*b.*c", "")
    texts = ["ab" * 20 + str(number) for number in range(1000)]
    monkeypatch.setattr(patterns, "_ALL_STEPS", 1e6)
    assert not pattern._is_quick(texts)
    assert pattern._is_quick(texts[:1])
    assert pattern.find_mismatches([*texts, "abc"]) == set(texts)


def test_batches_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_BATCH", 7)
    monkeypatch.setattr(patterns, "_BATCH_SIGNS", 40)
    texts = [
        '"',
        "\\",
        "\n\r\t",
        "\\u0041",
        "'",
        "{}",
        "#",
        "\x00\x7f\x85\uffff\U0010ffff",
        "x" * 100,
        *map(str, range(99)),
    ]
    with by_oxigraph():
        assert compile_pattern("^[0-9]*5$", "").find_mismatches(texts) == {t for t in texts if not re.search("5$", t)}
        assert compile_pattern(".", "s").find_mismatches(iter(texts)) == set()
        assert compile_pattern("$.", "s").find_mismatches([*texts, *texts]) == set(texts)


def test_no_texts() -> None:
    assert compile_pattern("a", "").find_mismatches([]) == set()


# Patterns of what Python, XPath and Rust have in common, and texts in which they are often found.
_LETTERS = "abAB1_ -\n\u00e4\u00c4\u0661"
_SINGLE = st.one_of(
    st.sampled_from(["a", "b", "A", "1", ".", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\n", r"\xe4", r"\x20"]),
    st.sampled_from(["[ab]", "[^ab]", "[a-c1_]", r"[^\w-]", r"[\s\d]", r"[\xe0-\xff]", "[[a]", "[a&&b]"]),
    st.sampled_from(["(?i:a)", "(?s:.)", "(?!a)[a-z]", r"(?![\d_])\w"]),
)
_REPEAT = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "??"])
_PATTERN = st.recursive(
    st.one_of(_SINGLE, st.sampled_from(["^", "$"])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("(?:{}){}".format, inner, _REPEAT),
        st.builds("({}|{})".format, inner, inner),
    ),
    max_leaves=6,
)
_TEXTS = st.lists(st.text(_LETTERS, max_size=8), min_size=1, max_size=6)
_OPTIONS = st.lists(st.sampled_from("ims"), unique=True).map("".join)


def as_python_finds(pattern: str, flags: str, texts: list[str]) -> set[str]:
    options = sum(getattr(re, flag.upper()) for flag in flags)
    words = pattern if "m" in flags else pattern.replace("$", r"\Z")
    return {text for text in texts if not re.search(words, text, options)}


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning", "ignore:Possible set:FutureWarning")
@given(_PATTERN, _OPTIONS, _TEXTS)
@settings(max_examples=400, deadline=None)
def test_as_python_and_as_oxigraph(pattern: str, flags: str, texts: list[str]) -> None:
    expected = as_python_finds(pattern, flags, texts)
    compiled = compile_pattern(pattern, flags)
    assert compiled.find_mismatches(texts) == expected
    assume(compiled._rust)
    with by_oxigraph():
        assert compiled.find_mismatches(texts) == expected


def test_most_of_these_patterns_are_known_to_both() -> None:
    for pattern in ("a$", "(?:^a|b){2,}?", r"[^\w-]", "(?i:a)b", "(?![0-9_])[a-z]", "[a-z-[aeiou-[e]]]", r"\p{Lu}+"):
        assert compile_pattern(pattern, "")._rust
    for pattern in ("(?=a)", r"\b", r"(a)\1", "(?>a)", "a++", "(?a)a", "(?a:a)", "[\ud800]", "a{1000000}"):
        assert not compile_pattern(pattern, "")._rust


@given(st.text(max_size=12), st.text("smixq", max_size=2))
@settings(deadline=None)
def test_any_text_is_a_pattern_or_an_input_error(pattern: str, flags: str) -> None:
    try:
        compiled = compile_pattern(pattern, flags)
    except InputError:
        return
    compiled.find_mismatches(["", "a", pattern])


@given(st.text(max_size=8), st.text(max_size=20))
def test_flag_q_takes_every_sign_as_itself(pattern: str, text: str) -> None:
    assert matches(pattern, text, "q") is (pattern in text)
    assert matches(pattern, f"{text}{pattern}{text}", "q")
