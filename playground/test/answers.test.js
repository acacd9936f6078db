import assert from "node:assert/strict";
import { test } from "node:test";

import { csv, distinct, givesTriples, textOf, tripleRows, turtle } from "../src/answers.js";

const EX = "https://example.org/";
const node = (name) => ({ termType: "NamedNode", value: EX + name, toString: () => `<${EX}${name}>` });
const text = (value, language = "") => ({
  termType: "Literal",
  value,
  language,
  datatype: { value: "http://www.w3.org/2001/XMLSchema#string" },
  toString: () => `"${value}"${language && `@${language}`}`,
});
const quad = (subject, predicate, object) => ({ subject, predicate, object });

for (const [query, expected] of [
  ["SELECT * {}", false],
  ["construct{?s ?p ?o}where{?s ?p ?o}", true],
  ["# SELECT in a comment\nPREFIX ask: <https://e.org/#select>\nDESCRIBE <x>", true],
  ["BASE <https://e.org/construct>\nPREFIX construct: <x>\nASK { ?s construct:describe ?o }", false],
  ["", false],
]) {
  test(`the form of a query is its first word beside the prologue: ${JSON.stringify(query)}`, () => {
    assert.equal(givesTriples(query), expected);
  });
}

test("triples are shown once and in order, with languages and without the datatype of plain text", () => {
  const [a, b] = [quad(node("a"), node("p"), text("x", "en")), quad(node("b"), node("p"), text("y"))];
  assert.deepEqual(tripleRows(distinct([b, a, { ...b }])), [
    { subject: uri("a"), predicate: uri("p"), object: { type: "literal", value: "x", "xml:lang": "en" } },
    { subject: uri("b"), predicate: uri("p"), object: { type: "literal", value: "y" } },
  ]);
});

const uri = (name) => ({ type: "uri", value: EX + name });

test("CSV quotes what it must, and keeps a column that has no value", () => {
  const rows = [
    { a: { type: "literal", value: 'says "x", y' }, b: { type: "literal", value: "two\nlines" } },
    { b: { type: "bnode", value: "n1" } },
  ];
  assert.equal(csv(["a", "b"], rows), 'a,b\r\n"says ""x"", y","two\nlines"\r\n,_:n1\r\n');
  assert.equal(csv(["a"], [{}]), 'a\r\n""\r\n');
});

test("a statement about a statement is shown with its parts", () => {
  const triple = { subject: uri("s"), predicate: uri("p"), object: { type: "literal", value: "o" } };
  assert.equal(textOf({ type: "triple", value: triple }), `<<( ${EX}s ${EX}p o )>>`);
});

test("Turtle uses the prefixes it can, and declares those alone", () => {
  const type = { termType: "NamedNode", value: "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" };
  const quads = [quad(node("s"), type, node("C")), quad(node("s"), node("p/q"), text("é"))];
  assert.equal(
    turtle(quads, { ex: EX, other: "https://other.example/" }),
    `@prefix ex: <${EX}> .\n\nex:s\n    a ex:C ;\n    <${EX}p/q> "é" ;\n.\n`,
  );
});
