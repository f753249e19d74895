// Runs before the first paint, so that a chosen theme never flashes up as the other one. No choice: the system's.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem("keyhole.theme");
  } catch {
    // Storage may be switched off; then the system decides.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
