/** The SPARQL editor: CodeMirror with a grammar, completion, and problems marked where they are. */

import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";

import { completions } from "./completion.js";
import { undeclared } from "./problems.js";
import { colors, language, theme } from "./theme.js";

const setProblem = StateEffect.define();

// What the engine found wrong with exactly this text.
const problemField = StateField.define({
  create: () => null,
  update(problem, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblem)) return effect.value;
    return transaction.docChanged ? null : problem;
  },
});

/**
 * An editor in a shadow root of `host`: there its styles need no inline style elements, which the page forbids.
 *
 * @param {HTMLElement} host
 * @param {{prefixes: object, classes: object[], properties: object[]}} terms
 * @param {() => void} run called on Ctrl-Enter, on a Mac Cmd-Enter
 */
export function createEditor(host, terms, run) {
  const root = host.attachShadow({ mode: "open" });
  const find = (view) => {
    const problem = view.state.field(problemField);
    const missing = undeclared(view.state, terms.prefixes);
    return problem ? [problem, ...missing.filter(({ from }) => from !== problem.from)] : missing;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      extensions: [
        // Tab is left to the browser, so that the keyboard finds its way out of the editor.
        keymap.of([
          { key: "Mod-Enter", run: () => (run(), true) },
          ...closeBracketsKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        language,
        syntaxHighlighting(colors),
        theme,
        problemField,
        linter(find, { needsRefresh }),
        lintGutter(),
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({
          override: [completions(terms)],
          icons: false,
          addToOptions: [{ render: kindOf, position: 80 }],
        }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": "SPARQL query. Control Enter runs it; Escape, then Tab leaves the editor.",
          autocapitalize: "off",
          spellcheck: "false",
        }),
      ],
    }),
  });
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
    },
    /** Mark a problem, or none, and bring its place into view. */
    mark(problem) {
      const moved = problem ? { selection: { anchor: problem.from }, scrollIntoView: true } : {};
      view.dispatch({ effects: setProblem.of(problem), ...moved });
      forceLinting(view);
    },
  };
}

function needsRefresh({ startState, state }) {
  return startState.field(problemField) !== state.field(problemField);
}

/** The kind of a completion, in a word beside it. */
function kindOf({ type }) {
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = type;
  return kind;
}
