/**
 * Answers as rows, and as the files that visitors download.
 *
 * A row is what the W3C's JSON format of SPARQL results calls a binding: `{variable: {type, value, …}}`.
 */

const FORMS = new Set(["ask", "construct", "describe", "select"]);
const LOCAL = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";

/** Whether a query gives triples: of the words that name a form, CONSTRUCT or DESCRIBE comes first. */
export function givesTriples(query) {
  for (const [word] of query.matchAll(/<[^<>\s]*>|#[^\n\r]*|[\p{L}\p{N}_.-]+:?/gu)) {
    const form = word.toLowerCase();
    if (FORMS.has(form)) return form === "construct" || form === "describe";
  }
  return false;
}

/** Distinct triples of the engine, in the order of their terms' texts. */
export function distinct(quads) {
  const byText = new Map();
  for (const quad of quads) byText.set(`${quad.subject} ${quad.predicate} ${quad.object}`, quad);
  return [...byText.keys()].sort().map((text) => byText.get(text));
}

/** The rows of triples, under the columns subject, predicate and object. */
export function tripleRows(quads) {
  return quads.map(({ subject, predicate, object }) => ({
    subject: binding(subject),
    predicate: binding(predicate),
    object: binding(object),
  }));
}

function binding(term) {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType === "Quad") {
    const [subject, predicate, object] = [term.subject, term.predicate, term.object].map(binding);
    return { type: "triple", value: { subject, predicate, object } };
  }
  const literal = { type: "literal", value: term.value };
  if (term.language) literal["xml:lang"] = term.language;
  else if (term.datatype.value !== XSD_STRING) literal.datatype = term.datatype.value;
  return literal;
}

/** The text of a binding, as tables and CSV show it. */
export function textOf(bound) {
  if (!bound) return "";
  if (bound.type === "bnode") return `_:${bound.value}`;
  if (bound.type !== "triple") return bound.value;
  const { subject, predicate, object } = bound.value;
  return `<<( ${textOf(subject)} ${textOf(predicate)} ${textOf(object)} )>>`;
}

/** Rows as CSV of the W3C. Cells are as they are: a spreadsheet may take one that starts with `=` for a formula. */
export function csv(columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  return lines.map((cells) => `${cells.map(csvCell).join(",") || '""'}\r\n`).join("");
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Triples as Turtle, with those of the prefixes that are used. */
export function turtle(quads, prefixes) {
  const used = new Set();
  const name = (term) => {
    if (term.termType !== "NamedNode") return term.toString();
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      const local = term.value.slice(namespace.length);
      if (term.value.startsWith(namespace) && LOCAL.test(local)) {
        used.add(prefix);
        return `${prefix}:${local}`;
      }
    }
    return term.toString();
  };
  const blocks = new Map();
  for (const { subject, predicate, object } of quads) {
    const lines = blocks.get(subject.toString()) ?? [name(subject)];
    lines.push(`    ${predicate.value === RDF_TYPE ? "a" : name(predicate)} ${name(object)} ;`);
    blocks.set(subject.toString(), lines);
  }
  const body = [...blocks.values()].map((lines) => `${lines.join("\n")}\n.\n`);
  const head = Object.entries(prefixes).filter(([prefix]) => used.has(prefix));
  return [head.map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`).join(""), ...body].join("\n");
}
