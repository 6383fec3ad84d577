// Counts the distinct statements of an RDF file as N3.js, or the streaming JSON-LD parser, reads them.
const fs = require("fs");
const path = process.argv[2];
const seen = new Set();
const key = (quad) => [quad.subject, quad.predicate, quad.object, quad.graph].map((one) =>
  `${one.termType} ${one.value} ${one.language || ""} ${one.datatype ? one.datatype.value : ""}`).join("\n");
const add = (quad) => seen.add(key(quad));
const fail = (error) => { console.error(String(error)); process.exit(1); };
if (path.endsWith(".jsonld")) {
  const { JsonLdParser } = require("jsonld-streaming-parser");
  fs.createReadStream(path).pipe(new JsonLdParser()).on("data", add).on("error", fail)
    .on("end", () => console.log(seen.size));
} else {
  const { Parser } = require("n3");
  const format = { ".ttl": "text/turtle", ".nt": "application/n-triples", ".nq": "application/n-quads",
    ".trig": "application/trig" }[path.slice(path.lastIndexOf("."))];
  new Parser({ format }).parse(fs.readFileSync(path, "utf8")).forEach(add);
  console.log(seen.size);
}
