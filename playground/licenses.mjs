/** licenses.txt: whose work is in the bundle, and on which terms. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set(["MIT", "MIT OR Apache-2.0"]);

/**
 * The text of licenses.txt. Throws where a package has no license text, or one that nobody has looked at.
 *
 * @param {string} folder the one that holds node_modules, and in licenses/ the texts that packages do not bring
 * @param {Iterable<string>} inputs the files that went into the bundle, relative to the folder
 * @param {string[]} rust the Rust packages compiled into the engine
 */
export function licenses(folder, inputs, rust) {
  const names = new Set(
    [...inputs].map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean),
  );
  const parts = [...names].sort().map((name) => {
    const home = join(folder, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    if (!ALLOWED.has(license)) {
      throw new Error(`${name} is under “${license}”: if that will do, allow it in licenses.mjs`);
    }
    return `${name} ${version} (${license})\n\n${textOf(folder, home, name)}\n`;
  });
  const engine = ["Rust packages named in oxigraph_bg.wasm, whose licenses their own repositories state:", ...rust, ""];
  const rule = `\n${"-".repeat(80)}\n\n`;
  return ["The playground holds these packages.\n", ...parts, engine.join("\n")].join(rule);
}

function textOf(folder, home, name) {
  const own = join(folder, "licenses", `${name}.txt`);
  const brought = readdirSync(home).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const path = brought.length ? join(home, brought[0]) : own;
  if (!existsSync(path)) throw new Error(`${name} brings no license text: put it into licenses/${name}.txt`);
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
}
