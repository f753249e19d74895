// @ts-check
// Imports the package and calls every function of it while someone looks: prints which globals of a page or of a network were
// asked for, and which globals are new, as JSON.
const before = new Set(Reflect.ownKeys(globalThis));
/** @type {Set<string>} */
const touched = new Set();
const ofPages = [
  ...["window", "self", "document", "navigator", "location", "history", "localStorage"],
  ...["sessionStorage", "indexedDB", "caches", "Element", "HTMLElement", "DOMParser", "Image"],
  ...["requestAnimationFrame", "fetch", "XMLHttpRequest", "WebSocket", "Worker", "EventSource"],
];
for (const name of ofPages) {
  before.add(name);
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      touched.add(name);
      return undefined;
    },
  });
}
const log = console.log;
console.log = () => {};
await import("./every-export.mjs");
log(
  JSON.stringify({
    touched: [...touched],
    added: Reflect.ownKeys(globalThis)
      .filter((name) => !before.has(name))
      .map(String),
  }),
);
