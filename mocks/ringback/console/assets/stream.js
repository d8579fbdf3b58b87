// What the server tells of the world while a page is open: htmx hears `tick` and `changed` on the body, the timeline `lines`.
(() => {
  // Browsers allow six connections to a server, and each open page holds one: a page that is not seen lets go of it.
  const UNSEEN = 3_000;
  const LONGEST = 30_000;
  let source = null;
  let behind = false;
  let patience = 1_000;
  let later;

  function mark(name, on) {
    document.body.classList.toggle(name, on);
  }

  function tell(event) {
    mark("gone", event.type === "gone");
    if (event.type === "tick") htmx.trigger(document.body, "tick");
    if (event.type === "anew") htmx.trigger(document.body, "changed");
    if (event.type === "lines") document.dispatchEvent(new CustomEvent("lines", { detail: event.data }));
  }

  function opened() {
    mark("lost", false);
    patience = 1_000;
    if (behind) htmx.trigger(document.body, "changed");
    behind = false;
  }

  function lost() {
    mark("lost", true);
    behind = true;
    // A connection that broke is made again by the browser. One that was refused is not: the page learns why, and waits.
    if (source.readyState !== EventSource.CLOSED) return;
    rest();
    htmx.trigger(document.body, "changed");
    later = setTimeout(take, patience);
    patience = Math.min(2 * patience, LONGEST);
  }

  function take() {
    clearTimeout(later);
    if (source) return;
    source = new EventSource(document.body.dataset.stream);
    for (const kind of ["tick", "lines", "anew", "gone"]) source.addEventListener(kind, tell);
    source.onopen = opened;
    source.onerror = lost;
  }

  function rest() {
    clearTimeout(later);
    source?.close();
    source = null;
    behind = true;
  }

  document.addEventListener("DOMContentLoaded", () => { if (!document.hidden) take(); });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(later);
    if (document.hidden) later = setTimeout(rest, UNSEEN);
    else take();
  });
  // A page that the browser keeps for the way back holds nothing meanwhile.
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => { if (event.persisted) take(); });

  document.addEventListener("htmx:sendError", () => mark("lost", true));
})();
