/** The editor's looks, in the colors of the site; those of the words are in playground.css. */

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";

const MONO = "var(--mono, ui-monospace, Menlo, Consolas, monospace)";
const PAPER = "var(--paper, #fff)";
const INK = "var(--ink, #111)";
const LINE = "var(--line, #ccc)";
const SOFT = "var(--soft, #f3f3f0)";
const ACCENT = "var(--accent, #0b57a4)";

/** The grammar, with what its package leaves uncolored: prefixed names and “a”. */
export const language = SparqlLanguage.configure({
  props: [styleTags({ "Pname_ln Pname_ns A_predicate": tags.namespace })],
});

export const theme = EditorView.theme({
  "&": { backgroundColor: PAPER, border: `1px solid ${LINE}`, borderRadius: "4px", color: INK, fontSize: "0.9375rem" },
  "&.cm-focused": { outline: `2px solid ${ACCENT}`, outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.5", maxHeight: "60vh" },
  ".cm-content": { caretColor: INK, minHeight: "14em" },
  ".cm-cursor": { borderLeftColor: INK },
  ".cm-gutters": { backgroundColor: SOFT, color: INK, border: "none" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--pg-selection)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--pg-selection)" },
  ".cm-tooltip": { backgroundColor: PAPER, color: INK, border: `1px solid ${LINE}`, maxWidth: "min(36em, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", display: "flex", gap: "1em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: ACCENT, color: PAPER },
  ".cm-completionLabel": { flex: "1" },
  ".cm-completionInfo": { padding: "4px 8px" },
  ".cm-diagnosticAction": { backgroundColor: ACCENT, color: PAPER },
});

export const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--pg-keyword)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--pg-variable)" },
  { tag: [tags.string, tags.integer, tags.float, tags.bool], color: "var(--pg-literal)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--pg-name)" },
  { tag: tags.comment, color: "var(--pg-comment)", fontStyle: "italic" },
]);
