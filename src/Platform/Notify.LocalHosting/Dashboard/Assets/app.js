"use strict";

const root = document.documentElement;
const saved = localStorage.getItem("theme");
if (saved) root.dataset.theme = saved;

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
});

document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-command]");
  if (!button) return;
  button.disabled = true;
  const { resource, command } = button.dataset;
  const response = await fetch(`/api/resources/${encodeURIComponent(resource)}/${command}`, { method: "POST" });
  if (!response.ok) alert(await response.text());
  button.disabled = false;
  if (!table) location.reload();
});

const table = document.getElementById("resources");
if (table) {
  let waiting = false;
  const refresh = async () => {
    waiting = false;
    const response = await fetch("/fragments/resources");
    if (response.ok && !response.redirected) table.innerHTML = await response.text(); // escaped by the server
  };
  new EventSource("/api/changes").onmessage = () => {
    if (!waiting) setTimeout(refresh, 100);
    waiting = true;
  };
}

const log = document.getElementById("log");
if (log) {
  const kept = 5000;
  const filter = document.getElementById("log-filter");
  const pause = document.getElementById("log-pause");
  const count = document.getElementById("log-count");
  let lines = [];
  let drawn = false;

  const matches = line => line.text.toLowerCase().includes(filter.value.toLowerCase());
  const draw = () => {
    drawn = false;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const shown = lines.filter(matches);
    log.replaceChildren(...shown.map(line => {
      const row = document.createElement("div");
      row.textContent = line.text || " ";
      if (line.error) row.className = "error";
      return row;
    }));
    count.textContent = `${shown.length} of ${lines.length} lines`;
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  const drawSoon = () => {
    if (!drawn) setTimeout(draw, 100);
    drawn = true;
  };
  const paused = () => pause.getAttribute("aria-pressed") === "true";

  const source = new EventSource(`/api/resources/${encodeURIComponent(log.dataset.resource)}/logs`);
  source.onopen = () => { lines = []; };
  source.onmessage = event => {
    lines.push(JSON.parse(event.data));
    if (lines.length > kept) lines.shift();
    if (!paused()) drawSoon();
  };
  filter.addEventListener("input", draw);
  pause.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(!paused()));
    pause.textContent = paused() ? "Go on" : "Pause";
    if (!paused()) draw();
  });
  document.getElementById("log-resource").addEventListener("change", event => {
    location.href = `/consolelogs/resource/${encodeURIComponent(event.target.value)}`;
  });
}
