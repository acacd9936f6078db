/** The page's entry: it reads what the page says of itself, builds the controls, and has queries answered. */

import { counted, element } from "./dom.js";
import { createEditor } from "./editor.js";
import { Engine } from "./engine.js";
import { keepOffline } from "./offline.js";
import { located, refused, shortened, told } from "./problems.js";
import { Results } from "./results.js";

const NO_TERMS = { prefixes: {}, classes: [], properties: [], queries: [] };
const NEEDED = ["DecompressionStream", "WebAssembly", "Worker"];
const TIMEOUT = 60;
const LONGEST_HASH = 30_000;
const BROKEN = "The engine broke down, most likely for want of memory. Patterns that share no variable multiply.";
const FIRST_QUERY = `# Ctrl-Enter runs the query; Ctrl-Space offers names.
SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things) ?class
`;

class Playground {
  #host;
  #site;
  #editor;
  #engine;
  #results;
  #running = false;
  #done = Promise.resolve();

  #run = element("button", { type: "button", class: "pg-run", onclick: () => this.run() }, "Run");
  #stop = element("button", { type: "button", disabled: true, onclick: () => this.#engine.stop() }, "Stop");
  #status = element("p", { class: "pg-status", role: "status", "aria-live": "polite" });
  #progress = element("progress", { max: "1", "aria-label": "Loading", hidden: true });
  #share = element("span", { class: "pg-share", "aria-hidden": "true" });
  #error = element("div", { class: "pg-error", role: "alert", hidden: true });

  constructor(host, terms) {
    const { root = "./", dump, sha256 = "", base = terms.base ?? "", triples = "0", timeout = TIMEOUT } = host.dataset;
    const here = (name) => new URL(`${name}?v=${VERSION}`, import.meta.url).href;
    const release = new URL(sha256 ? `${dump}?v=${sha256.slice(0, 16)}` : dump, document.baseURI).href;
    const { prefixes } = terms;
    const bundle = { worker: here("worker.js"), engine: here("oxigraph_bg.wasm") };
    this.#host = host;
    this.#site = { root, base, prefixes, triples: Number(triples), timeout: Number(timeout) };
    const settings = { ...bundle, release, sha256, base, prefixes, timeout: this.#site.timeout };
    this.#engine = new Engine(settings, (phase, share) => this.#advance(phase, share));
    this.#results = new Results(this.#site, this.#engine, (error) => this.#fail(error));
    this.#build(terms);
    keepOffline(root, [bundle.worker, bundle.engine, release], host);
  }

  #build(terms) {
    const place = element("div", { class: "pg-editor" });
    const limit = element("span", { class: "pg-limit" }, `Time-out: ${this.#site.timeout} s`);
    this.#host.replaceChildren(
      ...(terms.queries.length ? [this.#questions(terms.queries)] : []),
      place,
      element("div", { class: "pg-bar" }, this.#run, this.#stop, limit, this.#progress, this.#share),
      this.#status,
      this.#error,
      this.#results.element,
    );
    this.#editor = createEditor(place, terms, () => this.run());
    this.#editor.text = FIRST_QUERY;
  }

  #questions(queries) {
    const option = ({ name, summary }) => element("option", { value: name }, summary);
    const groups = [...byTheme(queries)].map(([theme, members]) =>
      element("optgroup", { label: theme }, ...members.map(option)),
    );
    const onchange = ({ target }) => {
      const query = queries.find(({ name }) => name === target.value);
      if (query) this.#editor.text = query.text;
    };
    const choice = element("select", { onchange }, option({ name: "", summary: "Choose a question …" }), ...groups);
    return element("label", { class: "pg-questions" }, "Saved questions ", choice);
  }

  /** Take the query from the address, if there is one, and run it; otherwise only load the release. */
  start() {
    addEventListener("hashchange", async () => {
      if (this.#running) this.#engine.stop();
      await this.#done;
      this.#fromAddress();
    });
    if (!this.#fromAddress()) this.#load();
  }

  #fromAddress() {
    const given = /[#&]query=([^&]*)/.exec(location.hash)?.[1];
    if (!given) return false;
    try {
      this.#editor.text = decodeURIComponent(given).replaceAll("\r\n", "\n");
    } catch {
      this.#fail(new Error("The address holds a query that cannot be read: its percent signs are not in order."));
      return false;
    }
    this.run();
    return true;
  }

  #toAddress(query) {
    const hash = `#query=${encodeURIComponent(query)}`;
    const address = location.pathname + location.search;
    history.replaceState(null, "", hash.length > LONGEST_HASH ? address : address + hash);
  }

  async #load() {
    if (this.#engine.ready) return true;
    this.#host.dataset.state = "loading";
    this.#say(`Loading ${this.#site.triples ? counted(this.#site.triples, "triple") : "the release"} …`);
    this.#progress.hidden = false;
    try {
      const { seconds, checked } = await this.#engine.load();
      const sum = checked ? "; its SHA-256 is as stated" : "";
      this.#say(`The release was loaded in ${seconds.toFixed(1)} s${sum}. Ready.`);
      this.#host.dataset.state = "ready";
      return true;
    } catch (error) {
      this.#host.dataset.state = "failed";
      const message = `The release could not be loaded: ${error.message}. Run tries again.`;
      this.#fail(error.stopped ? error : new Error(message));
      return false;
    } finally {
      this.#progress.hidden = true;
      this.#share.textContent = "";
    }
  }

  /** Run what stands in the editor, unless a query is running. */
  run() {
    if (!this.#running) this.#done = this.#answer(this.#editor.text);
  }

  async #answer(query) {
    this.#toAddress(query);
    this.#clear();
    const refusal = refused(this.#editor.view.state);
    if (refusal) {
      this.#mark(refusal);
      return;
    }
    this.#busy(true);
    try {
      if (!(await this.#load())) return;
      this.#say("Running …");
      const answer = await this.#engine.ask(query);
      const summary = await this.#results.show(answer);
      this.#say(`${summary} in ${answer.seconds.toFixed(2)} s.`);
    } catch (error) {
      this.#refuse(error, query);
    } finally {
      this.#busy(false);
    }
  }

  #refuse(error, query) {
    const { state } = this.#editor.view;
    const problem = this.#editor.text === query ? located(state, error.message, this.#site.prefixes) : null;
    if (problem) this.#mark(problem);
    else this.#fail(error.fatal ? new Error(BROKEN) : error);
    if (error.stopped || error.fatal) this.#load();
  }

  #mark(problem) {
    this.#editor.mark(problem);
    this.#fail(new Error(told(this.#editor.view.state, problem)));
  }

  #clear() {
    this.#editor.mark(null);
    this.#error.hidden = true;
    this.#results.clear();
  }

  #fail(error) {
    this.#say("");
    this.#error.textContent = shortened(error.message);
    this.#error.hidden = false;
  }

  #say(text) {
    this.#status.textContent = text;
  }

  #busy(running) {
    this.#running = running;
    const [from, to] = running ? [this.#run, this.#stop] : [this.#stop, this.#run];
    const focused = document.activeElement === from;
    from.disabled = true;
    to.disabled = false;
    if (focused) to.focus();
  }

  #advance(phase, share) {
    this.#progress.value = share;
    this.#share.textContent = `${phase === "fetch" ? "fetched" : "loaded"} ${Math.floor(share * 100)} %`;
  }
}

function byTheme(queries) {
  const themes = new Map();
  for (const query of queries) themes.set(query.theme, [...(themes.get(query.theme) ?? []), query]);
  return themes;
}

async function termsOf(address) {
  if (!address) return NO_TERMS;
  const response = await fetch(address);
  return response.ok ? { ...NO_TERMS, ...(await response.json()) } : NO_TERMS;
}

async function begin(host) {
  const lacking = NEEDED.filter((name) => !globalThis[name]);
  if (lacking.length) {
    const message = `This browser lacks ${lacking.join(", ")}, without which queries cannot be answered here.`;
    host.replaceChildren(element("p", { class: "pg-error", role: "alert" }, message));
    return;
  }
  new Playground(host, await termsOf(host.dataset.terms).catch(() => NO_TERMS)).start();
}

begin(document.getElementById("playground"));
