// Parses each file named on the command line with N3.js and prints its number of statements, one a line.
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { Parser } from "n3";

const formats = {
  ".ttl": "text/turtle",
  ".nt": "application/n-triples",
  ".nq": "application/n-quads",
  ".trig": "application/trig",
};

for (const file of process.argv.slice(2)) {
  const quads = new Parser({ format: formats[extname(file)] }).parse(readFileSync(file, "utf8"));
  console.log(quads.length);
}
