/** What is wrong with a query, and where: from the editor's grammar, and from what the engine says. */

import { declaration, declared, treeOf } from "./prefixes.js";

const LONGEST = 200;
const REFUSED = {
  SERVICE: "SERVICE is not followed here: it would ask another machine.",
  Update1: "This is an update. Queries alone are answered here.",
};

/** Prefixed names whose prefix no line declares, each with a way to mend it where the prefix is known. */
export function undeclared(state, prefixes) {
  const known = declared(state);
  const found = [];
  treeOf(state).iterate({
    enter({ name, from, to, node }) {
      if (!/^Pname_(?:ln|ns)$/.test(name) || node.parent?.name === "PrefixDecl") return;
      const prefix = state.sliceDoc(from, to).split(":")[0];
      if (!known.has(prefix)) found.push(undeclaredPrefix(from, prefix, prefixes));
    },
  });
  return found;
}

function undeclaredPrefix(from, prefix, prefixes) {
  const problem = { from, to: from + prefix.length + 1, severity: "warning", actions: [] };
  problem.message = `No PREFIX line declares “${prefix}:”.`;
  if (Object.hasOwn(prefixes, prefix)) {
    const apply = (view) => view.dispatch({ changes: declaration(view.state, prefix, prefixes[prefix]) });
    problem.actions.push({ name: "Declare it", apply });
  }
  return problem;
}

/** What the engine is not asked: nothing, an update, and a SERVICE, which it would follow to another machine. */
export function refused(state) {
  let problem = /\S/.test(state.doc.toString()) ? null : error(0, 0, "There is no query to run.");
  treeOf(state).iterate({
    enter({ name, from, to }) {
      if (Object.hasOwn(REFUSED, name)) problem ??= error(from, to, REFUSED[name]);
    },
  });
  return problem;
}

/**
 * Where the query is wrong that the engine refused, and what is wrong.
 *
 * The engine's parser tells how far it could read by any of its rules, which may be well behind the mistake, so the
 * place is that of the editor's grammar where that finds one: an undeclared prefix, then a word out of place.
 */
export function located(state, message, prefixes) {
  const place = /^error at (\d+):(\d+): (.*)/s.exec(message);
  if (!place) return null;
  const [missing] = undeclared(state, prefixes);
  if (missing) return { ...missing, severity: "error" };
  const odd = firstOdd(state);
  if (odd) return odd;
  const line = state.doc.line(Math.min(Number(place[1]), state.doc.lines));
  const before = [...line.text].slice(0, Number(place[2]) - 1).join("");
  const from = Math.min(line.from + before.length, line.to);
  // Among the signs that could have stood there may be a sentence; it is what matters then.
  const sentence = /[A-Z][a-z]+(?: [\w?]+){2,}/.exec(place[3])?.[0];
  return error(from, from, `Oxigraph says: ${sentence ?? shortened(place[3])}`);
}

function firstOdd(state) {
  let odd = null;
  treeOf(state).iterate({
    enter({ type, from, to }) {
      if (!type.isError || odd) return;
      const word = state.sliceDoc(from, to);
      odd = error(from, to, word ? `“${shortened(word)}” is not expected here.` : "Something is missing here.");
    },
  });
  return odd;
}

function error(from, to, message) {
  return { from, to, severity: "error", message, actions: [] };
}

/** A problem in one line, with its place as people count. */
export function told(state, { from, message }) {
  const line = state.doc.lineAt(from);
  const column = [...line.text.slice(0, from - line.from)].length + 1;
  return `Line ${line.number}, column ${column}: ${message}`;
}

/** A message without the long lists of what could have stood there. */
export function shortened(message) {
  return message.length <= LONGEST ? message : `${message.slice(0, LONGEST).trimEnd()}…`;
}
