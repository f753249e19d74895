// @ts-check
// Runs every-export.mjs twice in this realm and once in the realm of a worker, and prints whether all answered the same.
import { Worker } from "node:worker_threads";

/** @type {string[]} */
const printed = [];
console.log = (text) => printed.push(text);
await import("./every-export.mjs");
await import("./every-export.mjs?again");
const worker = new Worker(new URL("./every-export.mjs", import.meta.url), { stdout: true });
let fromWorker = "";
for await (const text of worker.stdout.setEncoding("utf8")) fromWorker += text;
const [first, again] = printed;
process.stdout.write(
  JSON.stringify({ again: again === first, inWorker: fromWorker.trim() === first }),
);
