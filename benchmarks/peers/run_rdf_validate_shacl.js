// node run_rdf_validate_shacl.js SHAPES DATA: the report goes to standard output as N-Triples.
// N3.js keeps the data: the store that rdf-validate-shacl brings along has no index.
import { createReadStream, readFileSync } from "node:fs";
import { Parser, Store, StreamParser, Writer } from "n3";
import SHACLValidator from "rdf-validate-shacl";

const [shapesFile, dataFile] = process.argv.slice(2);
const shapes = new Store(new Parser().parse(readFileSync(shapesFile, "utf8")));
const data = new Store();
await new Promise((resolve, reject) => {
  const parser = new StreamParser({ format: "application/n-triples" });
  parser.on("error", reject);
  data.import(createReadStream(dataFile).pipe(parser)).on("end", resolve);
});
const report = await new SHACLValidator(shapes).validate(data);
process.stdout.write(new Writer({ format: "application/n-triples" }).quadsToString([...report.dataset]));
process.exitCode = report.conforms ? 0 : 1;
