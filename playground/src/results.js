/** The latest answer: a table of the first rows, more on demand, and the whole as files. */

import { textOf } from "./answers.js";
import { counted, element } from "./dom.js";
import { linkOf, shortened } from "./links.js";

const PAGE = 1_000;
const NUMBER = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;

export class Results {
  #site;
  #engine;
  #fail;

  /**
   * @param {{base: string, root: string, prefixes: Record<string, string>}} site
   * @param {import("./engine.js").Engine} engine
   * @param {(error: Error) => void} fail told where rows or a file cannot be had
   */
  constructor(site, engine, fail) {
    this.#site = site;
    this.#engine = engine;
    this.#fail = fail;
    this.element = element("section", { class: "pg-results", "aria-label": "Answer", hidden: true });
  }

  clear() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** Show an answer; returns what it is in a few words. */
  async show({ kind, columns, total, verdict }) {
    this.clear();
    const summary = kind === "verdict" ? (verdict ? "Yes" : "No") : counted(total, kind === "rows" ? "row" : "triple");
    const formats = kind === "triples" ? ["ttl", "csv", "json"] : ["csv", "json"];
    const files = formats.map((format) => this.#download(format));
    this.element.append(element("p", { class: "pg-bar" }, "Download the answer:", ...files));
    if (kind !== "verdict" && total) await this.#table(columns, total);
    this.element.hidden = false;
    return summary;
  }

  #download(format) {
    const name = { csv: "CSV", json: "JSON", ttl: "Turtle" }[format];
    const onclick = async () => {
      try {
        const href = URL.createObjectURL(await this.#engine.file(format));
        element("a", { href, download: `answer.${format}` }).click();
        setTimeout(() => URL.revokeObjectURL(href), 60_000);
      } catch (error) {
        this.#fail(error);
      }
    };
    return element("button", { type: "button", onclick, "aria-label": `Download as ${name}` }, name);
  }

  async #table(columns, total) {
    const head = columns.map((column) => element("th", { scope: "col" }, column));
    const body = element("tbody");
    const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), body);
    const region = element("div", { class: "pg-table", role: "region", "aria-label": "Rows", tabindex: "0" }, table);
    const more = element("button", { type: "button", onclick: () => grow().catch(this.#fail) });
    const grow = async () => {
      const from = body.rows.length;
      const rows = await this.#engine.rows(from, from + PAGE);
      body.append(...rows.map((row) => element("tr", {}, ...columns.map((column) => this.#cell(row[column])))));
      const left = total - body.rows.length;
      more.hidden = left === 0;
      more.textContent = `Show ${Math.min(PAGE, left).toLocaleString("en-US")} more of ${left.toLocaleString("en-US")}`;
    };
    await grow();
    this.element.append(region, more);
  }

  #cell(bound) {
    if (!bound) return element("td");
    if (bound.type === "uri") return element("td", {}, this.#link(bound.value));
    const attributes = { dir: "auto" };
    if (bound["xml:lang"]) attributes.lang = bound["xml:lang"];
    if (NUMBER.test(bound.datatype ?? "")) attributes.class = "pg-number";
    return element("td", attributes, textOf(bound));
  }

  #link(iri) {
    const { prefixes, base } = this.#site;
    const text = shortened(iri, prefixes, base);
    const link = linkOf(iri, this.#site);
    if (!link) return text;
    return element("a", { href: link.href, title: iri, ...(link.own ? {} : { rel: "noopener noreferrer" }) }, text);
  }
}
