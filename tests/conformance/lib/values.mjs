// Values that follow from where they stand and from what was asked, so that two servers can make the same ones on their own.
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType } from 'graphql';

export function hash(text) {
  let value = 0x811c9dc5;
  for (const unit of Buffer.from(text, 'utf8')) {
    value = Math.imul(value ^ unit, 0x01000193) >>> 0;
  }
  return value;
}

/** Prints coerced arguments in the order of the schema. */
export function printArguments(definitions, args) {
  return definitions.filter((definition) => Object.hasOwn(args, definition.name)).map((definition) => `${definition.name}=${printValue(definition.type, args[definition.name])}`).join(';');
}

function printValue(type, value) {
  if (value === null || value === undefined) {
    return 'null';
  }
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) {
    return `[${value.map((item) => printValue(inner.ofType, item)).join(',')}]`;
  }
  if (isInputObjectType(inner)) {
    return `{${printArguments(Object.values(inner.getFields()), value)}}`;
  }
  return String(value);
}

export function valueAt(schema, type, key) {
  const nullable = isNonNullType(type) ? type.ofType : type;
  const number = hash(key);
  if (number % 100 < (isNonNullType(type) ? 2 : 8)) {
    return null;
  }
  if (isListType(nullable)) {
    return Array.from({ length: number % 4 }, (_, index) => valueAt(schema, nullable.ofType, `${key}/${index}`));
  }
  const named = getNamedType(nullable);
  if (isScalarType(named) || isEnumType(named)) {
    return leafAt(named, number);
  }
  const possible = possibleOf(schema, named).map((object) => object.name).sort();
  return { __typename: number % 61 === 0 ? 'Nothing' : possible[number % possible.length], key: `${number}` };
}

function possibleOf(schema, named) {
  return named.astNode.kind === 'ObjectTypeDefinition' ? [named] : schema.getPossibleTypes(named);
}

function leafAt(type, number) {
  switch (type.name) {
    case 'Int':
      return number % 37 === 0 ? 'no integer' : number & 0xffff;
    case 'Float':
      return (number % 1000) / 8;
    case 'Boolean':
      return number % 2 === 0;
    case 'ID':
      return `id-${number}`;
    case 'String':
      return `text ${number}`;
    default:
      return number % 41 === 0 ? 'PINK' : type.getValues()[number % 3].name;
  }
}
