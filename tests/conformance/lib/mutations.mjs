// Breaks documents: exchanges, drops and doubles tokens, or doubles whole selections.
const tokenPattern = /"""[^]*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][0-9.eE+-]*|[!$&():=@[\]{|}]/g;

export function tokensOf(text) {
  return [...text.matchAll(tokenPattern)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
}

export function mutate(text, random, words) {
  const tokens = tokensOf(text);
  const token = random.pick(tokens);
  const replace = (target, by) => (target === undefined ? text : text.slice(0, target.start) + by + text.slice(target.end));
  switch (random.below(9)) {
    case 0:
      return replace(token, '');
    case 1:
      return replace(token, `${token.text} ${token.text}`);
    case 2:
      return replace(token, random.pick(tokens).text);
    case 3:
    case 4:
    case 5: {
      const names = tokens.filter((candidate) => /^[_A-Za-z]/.test(candidate.text));
      return replace(random.pick(names), random.pick(words));
    }
    case 6: {
      const values = tokens.filter((candidate) => /^["\-0-9]|^(true|false|null)$/.test(candidate.text));
      return values.length === 0 ? text : replace(random.pick(values), random.pick(['null', '1', '"s"', '1.5', 'RED', '[1]', '{ a: 1 }', '$v0', '$nothing', '99999999999', '[]', '{}']));
    }
    case 7: {
      const closers = tokens.filter((candidate) => candidate.text === '}');
      const word = random.pick(words);
      return random.pick([replace(random.pick(closers), ` ${word} }`), replace(random.pick(closers), ` x: ${word} }`), replace(random.pick(closers), ` ...F0 }`), replace(random.pick(closers), ` ... on ${word} { __typename } }`)]);
    }
    default: {
      const names = tokens.filter((candidate, index) => /^[_A-Za-z]/.test(candidate.text) && tokens[index + 1]?.text !== ':');
      return replace(random.pick(names), `${random.pick(names).text} @${random.pick(['skip', 'include', 'tag', 'live', 'once', 'set', 'nothing'])}${random.pick(['', '(if: true)', '(as: "a")', '(nothing: 1)', '(if: 1)'])} `);
    }
  }
}
