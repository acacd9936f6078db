import assert from "node:assert/strict";
import { test } from "node:test";

import { linkOf, shortened } from "../src/links.js";

const BASE = "https://w3id.org/oncotriples/";
const SITE = { base: BASE, root: "./" };

for (const [path, href] of [
  ["agent/imatinib", "./agent/imatinib.html"],
  ["", "./index.html"],
  ["ontology#Agent", "./ontology.html#Agent"],
  ["ontology", "./ontology.html"],
  ["document/gist/2024-12-13", "./document/gist/2024-12-13.html"],
  ["document/gist/2024-12-13/passage/1.1-1.3", "./document/gist/2024-12-13.html#passage/1.1-1.3"],
  ["document/gist/2024-12-13/section/2.1", "./document/gist/2024-12-13/section/2.1.html"],
  ["document/gist/2024-12-13/table/9", "./document/gist/2024-12-13/table/9.html"],
  ["dataset/0.3.0", "./dataset/0.3.0.html"],
  ["mapping/0123456789abcdef", "./mappings.html#0123456789abcdef"],
]) {
  test(`a thing of the release is linked to its page on this site: ${path || "the release"}`, () => {
    assert.deepEqual(linkOf(BASE + path, SITE), { href, own: true });
  });
}

for (const path of ["../agent", "agent/../../x", "/evil.example/x", "a//b", "a\\b", "agent/", "a?b=c"]) {
  test(`a path that leads elsewhere is not taken for one of this site: ${path}`, () => {
    assert.deepEqual(linkOf(BASE + path, SITE), { href: BASE + path, own: false });
  });
}

test("other addresses are linked as they are, and what is no address is not linked", () => {
  assert.deepEqual(linkOf("http://purl.org/x", SITE), { href: "http://purl.org/x", own: false });
  for (const iri of ["javascript:alert(1)", "data:text/html,x", "urn:uuid:1", " https://e.org/"]) {
    assert.equal(linkOf(iri, SITE), null);
  }
});

test("IRIs are shortened by prefix, then by the base", () => {
  const prefixes = { onct: `${BASE}ontology#` };
  assert.equal(shortened(`${BASE}ontology#Agent`, prefixes, BASE), "onct:Agent");
  assert.equal(shortened(`${BASE}agent/imatinib`, prefixes, BASE), "agent/imatinib");
  assert.equal(shortened("https://e.org/x", prefixes, BASE), "https://e.org/x");
});
