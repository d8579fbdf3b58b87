// Clocks and timers go on between two looks at the server.
(() => {
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
})();
