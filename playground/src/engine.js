/** The store as the page sees it: a worker that loads, answers, and can be ended and begun anew at any time. */

export class EngineError extends Error {
  /** `stopped`: it was ended, by the visitor or the time-out. `fatal`: it broke down. Either way it loads anew. */
  constructor(message, { stopped = false, fatal = false } = {}) {
    super(message);
    this.stopped = stopped;
    this.fatal = fatal;
  }
}

export class Engine {
  #settings;
  #progress;
  #worker = null;
  #waiting = new Map();
  #sent = 0;
  #dump = null;
  #loaded = null;

  /** Whether the release is loaded. */
  ready = false;

  /**
   * @param {{worker: string, engine: string, release: string, sha256: string, base: string,
   *     prefixes: Record<string, string>, timeout: number}} settings addresses; the time-out is in seconds
   * @param {(phase: "fetch" | "load", share: number) => void} progress
   */
  constructor(settings, progress) {
    this.#settings = settings;
    this.#progress = progress;
  }

  /** Load the release, unless it is loaded or being loaded. Gives `{seconds, checked}`. */
  load() {
    this.#loaded ??= this.#begin();
    return this.#loaded;
  }

  /** Answer a query; a query that takes longer than the time-out is stopped. */
  async ask(query) {
    await this.load();
    const { timeout } = this.#settings;
    const message = `The query was stopped: it took longer than the time-out of ${timeout} s.`;
    const timer = setTimeout(() => this.stop(message), timeout * 1000);
    try {
      return await this.#call("ask", { query });
    } catch (error) {
      if (error.fatal) this.#end(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The rows `from` … `to - 1` of the latest answer. */
  rows(from, to) {
    return this.#call("rows", { from, to });
  }

  /** The latest answer as a Blob: `csv`, `json` or `ttl`. */
  file(format) {
    return this.#call("file", { format });
  }

  /** End what runs. The next load, or query, fills a new store from the file that is already here. */
  stop(message = "The query was stopped.") {
    this.#end(new EngineError(message, { stopped: true }));
  }

  async #begin() {
    const { worker: address, engine, release, sha256, base, prefixes } = this.#settings;
    const worker = new Worker(address, { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    worker.addEventListener("error", () => this.#end(new EngineError("the engine did not start", { fatal: true })));
    this.#worker = worker;
    try {
      const argument = { release: this.#dump ?? release, sha256, engine, base, prefixes };
      const { dump, seconds } = await this.#call("load", argument);
      this.#dump = dump;
      this.ready = true;
      return { seconds, checked: dump.checked };
    } catch (error) {
      if (this.#worker === worker) this.#end(error);
      throw error;
    }
  }

  #call(method, argument) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) {
        reject(new EngineError("The answer is gone; run the query again.", { stopped: true }));
        return;
      }
      const id = ++this.#sent;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, argument });
    });
  }

  #receive({ id, value, error, fatal, phase, share }) {
    if (phase) {
      this.#progress(phase, share);
      return;
    }
    const call = this.#waiting.get(id); // none for what an ended worker had still to say
    this.#waiting.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new EngineError(error, { fatal }));
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#loaded = null;
    this.ready = false;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
