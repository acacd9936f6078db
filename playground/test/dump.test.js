import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { wholeLines } from "../src/dump.js";

const LINE = `<https://e.org/s> <https://e.org/p> "é😀${"x".repeat(200)}" .\n`;

async function pieces(file) {
  const shares = [];
  const found = [];
  for await (const piece of wholeLines(file, (share) => shares.push(share))) found.push(Buffer.from(piece));
  return { found, shares };
}

for (const [name, packed] of [
  ["gzip", gzipSync],
  ["text that the server has unpacked", (text) => text],
]) {
  test(`a dump is read in pieces of whole lines: ${name}`, async () => {
    const text = Buffer.from(LINE.repeat(20_000));
    const { found, shares } = await pieces(new Blob([packed(text)]));
    assert.ok(Buffer.concat(found).equals(text));
    assert.ok(found.slice(0, -1).every((piece) => piece.at(-1) === 10));
    if (packed === gzipSync) assert.ok(found.length > 3);
    assert.equal(shares.at(-1), 1);
  });
}

test("a dump without a line break at its end, or with nothing in it, is read too", async () => {
  const { found } = await pieces(new Blob(["a\nb"]));
  assert.equal(Buffer.concat(found).toString(), "a\nb");
  assert.equal(Buffer.concat((await pieces(new Blob([]))).found).length, 0);
});

test("a dump that is cut off is an error", async () => {
  const cut = gzipSync(LINE.repeat(5_000)).subarray(0, -20);
  await assert.rejects(pieces(new Blob([cut])), /unexpected end of file/);
});
