/** What the editor offers while one types: variables, prefixes, classes, properties, keywords. */

import { pickedCompletion, startCompletion } from "@codemirror/autocomplete";

import { declaration, declared, treeOf } from "./prefixes.js";

const WORD = /[?$]\w*|[\w-]*(?::[\w.-]*)?/;
const VARIABLE = /^[?$]\w*$/;
const BARE = /^[\w-]*$/;
const PREFIXED = /^[\w-]*:[\w.-]*$/;
const TOKEN = /<[^<>\s]*>|"[^"]*"|'[^']*'|[?$]\w+|[\w-]*:[\w.-]*|\w+|[^\s\w]/g;
const NO_PLACE = new Set(["Comment", "IriRef", "String"]);

// How far a look back goes for the words before the cursor, and what fits there best rises.
const LOOK_BACK = 1_000;
const FITTING = 50;

const KEYWORDS = `SELECT ASK CONSTRUCT DESCRIBE DISTINCT REDUCED FROM NAMED WHERE PREFIX BASE OPTIONAL UNION MINUS
  FILTER BIND VALUES GRAPH UNDEF AS EXISTS NOT IN GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET`.split(/\s+/);
const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE RAND ABS
  CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH
  DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT
  SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE`.split(/\s+/);

/**
 * What is expected where `before` ends: a `class`, a `property`, or either.
 *
 * @param {string} before the query up to the word that is being typed
 * @returns {"class" | "property" | "any"}
 */
export function expected(before) {
  const [opening, last] = ["", "", ...(before.slice(-LOOK_BACK).match(TOKEN) ?? [])].slice(-2);
  if (last === "a" || last === "rdf:type") return "class";
  if (/^[;/|^]$/.test(last)) return "property";
  return /^[{.]$/.test(opening) && /^[?$<]|:/.test(last) ? "property" : "any";
}

/**
 * A source of completions for CodeMirror.
 *
 * @param {{prefixes: Record<string, string>, classes: {name: string, label: string, definition: string}[],
 *     properties: {name: string, label: string, definition: string}[]}} terms
 */
export function completions({ prefixes, classes, properties }) {
  const words = [
    ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
    ...FUNCTIONS.map((label) => ({ label, type: "function", apply: `${label}(` })),
  ];
  const namespaces = Object.entries(prefixes).map(([prefix, namespace]) => ({
    label: `${prefix}:`,
    name: `${prefix}:`,
    type: "prefix",
    info: namespace,
    apply: withDeclaration(prefixes, true),
  }));
  const described = (type) => ({ name, label, definition }) => ({
    name,
    type,
    displayLabel: name,
    info: [label, definition].filter(Boolean).join(": "),
    apply: withDeclaration(prefixes, false),
  });
  const things = [...classes.map(described("class")), ...properties.map(described("property"))];

  return (context) => {
    const word = context.matchBefore(WORD);
    const at = treeOf(context.state).resolveInner(context.pos, -1);
    if (NO_PLACE.has(at.name) || !word || (word.from === word.to && !context.explicit)) return null;
    if (VARIABLE.test(word.text)) {
      return { from: word.from, validFor: VARIABLE, options: variables(context.state, word) };
    }
    // What is typed is compared with the whole name once it has a colon, before that with what follows the colon;
    // in small letters with a name in small letters, so that “age” finds onct:Agent as well as onct:ageGroup.
    const prefixed = PREFIXED.test(word.text);
    const small = word.text === word.text.toLowerCase();
    const compared = (name) => (prefixed ? name : name.slice(name.indexOf(":") + 1));
    const wanted = expected(context.state.sliceDoc(0, word.from));
    const offered = things.map((option) => ({
      ...option,
      label: small ? compared(option.name).toLowerCase() : compared(option.name),
      boost: option.type === wanted ? FITTING : 0,
    }));
    const options = prefixed ? offered : [...offered, ...namespaces, ...words];
    return { from: word.from, validFor: prefixed ? PREFIXED : BARE, options };
  };
}

/** The variables that the query has elsewhere, with the sign that is being typed. */
function variables(state, word) {
  const names = new Set();
  treeOf(state).iterate({
    enter({ name, from, to }) {
      if (name === "Var" && from !== word.from) names.add(state.sliceDoc(from + 1, to));
    },
  });
  return [...names].sort().map((name) => ({ label: word.text[0] + name, type: "variable" }));
}

/** What accepting does: write the name and, where its prefix is not declared yet, declare it. */
function withDeclaration(prefixes, goOn) {
  return (view, completion, from, to) => {
    const prefix = completion.name.split(":")[0];
    const changes = [{ from, to, insert: completion.name }];
    if (!declared(view.state).has(prefix) && Object.hasOwn(prefixes, prefix)) {
      changes.push(declaration(view.state, prefix, prefixes[prefix]));
    }
    const transaction = view.state.update({ changes });
    view.dispatch({
      changes: transaction.changes,
      selection: { anchor: transaction.changes.mapPos(to, 1) },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
    if (goOn) startCompletion(view);
  };
}
