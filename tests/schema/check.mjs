// Compares geai's schemas and its reading with Ajv's: each schema is valid (draft 2020-12), those that are said to be strict
// are in the strict form of structured outputs, and what is taken is what the schema allows. Reads the lines of main.cpp.
import {createInterface} from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";

const ajv = new Ajv2020({strict: true, validateSchema: true});
let validate, name, schemas = 0, values = 0, refused = 0, failures = 0;

function fail(...words) {
  ++failures;
  if (failures <= 20) console.error(name + ":", ...words);
}

// The rules of the strict form: every object says all of its members, and nothing stands beside a reference.
function checkStrict(schema, path) {
  if (schema === null || typeof schema !== "object") return fail(path, "is no schema");
  if ("$ref" in schema && Object.keys(schema).length !== 1 && path !== "$") fail(path, "has more than a $ref");
  if (!("$ref" in schema || "anyOf" in schema || "type" in schema)) fail(path, "is open");
  if (schema.type === "object") {
    if (schema.additionalProperties !== false) fail(path, "takes other members");
    const all = Object.keys(schema.properties);
    if (JSON.stringify(all) !== JSON.stringify(schema.required)) fail(path, "does not require all of its members");
    for (const each of all) checkStrict(schema.properties[each], path + "." + each);
  }
  if (schema.items) checkStrict(schema.items, path + "[]");
  (schema.anyOf ?? []).forEach((each, i) => checkStrict(each, path + "|" + i));
  for (const each of Object.keys(schema.$defs ?? {})) checkStrict(schema.$defs[each], "$defs." + each);
}

for await (const text of createInterface({input: process.stdin})) {
  const line = JSON.parse(text);
  if ("schema" in line) {
    name = line.name;
    ++schemas;
    if (line.strict) checkStrict(line.schema, "$");
    try {
      validate = ajv.compile(line.schema);
    } catch (error) {
      fail("the schema is not valid:", error.message);
      validate = () => undefined;
    }
    continue;
  }
  ++values;
  refused += !line.taken;
  if (validate(line.value) !== line.taken)
    fail(line.taken ? "geai takes, and the schema refuses," : "geai refuses, and the schema takes,",
         JSON.stringify(line.value), ajv.errorsText(validate.errors));
}
console.log(`${schemas} schemas, ${values} values of which ${refused} are refused, ${failures} differences`);
process.exit(failures === 0 && schemas === 20 && values === 20000 && refused > 5000 ? 0 : 1);
