// The parts that Node.js notification services are made of, put together as their documentation says: fastify takes the request,
// pg stores it, BullMQ carries it, nodemailer hands it over on pooled connections, pg records the attempt.
import Fastify from 'fastify';
import { Queue, Worker } from 'bullmq';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { randomUUID } from 'node:crypto';

const settings = Object.fromEntries(process.env.ConnectionStrings__notifydb.split(';').filter(Boolean).map((pair) => {
  const at = pair.indexOf('=');
  return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1)];
}));
const database = new pg.Pool({
  host: settings.host, port: Number(settings.port), user: settings.username ?? settings['user id'], password: settings.password,
  database: settings.database, max: 20,
});
const [address, ...options] = process.env.ConnectionStrings__cache.split(',');
const password = options.find((option) => option.startsWith('password='))?.slice('password='.length);
const connection = { host: address.split(':')[0], port: Number(address.split(':')[1]), password, maxRetriesPerRequest: null };

await database.query(`
  CREATE TABLE IF NOT EXISTS peer_notifications (
    id uuid PRIMARY KEY, user_id text NOT NULL, channel text NOT NULL, subject text, body text NOT NULL, status text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz);
  CREATE TABLE IF NOT EXISTS peer_attempts (id uuid PRIMARY KEY, notification_id uuid NOT NULL, message_id text, finished_at timestamptz NOT NULL DEFAULT now());`);

const queue = new Queue('mails', { connection, defaultJobOptions: { removeOnComplete: true, attempts: 5, backoff: { type: 'exponential', delay: 1000 } } });
const mailer = nodemailer.createTransport({
  host: '127.0.0.1', port: Number(process.env.BENCH_SMTP_PORT), pool: true, maxConnections: 8, maxMessages: 1000, ignoreTLS: true,
});

const worker = new Worker('mails', async ({ data }) => {
  const sent = await mailer.sendMail({ from: 'shop@example.com', to: `${data.userId}@example.com`, subject: data.subject, text: data.body });
  await database.query({
    name: 'record',
    text: `WITH sent AS (UPDATE peer_notifications SET status = 'sent', sent_at = now() WHERE id = $1)
           INSERT INTO peer_attempts (id, notification_id, message_id) VALUES ($2, $1, $3)`,
    values: [data.id, randomUUID(), sent.messageId],
  });
}, { connection, concurrency: 64 });
worker.on('failed', (job, error) => console.error(`${job?.id}: ${error.message}`));

const app = Fastify();
app.get('/health/ready', () => 'ready');
app.post('/v1/notifications', async (request, reply) => {
  const { userId, channel, subject, body } = request.body;
  const id = randomUUID();
  await database.query({
    name: 'accept',
    text: `INSERT INTO peer_notifications (id, user_id, channel, subject, body, status) VALUES ($1, $2, $3, $4, $5, 'queued')`,
    values: [id, userId, channel, subject, body],
  });
  await queue.add('mail', { id, userId, subject, body });
  return reply.code(202).send({ notificationId: id, channel, status: 'queued' });
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
