// Before anything is painted: the theme that was chosen here, else the system's.
(() => {
  try {
    const chosen = localStorage.getItem("ringback-theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch { /* the system's, then */ }
})();
