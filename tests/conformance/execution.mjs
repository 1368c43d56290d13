// Writes what graphql-js answers to random queries on random schemas, whose values follow from their places.
import { buildSchema, execute, parse, validate } from 'graphql';
import { DocumentMaker } from './lib/documents.mjs';
import { randomSchema } from './lib/random-schemas.mjs';
import { Random } from './lib/random.mjs';
import { hash, printArguments, valueAt } from './lib/values.mjs';

const [seed, count] = process.argv.slice(2).map(Number);
const random = new Random(seed);
const cases = [];

function resolve(source, args, _context, info) {
  const definition = info.parentType.getFields()[info.fieldName];
  const key = `${source?.key ?? 'root'}/${info.parentType.name}.${info.fieldName}(${printArguments(definition.args, args)})`;
  if (hash(key) % 23 === 0) {
    throw new Error(`No value at ${key}.`);
  }
  return valueAt(info.schema, info.returnType, key);
}

while (cases.length < count) {
  const sdl = randomSchema(random);
  const schema = buildSchema(sdl);
  for (let i = 0; i < 3; i++) {
    const maker = new DocumentMaker(schema, random, { introspection: false, kinds: ['query', 'query', 'query', 'mutation'], maxDepth: 3 });
    const text = maker.document();
    const variables = maker.variableValues();
    const document = parse(text);
    if (text.length > 6_000 || validate(schema, document).length > 0) {
      continue;
    }
    const result = await execute({ schema, document, variableValues: variables, fieldResolver: resolve, typeResolver: (value) => value.__typename });
    cases.push({ sdl, text, variables, data: result.data, hasData: 'data' in result, paths: (result.errors ?? []).map((error) => error.path ?? null) });
  }
}
process.stdout.write(JSON.stringify(cases));
