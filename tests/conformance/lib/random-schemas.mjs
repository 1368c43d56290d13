// Makes random schemas: every kind of type, every wrapper, interfaces that implement interfaces.
export function randomSchema(random) {
  const scalars = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Color'];
  const objects = Array.from({ length: 3 + random.below(3) }, (_, i) => `T${i}`);
  const interfaces = ['Root', 'Leaf'];
  const members = random.some(objects, 2);
  const wrap = (type) => random.pick([type, type, `${type}!`, `[${type}]`, `[${type}!]`, `[${type}]!`, `[${type}!]!`, `[[${type}]]`, `[[${type}!]!]!`]);
  const output = () => wrap(random.chance(0.45) ? random.pick(scalars) : random.pick([...objects, ...interfaces, 'Either']));
  const argumentsOf = () => (random.chance(0.7) ? '' : `(${random.some(['n: Int = 3', 's: String', 'c: [Color!]', 'i: In', 'o: Choice', 'f: Float = 1.5', 'r: Boolean!', 'l: [[Int]]', 'd: ID = "d"'], 2).join(', ')})`);
  const field = (name) => `${name}${argumentsOf()}: ${output()}`;
  const fieldsOf = (prefix, count) => Array.from({ length: count }, (_, i) => field(`${prefix}${i}`));
  const root = fieldsOf('r', 2);
  const leaf = fieldsOf('l', 1);
  const parts = [
    'enum Color { RED GREEN BLUE }',
    'input In { a: Int = 1 b: String! c: [Color] = [RED] sub: In n: Float }',
    'input Choice @oneOf { a: Int b: [String!] c: In }',
    `interface Root { ${root.join(' ')} }`,
    `interface Leaf implements Root { ${[...root, ...leaf].join(' ')} }`,
    `union Either = ${members.join(' | ')}`,
    ...objects.map((name, i) => {
      const level = i % 3;
      const head = level === 0 ? ' implements Root & Leaf' : level === 1 ? ' implements Root' : '';
      const inherited = level === 0 ? [...root, ...leaf] : level === 1 ? root : [];
      return `type ${name}${head} { ${[...inherited, ...fieldsOf('f', 3)].join(' ')} }`;
    }),
    `type Query { ${fieldsOf('q', 4).join(' ')} all: [T0!]! any: [Either]! leaf: Leaf color: Color }`,
    `type Mutation { ${fieldsOf('m', 3).join(' ')} }`,
  ];
  return parts.join('\n');
}
