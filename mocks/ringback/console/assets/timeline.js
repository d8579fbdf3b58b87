// The timeline: new lines come in at the top; a pause keeps what is read in its place, and counts what waits.
(() => {
  let waiting = 0;
  const button = () => document.querySelector("[data-pause]");
  const paused = () => button()?.getAttribute("aria-pressed") === "true";

  document.addEventListener("lines", (event) => {
    const list = document.querySelector("#lines[data-follows]");
    if (!list) return;
    if (paused()) {
      waiting += 1;
      button().textContent = "Go on, there is more";
      return;
    }
    htmx.swap(list, event.detail, { swapStyle: "afterbegin", swapDelay: 0, settleDelay: 20 });
    document.querySelector("#no-lines")?.remove();
    // A page that was just drawn may have had a line before it was told.
    const met = new Set();
    for (const line of [...list.children].reverse()) {
      if (met.has(line.id)) line.remove();
      met.add(line.id);
    }
    while (list.children.length > Number(list.dataset.most)) list.lastElementChild.remove();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pause]")) return;
    const pause = !paused();
    button().setAttribute("aria-pressed", String(pause));
    button().textContent = pause ? "Go on" : "Pause";
    for (const kept of [button(), document.getElementById("lines")]) kept.toggleAttribute("data-kept", pause);
    if (!pause && waiting) {
      waiting = 0;
      htmx.trigger(document.body, "changed");
    }
  });
})();
