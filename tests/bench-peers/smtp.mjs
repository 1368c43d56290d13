// nodemailer as its documentation says for many mails: one transport with pooled connections.
import http from 'node:http';
import nodemailer from 'nodemailer';

const transports = new Map();
const transportTo = (port, connections) => transports.get(port) ?? transports.set(port, nodemailer.createTransport({
  host: '127.0.0.1', port, pool: true, maxConnections: connections, maxMessages: 1_000_000, ignoreTLS: true,
})).get(port);

async function send({ port, connections, callers, count, mail }) {
  const transport = transportTo(port, connections);
  const [started, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
  let left = count;
  await Promise.all(Array.from({ length: callers }, async () => {
    while (left-- > 0) await transport.sendMail(mail);
  }));
  const used = process.cpuUsage(cpu);
  return { perSecond: count / (Number(process.hrtime.bigint() - started) / 1e9), cpuMicroseconds: (used.user + used.system) / count };
}

http.createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    response.end(JSON.stringify(request.method === 'POST' ? await send(JSON.parse(body)) : {}));
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
