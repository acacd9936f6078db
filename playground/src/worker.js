/**
 * The store, in a thread of its own: it loads the release once and answers queries until it is ended.
 *
 * Messages in: `{id, method, argument}`, with a method of `methods`. Messages out: `{id, value}`, `{id, error, fatal}`
 * and, while loading, `{phase, share}`. The WebAssembly build of Oxigraph opens no connection; this thread fetches the
 * release and the engine, and nothing else.
 */

import init, { Store } from "oxigraph";

import { csv, distinct, givesTriples, tripleRows, turtle } from "./answers.js";
import { fetched, wholeLines } from "./dump.js";

// Beyond this, rows would fill the tab's memory before anyone could read them.
const LONGEST_ANSWER = 100_000_000;

let store;
let site = { base: "", prefixes: {} };
let held = { kind: "rows", columns: [], rows: [] };

const methods = { load, ask, rows, file };

/** Fill the store. `release` is the dump's address, or the dump itself where an earlier worker had fetched it. */
async function load({ release, sha256, engine, base, prefixes }) {
  const started = performance.now();
  const tell = (phase) => (share) => postMessage({ phase, share });
  const [dump] = await Promise.all([
    typeof release === "string" ? fetched(release, sha256, tell("fetch")) : release,
    init({ module_or_path: fetch(engine) }),
  ]);
  const filling = new Store();
  for await (const lines of wholeLines(dump.file, tell("load"))) {
    // A transaction each: without, the store takes seven times the memory. Each call names blank nodes anew, so none
    // may span two pieces; a release has none at all.
    filling.load(lines, { format: "application/n-quads" });
  }
  store = filling;
  site = { base, prefixes };
  return { dump, seconds: (performance.now() - started) / 1000 };
}

/** Answer a query, and keep the answer until the next one. */
function ask({ query }) {
  const started = performance.now();
  held = answered(query);
  const seconds = (performance.now() - started) / 1000;
  const { kind, columns, rows: { length: total }, verdict } = held;
  return { kind, columns, total, verdict, seconds };
}

function answered(query) {
  const options = { base_iri: site.base, use_default_graph_as_union: true };
  if (givesTriples(query)) {
    const quads = distinct(store.query(query, options));
    return { kind: "triples", columns: ["subject", "predicate", "object"], rows: tripleRows(quads), quads };
  }
  const text = store.query(query, { ...options, results_format: "json" });
  if (text.length > LONGEST_ANSWER) throw new Error("the answer is longer than 100 MB; add a LIMIT to the query");
  const { head, results, boolean } = JSON.parse(text);
  if (results) return { kind: "rows", columns: head.vars, rows: results.bindings };
  return { kind: "verdict", columns: [], rows: [], verdict: boolean };
}

/** Some rows of the kept answer. */
function rows({ from, to }) {
  return held.rows.slice(from, to);
}

/** The kept answer as a file: `csv`, `json`, or `ttl` where it is triples. */
function file({ format }) {
  const { kind, columns, quads, verdict } = held;
  if (format === "ttl") return new Blob([turtle(quads, site.prefixes)], { type: "text/turtle" });
  if (format === "csv") {
    return kind === "verdict"
      ? new Blob([`answer\r\n${verdict}\r\n`], { type: "text/csv" })
      : new Blob([csv(columns, held.rows)], { type: "text/csv" });
  }
  const whole =
    kind === "verdict" ? { head: {}, boolean: verdict } : { head: { vars: columns }, results: { bindings: held.rows } };
  return new Blob([`${JSON.stringify(whole, null, 2)}\n`], { type: "application/sparql-results+json" });
}

addEventListener("message", async ({ data: { id, method, argument } }) => {
  try {
    postMessage({ id, value: await methods[method](argument) });
  } catch (error) {
    // Out of memory, or a fault of the engine: what it holds can no longer be trusted.
    const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    postMessage({ id, error: String(error?.message ?? error), fatal });
  }
});
