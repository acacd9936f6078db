// Asks question.js for what it makes of the values of a form: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { bound, command } = await import(pathToFileURL(process.argv[2]));
const question = JSON.parse(process.argv[3]);
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  process.stdout.write(`${JSON.stringify([bound(question, given), command(question, given)])}\n`);
}
