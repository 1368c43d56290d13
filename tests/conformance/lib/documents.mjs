// Makes random documents for a schema: mostly valid ones, with every construct of the language.
import { parseConstValue, valueFromASTUntyped, getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isRequiredArgument, isScalarType } from 'graphql';

export class DocumentMaker {
  constructor(schema, random, { maxDepth = 4, directives = true, introspection = true, fieldsPerSet = 4, kinds = undefined } = {}) {
    Object.assign(this, { schema, random, maxDepth, directives, introspection, fieldsPerSet, kinds });
    this.composites = Object.values(schema.getTypeMap()).filter((type) => isCompositeType(type) && !type.name.startsWith('__'));
  }

  document() {
    this.fragments = [];
    const operations = this.kinds || this.random.chance(0.9) ? 1 : 2;
    const parts = [];
    for (let i = 0; i < operations; i++) {
      parts.push(this.operation(operations > 1 || this.random.chance(0.6) ? `Op${i}` : null, this.kinds));
    }
    return [...parts, ...this.fragments.map((fragment) => fragment.text)].join('\n');
  }

  operation(name, kinds = ['query', 'query', 'query', 'mutation', 'subscription']) {
    const kind = this.random.pick(kinds.filter((candidate) => this.schema.getRootType(candidate)));
    this.variables = new Map();
    this.aliases = 0;
    const selections = this.selections(this.schema.getRootType(kind), 0, kind === 'subscription' ? 1 : this.fieldsPerSet, kind === 'subscription');
    const variables = [...this.variables.values()].map((variable) => `$${variable.name}: ${variable.type}${variable.initial}`);
    const head = variables.length > 0 ? `(${variables.join(', ')})` : '';
    const directive = this.directives && kind === 'query' && this.schema.getDirective('tag') && this.random.chance(0.1) ? ' @tag(as: "op")' : '';
    return name || head || directive || kind !== 'query' ? `${kind} ${name ?? ''}${head}${directive} ${selections}` : selections;
  }

  selections(type, depth, most, isStrict = false) {
    const parts = [];
    const count = isStrict ? 1 : 1 + this.random.below(most);
    for (let i = 0; i < count; i++) {
      const roll = isStrict ? 1 : this.random.next();
      if (roll < 0.12) {
        parts.push(this.inlineFragment(type, depth, most));
      } else if (roll < 0.22 && depth < this.maxDepth) {
        parts.push(this.spread(type, depth, most));
      } else {
        parts.push(this.field(type, depth, most, isStrict));
      }
    }
    return `{ ${parts.join(' ')} }`;
  }

  field(type, depth, most, isStrict) {
    if (!isStrict && (type.getFields === undefined || this.random.chance(0.08))) {
      return this.random.chance(0.3) ? `${this.alias()}__typename` : '__typename';
    }
    if (this.introspection && depth === 0 && type === this.schema.getQueryType() && this.random.chance(0.04)) {
      return this.random.pick(['__schema { queryType { name } }', '__type(name: "Query") { kind fields { name } }']);
    }
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const pool = depth >= this.maxDepth && leaves.length > 0 ? leaves : fields;
    const field = this.random.pick(pool);
    const needsAlias = field.args.length > 0 || this.random.chance(0.15);
    const inner = getNamedType(field.type);
    const sub = isCompositeType(inner) ? (depth > this.maxDepth ? ' { __typename }' : ` ${this.selections(inner, depth + 1, most)}`) : '';
    return `${needsAlias ? this.alias() : ''}${field.name}${this.arguments(field.args)}${this.conditions('field', isStrict)}${sub}`;
  }

  alias() {
    return `a${this.aliases++}: `;
  }

  inlineFragment(type, depth, most) {
    const overlapping = this.composites.filter((other) => other === type || this.overlap(other, type));
    const condition = this.random.chance(0.8) ? this.random.pick(overlapping) : null;
    return `...${condition ? ` on ${condition.name}` : ''}${this.conditions('fragment')} ${this.selections(condition ?? type, depth, Math.max(1, most - 1))}`;
  }

  spread(type, depth, most) {
    const known = this.fragments.filter((fragment) => this.overlap(fragment.type, type) && fragment.text);
    if (known.length > 0 && this.random.chance(0.4)) {
      return `...${this.random.pick(known).name}`;
    }
    const condition = this.random.pick(this.composites.filter((other) => other === type || this.overlap(other, type)));
    const fragment = { name: `F${this.fragments.length}`, type: condition, text: '' };
    this.fragments.push(fragment);
    fragment.text = `fragment ${fragment.name} on ${condition.name} ${this.selections(condition, depth + 1, Math.max(1, most - 1))}`;
    return `...${fragment.name}${this.conditions('fragment')}`;
  }

  overlap(one, other) {
    const objects = (type) => (isObjectType(type) ? [type] : this.schema.getPossibleTypes(type));
    return isAbstractType(one) || isAbstractType(other) || one === other ? objects(one).some((type) => objects(other).includes(type)) : false;
  }

  conditions(place, isStrict = false) {
    if (!this.directives || isStrict) {
      return '';
    }
    let text = '';
    if (this.random.chance(0.08)) {
      const value = this.random.chance(0.5) ? String(this.random.chance(0.5)) : this.variable('Boolean!', () => String(this.random.chance(0.5)));
      text += ` @${this.random.pick(['skip', 'include'])}(if: ${value})`;
    }
    if (this.schema.getDirective('tag') && this.random.chance(0.04)) {
      text += ' @tag(as: "x") @tag(as: "y", level: 2)';
    }
    if (this.schema.getDirective('once') && this.random.chance(0.04)) {
      text += ' @once';
    }
    return text;
  }

  arguments(args) {
    const given = args.filter((arg) => isRequiredArgument(arg) || this.random.chance(0.5));
    return given.length === 0 ? '' : `(${given.map((arg) => `${arg.name}: ${this.value(arg.type, 0)}`).join(', ')})`;
  }

  /** Values for the variables of the operation made last; those that may be left out sometimes are. */
  variableValues() {
    const given = [...this.variables.values()].filter((variable) => (variable.type.endsWith('!') && variable.initial === '') || this.random.chance(0.7));
    return Object.fromEntries(given.map((variable) => [variable.name, valueFromASTUntyped(parseConstValue(variable.example))]));
  }

  variable(type, initial) {
    const reusable = [...this.variables.values()].filter((variable) => variable.type === type);
    if (reusable.length > 0 && this.random.chance(0.5)) {
      return `$${this.random.pick(reusable).name}`;
    }
    const name = `v${this.variables.size}`;
    this.variables.set(name, { name, type, initial: this.random.chance(0.5) ? ` = ${initial()}` : '', example: initial() });
    return `$${name}`;
  }

  value(type, depth, isConstant = false) {
    if (!isConstant && this.random.chance(0.2)) {
      return this.variable(String(type), () => this.value(type, depth + 1, true));
    }
    if (isNonNullType(type)) {
      return this.plain(type.ofType, depth, isConstant);
    }
    return this.random.chance(0.08) ? 'null' : this.plain(type, depth, isConstant);
  }

  plain(type, depth, isConstant) {
    if (isNonNullType(type)) {
      return this.plain(type.ofType, depth, isConstant);
    }
    if (isListType(type)) {
      if (this.random.chance(0.15)) {
        return this.plain(type.ofType, depth + 1, isConstant);
      }
      return `[${Array.from({ length: this.random.below(3) }, () => this.value(type.ofType, depth + 1, isConstant)).join(', ')}]`;
    }
    if (isEnumType(type)) {
      return this.random.pick(type.getValues()).name;
    }
    if (isInputObjectType(type)) {
      return this.object(type, depth, isConstant);
    }
    return this.scalar(type);
  }

  object(type, depth, isConstant) {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) {
      const simple = fields.filter((field) => isScalarType(getNamedType(field.type)));
      const field = this.random.pick(depth > 2 ? simple : fields);
      return `{ ${field.name}: ${this.plain(field.type, depth + 1, isConstant)} }`;
    }
    const given = fields.filter((field) => isRequiredArgument(field) || (depth < 3 && this.random.chance(0.4)));
    return `{ ${given.map((field) => `${field.name}: ${this.value(field.type, depth + 1, isConstant)}`).join(', ')} }`;
  }

  scalar(type) {
    switch (type.name) {
      case 'Int':
        return this.random.pick(['0', '1', '-7', '2147483647']);
      case 'Float':
        return this.random.pick(['0', '1.5', '-2e3', '7']);
      case 'Boolean':
        return String(this.random.chance(0.5));
      case 'ID':
        return this.random.pick(['"a"', '7', '"u-1"']);
      case 'String':
        return this.random.pick(['""', '"text"', '"é\\n\\u00e9"', '"""\n  block\n    text\n"""']);
      default:
        return this.random.pick(['"x"', '1', 'true', '[1, "a"]', '{ a: 1, b: [RED] }', '1.5']);
    }
  }
}
