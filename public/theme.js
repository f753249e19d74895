// Runs before the first paint, so that the other theme is never visible. Without a choice the system's theme applies.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem("keyhole.theme");
  } catch {
    // The browser's storage may be disabled; the system's theme then applies.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
