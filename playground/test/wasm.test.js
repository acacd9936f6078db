import assert from "node:assert/strict";
import { test } from "node:test";

import { rustPackages, withMemoryLimit } from "../wasm.mjs";

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const EXPORT = [7, 5, 1, 1, 0x6d, 2, 0];
const wasm = (...sections) => Uint8Array.from([...HEADER, ...sections.flat()]);

test("a WebAssembly file gets a limit on its memory, and stays one", async () => {
  const limited = withMemoryLimit(wasm([5, 3, 1, 0, 1], EXPORT), 200);
  const { instance } = await WebAssembly.instantiate(limited);
  assert.equal(instance.exports.m.grow(199), 1);
  assert.throws(() => instance.exports.m.grow(1), RangeError);
});

test("a WebAssembly file of another make is refused", () => {
  assert.throws(() => withMemoryLimit(wasm([5, 4, 1, 1, 1, 2], EXPORT), 200), /not one memory without a limit/);
  assert.throws(() => withMemoryLimit(wasm(), 200), /no memory of its own/);
});

test("the Rust packages that a file names are listed once", () => {
  const path = (name) => `/x/index.example.org-0a1b/${name}/src/lib.rs`;
  const text = [path("serde-1.0.2"), path("serde-1.0.2"), path("peg-runtime-0.8.6")].join("\0");
  assert.deepEqual(rustPackages(Buffer.from(text)), ["peg-runtime 0.8.6", "serde 1.0.2"]);
});
