// The timeline: new lines come in at the top; a pause keeps what is read in its place, and counts what waits.
(() => {
  let paused = false;
  let waiting = 0;
  const button = () => document.querySelector("[data-pause]");

  document.addEventListener("htmx:sseBeforeMessage", (event) => {
    if (!paused || event.target.id !== "lines") return;
    event.preventDefault();
    waiting += 1;
    button().textContent = "Go on, there is more";
  });
  document.addEventListener("htmx:sseMessage", (event) => {
    const list = event.target;
    if (list.id !== "lines") return;
    document.querySelector("#no-lines")?.remove();
    while (list.children.length > Number(list.dataset.most)) list.lastElementChild.remove();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pause]")) return;
    paused = !paused;
    button().setAttribute("aria-pressed", String(paused));
    button().textContent = paused ? "Go on" : "Pause";
    if (!paused && waiting) {
      waiting = 0;
      htmx.trigger(document.body, "changed");
    }
  });
})();
