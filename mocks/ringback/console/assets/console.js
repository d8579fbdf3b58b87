// What the console does in the browser: everything that is shown comes from the server; this keeps it in motion.

// Pages are drawn anew in place. What a person has open, or is filling in, stays as it is.
htmx.defineExtension("live", {
  isInlineSwap: (style) => style === "live",
  handleSwap: (style, target, fragment) => {
    if (style !== "live") return false;
    const held = document.activeElement;
    const drawn = Idiomorph.morph(target, fragment.children, {
      morphStyle: "outerHTML",
      // What is being written in is left alone; what merely has the focus is drawn anew as all else.
      ignoreActiveValue: Boolean(held?.matches("input, select, textarea")),
      callbacks: {
        beforeNodeMorphed: (node) => !(node instanceof Element && node.matches("form[data-dirty], [data-kept]")),
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
      },
    });
    // Whoever stood on something that is gone now goes on from the page it was on, not from the top of everything.
    if (held && !held.isConnected) document.getElementById("page")?.focus({ preventScroll: true });
    return drawn;
  },
});

document.addEventListener("input", (event) => {
  event.target.closest("form")?.setAttribute("data-dirty", "");
});
// A form whose request was done is as good as new; one that was refused keeps what was written.
document.addEventListener("changed", (event) => {
  const form = event.target.closest?.("form[data-act]");
  form?.removeAttribute("data-dirty");
  const edit = form?.closest("details.edit");
  if (edit) {
    edit.open = false;
    edit.querySelector("summary").focus();
  }
});

// A refusal is told in the strip, whoever asked.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status < 400 || !event.detail.xhr.getResponseHeader("content-type")?.startsWith("text/html")) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  event.detail.target = document.getElementById("outcome");
  event.detail.swapOverride = "innerHTML";
  event.detail.selectOverride = "unset";
});

// The command of the button that is pointed at.
function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

function command(form) {
  const fields = new FormData(form);
  const asked = String(fields.get(".path") ?? "");
  const path = asked.replaceAll(/\{(\w[\w.]*)\}/g, (gap, name) => {
    const value = String(fields.get(name) ?? "").trim();
    return value ? encodeURIComponent(value) : gap;
  });
  const body = {};
  for (const [sent, value] of fields) {
    const [name, kind] = sent.split(":");
    if (sent.startsWith(".") || asked.includes(`{${name}}`)) continue;
    if (kind !== "text" && !String(value).trim()) continue;
    body[name] = kind === "text" ? value : String(value).trim();
    if (kind === "flag") body[name] = true;
    if (kind === "number" || kind === "json") {
      try { body[name] = JSON.parse(value); } catch { /* said by the server, when it is sent */ }
    }
  }
  const words = ["curl", "-X", quoted(String(fields.get(".method")))];
  if (document.body.dataset.token) words.push("-H", '"Authorization: Bearer $RINGBACK_CONTROL_TOKEN"');
  words.push(quoted(`${document.body.dataset.root}/_ringback/${path}`));
  const whole = fields.get(".body");
  if (whole !== null) words.push("-d", quoted(String(whole).trim() || "{}"));
  else if (Object.keys(body).length) words.push("-d", quoted(JSON.stringify(body)));
  return words.join(" ");
}

// The command stands beside what is spoken, so that pointing makes no noise.
let acted = null;
let pointer = "";
function preview(event) {
  const form = event.target.closest?.("form[data-act]");
  const told = document.getElementById("told");
  if (!form || !told || form === acted) return;
  // A page that was drawn anew may have slid something under a pointer that never moved.
  if (event.type === "mouseover" && pointer === `${event.screenX} ${event.screenY}`) return;
  acted = null;
  document.getElementById("outcome").replaceChildren();
  const code = document.createElement("code");
  code.id = "command";
  code.textContent = command(form);
  const line = document.createElement("p");
  line.className = "said-command";
  line.append(code);
  told.replaceChildren(line);
}
document.addEventListener("mousemove", (event) => { pointer = `${event.screenX} ${event.screenY}`; });
for (const kind of ["mouseover", "focusin", "input"]) document.addEventListener(kind, preview);
document.addEventListener("input", () => { acted = null; }, true);
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("form[data-act]")) acted = event.target;
});

async function copy(button) {
  const from = document.querySelector(button.dataset.copy);
  const text = from?.textContent ?? "";
  const before = button.textContent;
  try {
    // Only pages that came encrypted, or from this machine, may use the clipboard.
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(from);
    button.textContent = "Marked: copy it";
  }
  if (!button.dataset.said) {
    button.dataset.said = before;
    setTimeout(() => { button.textContent = before; delete button.dataset.said; }, 1600);
  }
}

document.addEventListener("click", (event) => {
  const copies = event.target.closest("[data-copy]");
  if (copies) copy(copies);
  if (event.target.closest("[data-theme-switch]")) {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("ringback-theme", root.dataset.theme); } catch { /* not kept, then */ }
  }
  // A menu closes when something outside it is pressed.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]") ?? event.target.closest?.("details.edit[open]");
  open?.removeAttribute("open");
  open?.querySelector("summary").focus();
});

// A choice is taken up at once. With the arrow keys one passes others on the way: then Enter takes it up.
let byKeys = false;
document.addEventListener("pointerdown", () => { byKeys = false; });
document.addEventListener("keydown", (event) => {
  const choice = event.target.closest?.("select[data-go]");
  if (!choice) return;
  byKeys = event.key !== "Enter";
  if (!byKeys && choice.value !== location.pathname) go(choice);
});
function go(choice) {
  try { sessionStorage.setItem("ringback-focus", choice.dataset.focus ?? ""); } catch { /* focus begins anew */ }
  if (choice.matches("[data-go]")) location.assign(choice.value);
  else choice.form.requestSubmit();
}
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-go]") && !byKeys) go(event.target);
  if (event.target.matches("form[data-submits] select")) go(event.target);
});
document.addEventListener("DOMContentLoaded", () => {
  try {
    const name = sessionStorage.getItem("ringback-focus");
    sessionStorage.removeItem("ringback-focus");
    if (name) document.querySelector(`select[data-focus="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  } catch { /* focus begins anew */ }
});
