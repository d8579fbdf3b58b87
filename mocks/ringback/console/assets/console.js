// What the console does in the browser: everything that is shown comes from the server; this keeps it in motion.

// Pages are drawn anew in place. What a person has open, or is filling in, stays as it is.
htmx.defineExtension("live", {
  isInlineSwap: (style) => style === "live",
  handleSwap: (style, target, fragment) => {
    if (style !== "live") return false;
    return Idiomorph.morph(target, fragment.children, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeNodeMorphed: (node) => !(node instanceof Element && node.matches("form[data-dirty], [data-kept]")),
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
      },
    });
  },
});

document.addEventListener("input", (event) => {
  event.target.closest("form[data-act]")?.setAttribute("data-dirty", "");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) event.target.closest?.("form[data-act]")?.removeAttribute("data-dirty");
});

// Clocks and timers go on between two looks at the server.
let shownAt = performance.now();
const told = { now: "", rate: 0 };

function worldNow() {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return null;
  if (clock.dataset.now !== told.now || Number(clock.dataset.rate) !== told.rate) {
    told.now = clock.dataset.now;
    told.rate = Number(clock.dataset.rate);
    shownAt = performance.now();
  }
  return Date.parse(told.now) + (performance.now() - shownAt) * told.rate;
}

function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value) => String(value).padStart(2, "0");
  if (seconds >= 86400) return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const day = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});

function tick() {
  const now = worldNow();
  if (now === null || Number.isNaN(now)) return;
  const at = new Date(now);
  const time = document.querySelector("[data-clock-time]");
  const date = document.querySelector("[data-clock-day]");
  if (time) say(time, at.toISOString().slice(11, 19));
  if (date) say(date, day.format(at).replace(",", ""));
  for (const timer of document.querySelectorAll("[data-since]")) say(timer, span(now - Date.parse(timer.dataset.since)));
  for (const timer of document.querySelectorAll("[data-until]")) say(timer, `in ${span(Date.parse(timer.dataset.until) - now)}`);
}
setInterval(tick, 250);
document.addEventListener("htmx:afterSwap", tick);

// The command of the button that is pointed at.
function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

function command(form) {
  const fields = new FormData(form);
  const fill = (text) => text.replaceAll(/\{([\w.]+)\}/g, (gap, name) => {
    const value = fields.get(name);
    return value ? encodeURIComponent(String(value).trim()) : gap;
  });
  const path = String(fields.get(".path") ?? "");
  const body = {};
  for (const [sent, value] of fields) {
    const [name, kind] = sent.split(":");
    if (sent.startsWith(".") || path.includes(`{${name}}`)) continue;
    if (kind !== "text" && !String(value).trim()) continue;
    body[name] = value;
    if (kind === "flag") body[name] = true;
    if (kind === "number" || kind === "json") {
      try { body[name] = JSON.parse(value); } catch { /* said by the server, when it is sent */ }
    }
  }
  const words = ["curl", "-X", fields.get(".method")];
  if (document.body.dataset.token) words.push("-H", '"Authorization: Bearer $RINGBACK_CONTROL_TOKEN"');
  words.push(quoted(`${document.body.dataset.root}/_ringback/${fill(path)}`));
  const whole = fields.get(".body");
  if (whole !== null) words.push("-d", quoted(String(whole)));
  else if (Object.keys(body).length) words.push("-d", quoted(JSON.stringify(body)));
  return words.join(" ");
}

function preview(event) {
  const form = event.target.closest?.("form[data-act]");
  const said = document.querySelector("#said");
  if (!form || !said) return;
  const code = document.createElement("code");
  code.id = "command";
  code.textContent = command(form);
  const line = document.createElement("p");
  line.className = "said-command";
  line.append(code);
  said.replaceChildren(line);
}
document.addEventListener("mouseover", preview);
document.addEventListener("focusin", preview);
document.addEventListener("input", preview);

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(document.querySelector(copy.dataset.copy)?.textContent ?? "");
    const before = copy.textContent;
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = before; }, 1200);
  }
  if (event.target.closest("[data-theme-switch]")) {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("ringback-theme", root.dataset.theme);
  }
  // A menu closes when something outside it is pressed.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("details.menu[open]")?.removeAttribute("open");
});
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-go]")) location.assign(event.target.value);
});

// The stream was lost: the page may be behind, and says so.
document.addEventListener("htmx:sseError", () => document.body.classList.add("lost"));
document.addEventListener("htmx:sseOpen", () => document.body.classList.remove("lost"));

// A filter is taken up as soon as it is chosen.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submits]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
