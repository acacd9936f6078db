"""Licenses by their addresses, as SPDX lists them."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["license_id"]

_SPDX: Mapping[str, str] = MappingProxyType(
    {
        "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
        "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
        "https://www.apache.org/licenses/LICENSE-2.0": "Apache-2.0",
    }
)


def license_id(address: str) -> str:
    """The identifier at SPDX of a license that is known here by its address: ``CC0-1.0``; else an empty text."""
    return _SPDX.get(address, "")
