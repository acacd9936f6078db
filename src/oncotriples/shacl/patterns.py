"""sh:pattern: which texts do not match a regular expression, in a time that has a bound whatever the expression.

Texts are searched by one of three: Python's ``re`` in this process, where the number of its steps has a low bound;
Oxigraph's REGEX, whose time grows with the text only; and where the expression has what Oxigraph does not know, such as
look-ahead, ``re`` in a process of its own, which is ended when it takes too long.
"""

import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from tempfile import TemporaryFile

import pyoxigraph as ox

from oncotriples.errors import InputError
from oncotriples.shacl.pattern_syntax import UnknownCategoryError, to_python
from oncotriples.shacl.pattern_trees import NotShared, Tree, parse

__all__ = ["Pattern", "compile_pattern"]

_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.NOFLAG, "q": re.NOFLAG}
# Signs of an expression in Python's words, and sets of it that take long to compile: a second or two for either.
_LONGEST = 200_000
_MOST_WIDE_SETS = 500
# Steps that Python may take in this process for one text and for all: about 0.1 and 10 seconds.
_STEPS = 5e6
_ALL_STEPS = 5e8
# Signs of the expression times signs of a text that Oxigraph may need: about two seconds.
_LINEAR_STEPS = 2e9
# Texts and their signs in one query.
_BATCH = 5_000
_BATCH_SIGNS = 5_000_000
# Seconds in which the process of its own must be done with at least one text, and how often it gets them.
_SECONDS = 10.0
_ROUNDS = 12
_APART = """
import json, re, sys, warnings
warnings.simplefilter("ignore")
pattern, flags, texts = json.load(sys.stdin)
search = re.compile(pattern, flags).search
for text in texts:
    sys.stdout.write("1" if search(text) else "0")
    sys.stdout.flush()
"""


@dataclass(frozen=True)
class Pattern:
    """A regular expression as the shape has it, ready to search texts."""

    pattern: str
    flags: str
    _program: re.Pattern[str] = field(repr=False, compare=False)
    _tree: Tree = field(repr=False, compare=False)

    def find_mismatches(self, texts: Iterable[str]) -> set[str]:
        """The texts in which the expression is found nowhere. Raises InputError where to find out takes too long."""
        distinct = list(dict.fromkeys(texts))
        if self._is_quick(distinct):
            search = self._program.search
            return {text for text in distinct if not search(text)}
        longest = max(map(len, distinct))
        if self._rust and self._tree.size * (longest + 1) <= _LINEAR_STEPS:
            return self._by_oxigraph(distinct, self._rust)
        # Of several texts that take too long, the one that is told must not depend on the order of a set.
        return self._apart(sorted(distinct))

    def _is_quick(self, texts: Sequence[str]) -> bool:
        # Texts are taken together by the power of two that their length comes to: the longest of them stands for all.
        groups: dict[int, list[int]] = {}
        for length in map(len, texts):
            group = groups.setdefault(length.bit_length(), [0, 0])
            group[0] = max(group[0], length)
            group[1] += 1
        steps = {longest: self._tree.steps(longest) for longest, _ in groups.values()}
        return (
            max(steps.values(), default=0) <= _STEPS
            and sum(steps[longest] * count for longest, count in groups.values()) <= _ALL_STEPS
        )

    @cached_property
    def _rust(self) -> str:
        """The expression for Oxigraph, empty where it has none or takes too much of its memory."""
        try:
            text = self._tree.for_rust()
        except NotShared:
            return ""
        # An expression that does not compile is an error for REGEX, which FILTER would take for "no mismatch".
        [(known,)] = _select(f'SELECT (REGEX("", {ox.Literal(text)}) AS ?known) {{}}')
        return text if known is not None else ""

    def _by_oxigraph(self, texts: Sequence[str], pattern: str) -> set[str]:
        filtering = f"FILTER(!REGEX(?text, {ox.Literal(pattern)}))"
        found: set[str] = set()
        for batch in _batches(texts):
            values = " ".join(str(ox.Literal(text)) for text in batch)
            rows = _select(f"SELECT ?text {{ VALUES ?text {{ {values} }} {filtering} }}")
            found.update(text.value for (text,) in rows if isinstance(text, ox.Literal))
        return found

    def _apart(self, texts: Sequence[str]) -> set[str]:
        task = json.dumps([self._program.pattern, self._program.flags, texts])
        # Files, not pipes: nothing waits for the other side, and how much was answered tells which text was last.
        with TemporaryFile() as given, TemporaryFile() as answers:
            given.write(task.encode("ascii"))
            given.seek(0)
            process = subprocess.Popen(  # noqa: S603 - this Python and the lines above, nothing of the shapes or data
                [sys.executable, "-I", "-c", _APART], stdin=given, stdout=answers, stderr=subprocess.DEVNULL
            )
            try:
                in_time = _is_done(process, answers.fileno())
            finally:
                process.kill()
                process.wait()
            answers.seek(0)
            found = answers.read()
        if len(found) < len(texts):
            last = _short(texts[len(found)])
            problem = f"takes too long on “{last}”" if not in_time else f"ended the process that searched “{last}”"
            raise InputError(
                f"the pattern “{_short(self.pattern)}” {problem}; it must be found or not within {_SECONDS:g} s",
                mend="write it so that no repetition stands in another one, or without look-ahead and look-behind",
            )
        return {text for text, answer in zip(texts, found, strict=True) if answer == ord("0")}


def compile_pattern(pattern: str, flags: str) -> Pattern:
    """``pattern`` with ``flags`` (of s, m, i, x, q) as SPARQL's REGEX reads them; InputError where it cannot."""
    if unknown := sorted(set(flags) - _FLAGS.keys()):
        raise InputError(
            f"the flags “{_short(flags)}” of the pattern “{_short(pattern)}” have “{unknown[0]}”",
            mend="use only s, m, i, x and q in sh:flags",
        )
    try:
        words = to_python(pattern, flags)
        options = sum({_FLAGS[flag] for flag in flags if "q" not in flags or flag == "i"})
        tree = _parsed(words, options)
        with warnings.catch_warnings():
            # As in parse().
            warnings.simplefilter("ignore")
            return Pattern(pattern, flags, re.compile(words, options), tree)
    except UnknownCategoryError as error:
        problem = f"“{_short(str(error))}” in \\p{{…}} is no general category of Unicode, as L or Lu are"
    except RecursionError:
        problem = "its groups stand too deep in one another"
    except (re.error, OverflowError) as error:
        problem = str(error)
    raise InputError(
        f"the pattern “{_short(pattern)}” is no regular expression: {problem}",
        mend="correct sh:pattern; a sign that is meant as itself needs a backslash before it",
    )


def _parsed(words: str, options: int) -> Tree:
    if len(words) > _LONGEST:
        raise OverflowError(f"it comes to {len(words):,} signs, and may have {_LONGEST:,}")
    tree = parse(words, options)
    # The bounds are reckoned now, so that a tree too deep for it is known here.
    tree.steps(1)
    if tree.wide_sets > _MOST_WIDE_SETS:
        raise OverflowError(f"it has {tree.wide_sets:,} sets with signs beyond Latin-1, and may have {_MOST_WIDE_SETS}")
    return tree


def _select(query: str) -> Iterator[Iterable[object]]:
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - every query here is a SELECT
    return iter(found)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    signs = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or signs + len(text) > _BATCH_SIGNS):
            yield batch
            batch, signs = [], 0
        batch.append(text)
        signs += len(text)
    if batch:
        yield batch


def _is_done(process: "subprocess.Popen[bytes]", answers: int) -> bool:
    """Whether the process ends while it still answers; ``answers`` is the file that grows by a byte for each text."""
    answered = 0
    for _ in range(_ROUNDS):
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            before, answered = answered, os.fstat(answers).st_size
            if answered == before:
                return False
        else:
            return True
    return False


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
