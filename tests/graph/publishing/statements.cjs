// Tells the statements of an RDF file as N3.js, or the streaming JSON-LD parser, reads them: one JSON array each.
const fs = require("fs");
const path = process.argv[2];
const seen = new Set();
const add = ({ subject, predicate, object, graph }) => seen.add(JSON.stringify([subject.value, predicate.value,
  object.value, object.language || "", object.datatype ? object.datatype.value : "", graph.value]));
const fail = (error) => { console.error(String(error)); process.exit(1); };
const tell = () => process.stdout.write([...seen].join("\n"));
if (path.endsWith(".jsonld")) {
  const { JsonLdParser } = require("jsonld-streaming-parser");
  fs.createReadStream(path).pipe(new JsonLdParser()).on("data", add).on("error", fail).on("end", tell);
} else {
  const { Parser } = require("n3");
  const format = { ".ttl": "text/turtle", ".nt": "application/n-triples", ".nq": "application/n-quads",
    ".trig": "application/trig" }[path.slice(path.lastIndexOf("."))];
  new Parser({ format }).parse(fs.readFileSync(path, "utf8")).forEach(add);
  tell();
}
