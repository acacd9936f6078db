/** What the build asks of a WebAssembly file, and changes in it. */

const HEADER = 8;
const MEMORY = 5;
const RUST_PACKAGE = /\/index\.[a-z.]+-[0-9a-f]+\/([A-Za-z0-9_-]+?)-(\d+\.\d+\.\d+[A-Za-z0-9.+-]*)\//g;

/**
 * The file with a limit on its memory, so that a query cannot take all that the visitor's machine has: at the limit
 * the engine breaks down, and the page begins it anew. A page of memory is 64 KiB.
 *
 * @param {Uint8Array} wasm
 * @param {number} pages
 * @returns {Uint8Array}
 */
export function withMemoryLimit(wasm, pages) {
  for (let at = HEADER; at < wasm.length; ) {
    const [size, start] = number(wasm, at + 1);
    if (wasm[at] === MEMORY) {
      const [least, end] = number(wasm, start + 2);
      if (wasm[start] !== 1 || wasm[start + 1] !== 0 || end !== start + size) {
        throw new Error("the WebAssembly file has not one memory without a limit: look at it, then mend wasm.mjs");
      }
      const section = [1, 1, ...leb(least), ...leb(pages)];
      const limited = Buffer.from([MEMORY, ...leb(section.length), ...section]);
      return Buffer.concat([wasm.subarray(0, at), limited, wasm.subarray(end)]);
    }
    at = start + size;
  }
  throw new Error("the WebAssembly file has no memory of its own");
}

/** The Rust packages that the file's messages name, as `name version`, sorted. */
export function rustPackages(wasm) {
  const found = Buffer.from(wasm).toString("latin1").matchAll(RUST_PACKAGE);
  return [...new Set(Array.from(found, ([, name, version]) => `${name} ${version}`))].sort();
}

function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function leb(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
