const id = location.pathname.split('/').pop();
const view = document.getElementById('view');
const tabs = document.getElementById('tabs');

const response = await fetch(`/api/messages/${id}`);
if (response.ok) show(await response.json());
else document.getElementById('subject').textContent = 'This mail is not kept any more.';

function show(mail) {
  document.title = mail.subject || 'Mail';
  document.getElementById('subject').textContent = mail.subject || '(no subject)';
  const facts = {
    From: mail.from,
    To: mail.to.join(', '),
    Received: new Date(mail.receivedAt).toLocaleString(),
    Session: `${mail.tls ? 'TLS' : 'clear text'}${mail.authUser ? `, logged in as ${mail.authUser}` : ''}`,
  };
  for (const [name, value] of Object.entries(facts)) {
    document.getElementById('facts').append(element('dt', name), element('dd', value));
  }
  if (mail.html !== null) tab('HTML', () => frame());
  if (mail.text !== null) tab('Text', () => element('pre', mail.text));
  tab('Headers', () => headers(mail.headers));
  tab('Raw', async () => element('pre', await (await fetch(`/api/messages/${id}/raw`)).text()));
  if (mail.attachments.length > 0) tab(`Attachments (${mail.attachments.length})`, () => attachments(mail.attachments));
  tabs.firstElementChild.click();
}

function tab(name, make) {
  const button = element('button', name);
  button.type = 'button';
  button.setAttribute('role', 'tab');
  button.addEventListener('click', async () => {
    for (const other of tabs.children) other.setAttribute('aria-selected', String(other === button));
    view.replaceChildren(await make());
  });
  tabs.append(button);
}

function frame() {
  const made = document.createElement('iframe');
  made.title = 'HTML body';
  made.setAttribute('sandbox', 'allow-popups');
  made.src = `/api/messages/${id}/html`;
  return made;
}

function headers(fields) {
  const list = document.createElement('dl');
  for (const { name, value } of fields) list.append(element('dt', name), element('dd', value));
  return list;
}

function attachments(files) {
  const list = document.createElement('ul');
  for (const file of files) {
    const link = element('a', `${file.fileName} (${file.contentType}, ${file.size} B)`);
    link.href = `/api/messages/${id}/attachments/${file.index}`;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  return list;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
