/** The release's N-Quads: fetched, checked, unpacked and cut at line ends, a piece at a time. */

const CHUNK = 1 << 20;
const NEWLINE = 10;

/**
 * Fetch a file whole. Raises an Error where the server has it not, or another file than the page was made for.
 *
 * @param {string} url
 * @param {string} sha256 what the file's digest is to be, in hexadecimal; empty where the page does not say
 * @param {(share: number) => void} progress told how much is there, from 0 to 1, where the server says how long it is
 * @returns {Promise<{file: Blob, checked: boolean}>} whether the digest could be compared
 */
export async function fetched(url, sha256, progress) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${url}`);
  const length = Number(response.headers.get("Content-Length"));
  const parts = [];
  let size = 0;
  for await (const part of piecesOf(response.body)) {
    parts.push(part);
    size += part.length;
    if (length) progress(Math.min(1, size / length));
  }
  const file = new Blob(parts);
  // Where the server has unpacked it on the way, and where the page is not served safely, there is nothing to compare.
  if (!sha256 || !crypto.subtle || !(await isGzip(file))) return { file, checked: false };
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) throw new Error(`${url} is not the file that this page was made for; reload the page`);
  return { file, checked: true };
}

/**
 * The file's text in pieces of about a megabyte, each of whole lines.
 *
 * @param {Blob} file gzip, or the text itself
 * @param {(share: number) => void} progress told how much of the file was read, from 0 to 1
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* wholeLines(file, progress) {
  let seen = 0;
  const counting = new TransformStream({
    transform(part, controller) {
      seen += part.length;
      progress(seen / file.size);
      controller.enqueue(part);
    },
  });
  const read = file.stream().pipeThrough(counting);
  const text = (await isGzip(file)) ? read.pipeThrough(new DecompressionStream("gzip")) : read;
  let held = [];
  let size = 0;
  for await (const part of piecesOf(text)) {
    const end = size + part.length < CHUNK ? 0 : part.lastIndexOf(NEWLINE) + 1;
    held.push(end ? part.subarray(0, end) : part);
    size += part.length;
    if (!end) continue;
    yield joined(held);
    held = [part.subarray(end)];
    size = held[0].length;
  }
  yield joined(held);
}

async function isGzip(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

// Not every browser iterates a stream itself.
async function* piecesOf(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
