/**
 * Build the playground: `npm run build -- [FOLDER]`. The folder is made anew; by default it is that of the package.
 *
 * The same sources and lock file give the same bytes anywhere. Addresses inside the bundle bear a version, the digest
 * of its sources, so that no browser mixes two builds. manifest.json names the sources, by which hatch_build.py knows
 * whether a bundle is up to date, and the files.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { licenses } from "./licenses.mjs";
import { rustPackages, withMemoryLimit } from "./wasm.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "../src/oncotriples/site/playground"));

// What the bundle is made of, beside node_modules, which the lock file stands for.
const SOURCES = ["build.mjs", "licenses", "licenses.mjs", "package-lock.json", "package.json", "src", "wasm.mjs"];

// 2 GiB, half of what WebAssembly can address: room for some three million triples and a query's work on them.
const MEMORY_PAGES = 32_768;

const paths = SOURCES.flatMap((name) => (statSync(join(HERE, name)).isFile() ? [name] : filesOf(name)));
const sources = Object.fromEntries(paths.map((path) => [path, digest(readFileSync(join(HERE, path)))]));
const version = digest(JSON.stringify(sources)).slice(0, 16);

const bundled = await build({
  absWorkingDir: HERE,
  bundle: true,
  charset: "utf8",
  define: { VERSION: JSON.stringify(version) },
  entryPoints: ["src/playground.js", "src/worker.js", "src/sw.js", "src/playground.css"],
  format: "esm",
  legalComments: "none",
  metafile: true,
  minify: true,
  outdir: OUT,
  platform: "browser",
  target: "es2022",
  write: false,
});
const files = Object.fromEntries(bundled.outputFiles.map(({ path, contents }) => [basename(path), contents]));

const engine = readFileSync(join(HERE, "node_modules/oxigraph/web_bg.wasm"));
files["oxigraph_bg.wasm"] = withMemoryLimit(engine, MEMORY_PAGES);
files["licenses.txt"] = Buffer.from(licenses(HERE, Object.keys(bundled.metafile.inputs), rustPackages(engine)));

const described = Object.keys(files)
  .sort()
  .map((name) => [name, { bytes: files[name].length, sha256: digest(files[name]) }]);
const manifest = { version, files: Object.fromEntries(described), sources };
files["manifest.json"] = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);

const aside = `${OUT}.new`;
rmSync(aside, { force: true, recursive: true });
mkdirSync(aside, { recursive: true });
for (const [name, contents] of Object.entries(files)) writeFileSync(join(aside, name), contents);
rmSync(OUT, { force: true, recursive: true });
renameSync(aside, OUT);
for (const [name, { bytes }] of described) console.log(`${String(bytes).padStart(9)}  ${name}`);

function filesOf(folder) {
  return readdirSync(join(HERE, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}
