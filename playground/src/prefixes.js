/** The prefixes that a query declares, and the line that declares one more. */

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";

const PARSE_TIME = 200;

/** The syntax tree of the whole query; of its start where it is too long to parse in a fifth of a second. */
export function treeOf(state) {
  return ensureSyntaxTree(state, state.doc.length, PARSE_TIME) ?? syntaxTree(state);
}

/** The prefixes declared in the query, without their colons. */
export function declared(state) {
  const names = new Set();
  treeOf(state).iterate({
    enter({ name, node }) {
      const prefix = name === "PrefixDecl" && node.getChild("Pname_ns");
      if (prefix) names.add(state.sliceDoc(prefix.from, prefix.to - 1));
    },
  });
  return names;
}

/** The change that declares a prefix: a line below those that declare others, else above the query. */
export function declaration(state, prefix, namespace) {
  let after = null;
  treeOf(state).iterate({
    enter({ name, to }) {
      if (name === "PrefixDecl" || name === "BaseDecl") after = to;
    },
  });
  const line = `PREFIX ${prefix}: <${namespace}>`;
  if (after !== null) return { from: after, insert: `\n${line}` };
  const comments = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(state.doc.toString())[0];
  return { from: comments.length, insert: `${line}\n` };
}
