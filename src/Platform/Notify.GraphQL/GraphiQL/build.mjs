// Bundles GraphiQL into <folder>/dist, each file compressed: node build.mjs <folder>
// Several builds may run at once: the first takes the lock, the others wait for it and find the work done.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const sources = dirname(fileURLToPath(import.meta.url));
const inputs = ['.npmrc', 'build.mjs', 'main.jsx', 'package-lock.json', 'package.json'];
const folder = process.argv[2];
const dist = join(folder, 'dist');
const stamp = join(folder, 'stamp');
const lock = join(folder, 'lock');
const abandoned = 10 * 60_000; // milliseconds, should another process have got the number; a build takes one minute at the most

const hash = createHash('sha256');
inputs.forEach((name) => hash.update(readFileSync(join(sources, name))));
const wanted = hash.digest('hex');
const isDone = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

async function locked(work) {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (isAbandoned()) {
      rmSync(lock, { recursive: true, force: true });
    }
    await wait(200);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

// A build that was ended by force leaves its lock behind.
function isAbandoned() {
  const made = statSync(lock, { throwIfNoEntry: false });
  if (made === undefined || Date.now() - made.mtimeMs > abandoned) {
    return made !== undefined;
  }
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    return owner > 0 && !process.kill(owner, 0); // only asks whether it lives
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

async function bundle() {
  inputs.forEach((name) => cpSync(join(sources, name), join(folder, name)));
  execSync('npm ci --no-audit --no-fund', { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const { build } = createRequire(join(folder, 'package.json'))('esbuild');
  const common = {
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    target: 'es2022',
    outdir: 'out',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
    assetNames: '[name]-[hash]',
    logLevel: 'error',
  };
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  await build({ ...common, entryPoints: ['main.jsx'], format: 'esm', jsx: 'automatic' });
  await build({
    ...common,
    format: 'iife',
    entryNames: '[name]',
    entryPoints: {
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
  });
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(join(folder, 'out'))) {
    writeFileSync(join(dist, `${name}.gz`), gzipSync(readFileSync(join(folder, 'out', name)), { level: 9 }));
  }
}

mkdirSync(folder, { recursive: true });
try {
  await locked(async () => {
    if (!isDone()) {
      await bundle();
    }
    writeFileSync(stamp, wanted); // newer than its inputs, so that the next build does not even ask
  });
} catch (error) {
  console.error(error.message); // the build says what to do
  process.exitCode = 1;
}
