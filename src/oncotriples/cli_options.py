"""Values of options that several commands take, read and refused in one way."""

import argparse
from collections.abc import Callable, Iterable

from oncotriples.errors import InputError, ParameterError

__all__ = ["number", "pair", "params_of"]


def number(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number from ``least`` to ``most``."""

    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"“{text}” is no number from {least} to {most}")

    return read


def pair(text: str, what: str) -> tuple[str, str]:
    """The name and the value of ``name=value``. Raises InputError."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InputError(f"“{text}” is no {what} with a value", mend=f"write {what}=value")
    return name.strip(), value


def params_of(given: Iterable[str]) -> dict[str, str]:
    """The parameters of a query, each given as ``name=value``. Raises InputError, and ParameterError for one twice."""
    params: dict[str, str] = {}
    for name, value in (pair(text, "parameter") for text in given):
        if name in params:
            raise ParameterError(f"parameter “{name}” is given twice", mend="give each parameter once")
        params[name] = value
    return params
