// Takes the pictures of the running system that the documents show. Once, in a folder outside the repository: npm install playwright-core.
//   ./notify up --detach
//   NODE_PATH=FOLDER/node_modules node docs/images/take-pictures.mjs [folder for the pictures]
// CHROMIUM names the browser when it is not /usr/bin/chromium.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, '..', '..');
const folder = resolve(process.argv[2] ?? here);
const { chromium } = createRequire(import.meta.url)('playwright-core');
mkdirSync(folder, { recursive: true });

const run = (...args) => execFileSync(join(repository, 'notify'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const status = JSON.parse(run('status', '--json'));
run('demo'); // the first request of a process is slow, and its trace would show that more than its way
run('demo');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' })).newPage();
await page.goto(status.dashboardLogin);
await page.waitForURL(url => !url.pathname.startsWith('/login'));

await show('/', 'text=GraphiQL', 600);
await take('resources');

await show('/structuredlogs/resource/dispatcher', 'td:has-text("Serving channel email")', 640);
await take('structured-logs');

await show('/traces/resource/gateway?type=http', 'tr:has-text("graphql")', 900);
const sent = page.locator('tr').filter({ hasText: '/graphql' }).filter({ hasText: 'dispatcher' });
await sent.last().locator('td').nth(3).click();
await page.waitForURL(/\/traces\/detail\//);
const rows = await page.locator('tr').count();
await page.setViewportSize({ width: 1280, height: Math.max(400, 150 + 33 * rows) });
await take('trace');

await show('/metrics/resource/dispatcher?meter=Notify.Delivery&instrument=notify.send.attempts&duration=5&view=Graph', '.plotly', 720);
await take('metrics');

await show(status.mailbox, 'text=demo@example.com', 400);
await take('mailbox');
await browser.close();

async function show(address, until, height) {
  await page.setViewportSize({ width: 1280, height });
  await page.goto(new URL(address, status.dashboard).href);
  await page.locator(until).first().waitFor({ timeout: 20_000 }).catch(() => console.error(`${address}: '${until}' did not show`));
}

async function take(name) {
  await page.mouse.move(0, 0); // no row is marked
  await page.waitForTimeout(3_000); // charts and tables settle
  await page.evaluate(hidePath, repository);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file);
}

/** Writes ~/notify where the page names the folder of this clone, which is nobody else's. */
function hidePath(path) {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.includes(path)) {
      text.data = text.data.replaceAll(path, '~/notify');
    }
  }
}
