// relay-compiler takes the served schema and compiles a query, whose text then runs: node relay.mjs <url>
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import relay from 'relay-compiler';
import { run, url } from './lib/checks.mjs';

const folder = mkdtempSync(join(tmpdir(), 'relay-'));

await run({
  'compiles a paged query': async () => {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'schema.graphql'), await (await fetch(`${url}/schema.graphql`)).text());
    writeFileSync(join(folder, 'package.json'), '{"name":"relay-check","private":true}');
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({ src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: true }));
    writeFileSync(join(folder, 'src', 'App.js'), `
      import { graphql } from 'react-relay';
      const list = graphql\`
        fragment App_messages on Query @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
        @refetchable(queryName: "AppPaginationQuery") {
          messages(first: $first, after: $after) @connection(key: "App_messages") { edges { node { id text } } }
        }\`;
      const query = graphql\`query AppQuery($id: ID!) { node(id: $id) { id ... on Message { text } } ...App_messages }\`;
    `);
    execFileSync(relay, ['./relay.config.json'], { cwd: folder, stdio: 'pipe' });
  },
  'the compiled query runs': async (assert) => {
    const generated = readFileSync(join(folder, 'src', '__generated__', 'AppQuery.graphql.js'), 'utf8');
    const query = JSON.parse(generated.match(/"text": ("(?:[^"\\]|\\.)*")/)[1]);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName: 'AppQuery', variables: { id: 'first' } }),
    });
    rmSync(folder, { recursive: true });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined);
    assert.equal(data.node.text, 'first');
    assert.equal(data.messages.edges[0].node.text, 'first');
  },
});
