import assert from "node:assert/strict";
import { test } from "node:test";

import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";

import { completions, expected } from "../src/completion.js";
import { declaration } from "../src/prefixes.js";
import { located, refused, told, undeclared } from "../src/problems.js";
import { language } from "../src/theme.js";

const PREFIXES = { onct: "https://w3id.org/oncotriples/ontology#" };
const TERMS = {
  prefixes: PREFIXES,
  classes: [{ name: "onct:Agent", label: "agent", definition: "A substance." }],
  properties: [{ name: "onct:ageGroup", label: "age group", definition: "" }],
};
const state = (doc) => EditorState.create({ doc, extensions: [language] });
const offered = (doc) => completions(TERMS)(new CompletionContext(state(doc), doc.length, false));

for (const [before, kind] of [
  ["SELECT * { ?s a ", "class"],
  ["SELECT * { ?s rdf:type ", "class"],
  ["SELECT * { ?s ", "property"],
  ["SELECT * { ?s a onct:Agent ; ", "property"],
  ["SELECT * { ?s onct:agent/", "property"],
  ["SELECT * { ?s onct:agent ?a . <agent/imatinib> ", "property"],
  ["SELECT * { ?s onct:agent ", "any"],
  ["", "any"],
]) {
  test(`what can stand after ${JSON.stringify(before)} is ${kind}`, () => assert.equal(expected(before), kind));
}

test("a class and a property are found by what follows the colon, the fitting one first", () => {
  const { options, from } = offered("SELECT * { ?s a ag");
  const [agent, group] = ["onct:Agent", "onct:ageGroup"].map((wanted) => options.find(({ name }) => name === wanted));
  assert.deepEqual([agent.label, agent.info, group.info], ["agent", "agent: A substance.", "age group"]);
  assert.ok(agent.boost > group.boost);
  assert.equal(from, "SELECT * { ?s a ".length);
});

test("a prefix, and variables of the query, are offered", () => {
  assert.ok(offered("SELECT * { ?s on").options.some(({ label }) => label === "onct:"));
  assert.deepEqual(offered("SELECT ?agent ?b { ?agent ?").options.map(({ label }) => label), ["?agent", "?b"]);
});

for (const doc of ["# ag", 'SELECT * { ?s ?p "ag', "SELECT * { <ag"]) {
  test(`nothing but names of a query is completed: ${doc}`, () => {
    const closed = { '"': '"', "<": ">" }[doc.at(-3)] ?? "";
    const at = new CompletionContext(state(doc + closed), doc.length, false);
    assert.equal(completions(TERMS)(at), null);
  });
}

for (const [doc, after] of [
  ["# a comment\nSELECT * {}", "# a comment\nPREFIX x: <y>\nSELECT * {}"],
  ["PREFIX a: <b>\nSELECT * {}", "PREFIX a: <b>\nPREFIX x: <y>\nSELECT * {}"],
  ["BASE <b>\nSELECT * {}", "BASE <b>\nPREFIX x: <y>\nSELECT * {}"],
  ["SELECT * {}", "PREFIX x: <y>\nSELECT * {}"],
]) {
  test(`a prefix is declared where the others are: ${JSON.stringify(doc)}`, () => {
    const before = state(doc);
    assert.equal(before.update({ changes: declaration(before, "x", "y") }).state.doc.toString(), after);
  });
}

test("a name whose prefix no line declares is a problem that can be mended where the prefix is known", () => {
  const found = undeclared(state('SELECT * { ?s onct:a zz:b ; <x:y> "q:r" }'), PREFIXES);
  const messages = ["No PREFIX line declares “onct:”.", "No PREFIX line declares “zz:”."];
  assert.deepEqual(found.map(({ message }) => message), messages);
  assert.deepEqual(found.map(({ actions }) => actions.length), [1, 0]);
  assert.deepEqual(undeclared(state("PREFIX zz: <z>\nSELECT * { ?s zz:b <x> }"), PREFIXES), []);
});

for (const [doc, message, told_] of [
  ["SELCT * {}", "error at 1:10: expected CONSTRUCT", "Line 1, column 1: “SELCT” is not expected here."],
  ["SELECT * { ?s ?p\n", "error at 2:1: expected one of ?", "Line 2, column 1: Something is missing here."],
  ["SELECT * { ?s zz:p ?o }", "error at 1:26: expected OPTIONAL", "Line 1, column 15: No PREFIX line declares “zz:”."],
  [
    'SELECT ?s { ?s ?p "é😀" } GROUP BY ?o',
    "error at 1:25: expected one of The SELECT contains a variable that is unbound, [_]",
    "Line 1, column 25: Oxigraph says: The SELECT contains a variable that is unbound",
  ],
  ["SELECT * { ?s ?p ?o }", "error at 99:99: expected X", "Line 1, column 22: Oxigraph says: expected X"],
]) {
  test(`the place of a mistake is told: ${JSON.stringify(doc)}`, () => {
    const before = state(doc);
    assert.equal(told(before, located(before, message, PREFIXES)), told_);
  });
}

test("what is no mistake of syntax has no place", () => {
  assert.equal(located(state("SELECT * {}"), "the answer is longer than 100 MB", PREFIXES), null);
});

for (const [doc, message] of [
  ["SELECT * { SERVICE <https://e.org/> { ?s ?p ?o } }", "SERVICE is not followed here: it would ask another machine."],
  ["INSERT DATA { <a> <b> <c> }", "This is an update. Queries alone are answered here."],
  [" \n", "There is no query to run."],
]) {
  test(`it is not asked of the engine: ${JSON.stringify(doc)}`, () => {
    assert.equal(refused(state(doc)).message, message);
  });
}

test("a query is asked, also where it names a service in passing", () => {
  assert.equal(refused(state('SELECT * { ?service <service> "SERVICE" } # SERVICE')), null);
});
