"""What somebody sends who wants a server to lead elsewhere, to show what it should not, or to think for long."""

__all__ = ["HOSTILE_PATHS", "HOSTILE_WISHES"]

HOSTILE_PATHS = (
    "../../../../etc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "agent/..%2f..%2f..%2fetc/passwd",
    "agent/../../../etc/passwd",
    "/evil.example",
    "/evil.example/%2e%2e",
    "/evil.example/..;/",
    "%2f%2fevil.example",
    "%5cevil.example",
    "\\evil.example",
    "@evil.example",
    ".evil.example",
    ":80@evil.example/",
    "https://evil.example/",
    "agent/imatinib%0d%0aSet-Cookie:%20x=1",
    "agent/imatinib%0aSet-Cookie:%20x=1",
    "agent/imatinib%0a",
    "agent/imatinib%00",
    "agent/%00",
    "agent/imatinib%20",
    "agent/%3Cscript%3Ealert(1)%3C/script%3E",
    'agent/"><script>alert(1)</script>',
    "agent/%ff%fe",
    "agent/imatinib%23evil",
    "agent/imatinib?//evil.example/%0d%0aSet-Cookie:x",
    "agent/./././imatinib",
    "agent//imatinib",
    "mapping/00763090e99a01fe%0a",
    "document/a/b/passage/%0d%0aSet-Cookie:%20x=1",
    ".git/config",
    ".htaccess",
    "README",
    "w3id/../.htaccess",
    "a" * 7000,
    "a/" * 3500,
    "document/a/b/passage/" + "1." * 3400,
    "-" * 7000 + "/",
)
"""Paths below the root of the identifiers."""

HOSTILE_WISHES = (
    "text/html" + ";" * 7000,
    "text/html" + " " * 7000 + "x",
    "text/html;" * 750,
    "," * 7000,
    "text/turtle;a=b" * 500,
    "a/b;q=0.1, " * 700,
    "text/html;q=0.0" * 500,
    "9876543210 " * 700,
    "q=0." + "0" * 7000,
    "text/html;q=0." + "0" * 7000 + "x",
    "*/*;q=0." * 900,
)
"""Values of ``Accept``."""
