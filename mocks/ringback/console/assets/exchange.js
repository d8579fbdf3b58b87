// Between two ways to show the same thing.
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show]");
  if (!tab) return;
  for (const other of tab.parentElement.children) other.setAttribute("aria-pressed", String(other === tab));
  for (const part of document.getElementById(tab.dataset.in).querySelectorAll("[data-as]")) {
    part.hidden = part.dataset.as !== tab.dataset.show;
  }
});
