// @ts-check
// Runs every-export.mjs once in a worker, as Node is, and twice in this realm while someone looks. Prints as JSON what the
// worker printed, whether this realm answered the same, which globals of a page or of a network were asked for here, and
// which globals are new.
import { Worker } from "node:worker_threads";

// In the worker nobody looks: a global that is there is there.
const worker = new Worker(new URL("./every-export.mjs", import.meta.url), { stdout: true });
const fromWorker = (async () => {
  let text = "";
  for await (const part of worker.stdout.setEncoding("utf8")) text += part;
  return text.trim();
})();

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
/** @type {string[]} */
const printed = [];
const log = console.log;
console.log = (text) => printed.push(text);
await import("./every-export.mjs");
await import("./every-export.mjs?again");
console.log = log;
const added = Reflect.ownKeys(globalThis).filter((name) => !before.has(name));
const inWorker = await fromWorker;
log(
  JSON.stringify({
    inWorker,
    here: printed.map((text) => text === inWorker),
    touched: [...touched],
    added: added.map(String),
  }),
);
