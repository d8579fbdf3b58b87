// What the server tells of the world while a page is open.
(() => {
  const KINDS = ["tick", "lines", "anew", "gone"];
  // Browsers allow six connections to a server, and each open page holds one: a page that is not seen lets go of it.
  const UNSEEN = 3000;
  let last = null;

  function mark(name, on) {
    document.body.classList.toggle(name, on);
  }

  // To htmx an EventSource; the real one behind it may be put down and taken up again.
  class Stream extends EventTarget {
    constructor(url) {
      super();
      last?.close();
      last = this;
      this.url = url;
      this.ended = false;
      if (!document.hidden) this.take();
    }

    take() {
      if (this.source || this.ended) return;
      this.source = new EventSource(this.url);
      for (const kind of KINDS) {
        this.source.addEventListener(kind, (event) => this.tell(kind, event.data));
      }
      this.source.onopen = (event) => {
        const behind = this.rested || document.body.classList.contains("lost");
        this.rested = false;
        mark("lost", false);
        this.onopen?.(event);
        if (behind) htmx.trigger(document.body, "changed");
      };
      this.source.onerror = (event) => {
        mark("lost", true);
        this.onerror?.(event);
      };
    }

    tell(kind, data) {
      mark("gone", kind === "gone");
      this.dispatchEvent(new MessageEvent(kind, { data }));
      if (kind === "anew") htmx.trigger(document.body, "changed");
    }

    rest() {
      this.source?.close();
      this.source = null;
      this.rested = true;
    }

    close() {
      this.ended = true;
      this.source?.close();
    }

    get readyState() {
      return this.source?.readyState ?? (this.ended ? EventSource.CLOSED : EventSource.OPEN);
    }
  }

  htmx.createEventSource = (url) => new Stream(url);

  let leaving;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(() => last?.rest(), UNSEEN);
    else last?.take();
  });

  document.addEventListener("htmx:sendError", () => mark("lost", true));
})();
