// Collects named checks and prints what failed, then "<passed> of <all> ok".
import assert from 'node:assert/strict';

const limit = 30_000; // milliseconds until a check counts as hanging

export async function run(checks) {
  let passed = 0;
  for (const [name, check] of Object.entries(checks)) {
    let timer;
    try {
      await Promise.race([
        check(assert),
        new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error('It hangs.')), limit);
        }),
      ]);
      passed++;
    } catch (error) {
      console.log(`${name}: ${error?.stack ?? JSON.stringify(error)}`);
    } finally {
      clearTimeout(timer);
    }
  }
  console.log(`${passed} of ${Object.keys(checks).length} ok`);
  process.exit(0);
}

/** Reads an async iterable to its end. */
export async function all(iterable) {
  const items = [];
  for await (const item of iterable) {
    items.push(item);
  }
  return items;
}

export const url = process.argv[2];
export const socketUrl = url.replace(/^http/, 'ws');
