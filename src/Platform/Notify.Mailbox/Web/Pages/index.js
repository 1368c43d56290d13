const rows = document.getElementById('mails');
const total = document.getElementById('total');
const empty = document.getElementById('empty');
const search = document.getElementById('search');
let latest = 0;

async function show() {
  const request = ++latest;
  const query = new URLSearchParams({ limit: '200' });
  if (search.value) query.set('search', search.value);
  const response = await fetch(`/api/messages?${query}`);
  const { total: found, messages } = await response.json();
  if (request !== latest) return; // a later request was faster
  total.textContent = found;
  empty.hidden = messages.length > 0;
  rows.replaceChildren(...messages.map(row));
}

function row(mail) {
  const element = document.createElement('tr');
  const link = document.createElement('a');
  link.href = `/messages/${mail.id}`;
  link.textContent = mail.subject || '(no subject)';
  const cells = [mail.to.join(', '), link, mail.from, size(mail.size), new Date(mail.receivedAt).toLocaleTimeString()];
  for (const content of cells) {
    const cell = document.createElement('td');
    cell.append(content);
    element.append(cell);
  }
  return element;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`;
}

search.addEventListener('input', show);
document.getElementById('clear').addEventListener('click', () => fetch('/api/messages', { method: 'DELETE' }).then(show));
await show();
new EventSource('/api/events').addEventListener('message', show);
