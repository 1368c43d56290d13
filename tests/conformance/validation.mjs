// Writes what graphql-js makes of our documents: where a text stops being GraphQL, or which rules it breaks where.
import { buildSchema, isTypeSystemDefinitionNode, parse, specifiedRules, validate } from 'graphql';
import { DocumentMaker } from './lib/documents.mjs';
import { mutate } from './lib/mutations.mjs';
import { Random } from './lib/random.mjs';
import { schemas } from './lib/schemas.mjs';
import { syntaxCases } from './syntax-cases.mjs';
import { validationCases } from './validation-cases.mjs';

const [seed, count] = process.argv.slice(2).map(Number);
const random = new Random(seed);
const rules = specifiedRules.filter((rule) => !/^(Defer|Stream)/.test(rule.name));
const built = Object.fromEntries(Object.entries(schemas).map(([name, sdl]) => [name, buildSchema(sdl)]));

function judge(schema, text) {
  let document;
  try {
    document = parse(text, { allowEmptySelectionSets: false });
  } catch (error) {
    return { schema, text, syntax: error.locations[0] };
  }
  // What is wrong inside a type definition does not matter in a request: that it is one already is.
  const foreign = document.definitions.filter(isTypeSystemDefinitionNode).map((definition) => definition.loc);
  const isForeign = (error) => foreign.some((loc) => error.positions[0] > loc.start && error.positions[0] < loc.end);
  const errors = rules.flatMap((rule) => validate(built[schema], document, [rule], { maxErrors: 1_000_000, allowEmptySelectionSets: false }).filter((error) => rule.name === 'ExecutableDefinitionsRule' || !isForeign(error)).map((error) => ({ rule: rule.name, locations: error.locations })));
  return { schema, text, errors };
}

const cases = [
  ...syntaxCases.map((text) => judge('feed', text)),
  ...validationCases.map(([schema, text]) => judge(schema, text)),
];
for (let i = 0; i < count; i++) {
  const name = random.pick(Object.keys(schemas));
  const schema = built[name];
  const words = [...Object.keys(schema.getTypeMap()).filter((type) => !type.startsWith('__')), ...Object.values(schema.getTypeMap()).flatMap((type) => Object.keys(type.getFields?.() ?? {})), 'F0', 'F1', 'v0', 'nothing', 'RED', '__typename'];
  let text = new DocumentMaker(schema, random).document();
  cases.push(judge(name, text));
  for (let j = random.below(3); j >= 0; j--) {
    text = mutate(text, random, words);
    cases.push(judge(name, text));
  }
}
// Texts travel as UTF-16, since JSON readers refuse half a surrogate pair.
const encode = (text) => Buffer.from(text, 'utf16le').toString('base64');
process.stdout.write(JSON.stringify({ schemas, cases: cases.map((one) => ({ ...one, text: encode(one.text) })) }));
