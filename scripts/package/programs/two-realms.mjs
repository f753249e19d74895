// @ts-check
// Runs every-export.mjs in this realm and in the realm of a worker, and prints whether both answered the same.
import { Worker } from "node:worker_threads";

/** @type {string[]} */
const printed = [];
console.log = (text) => printed.push(text);
await import("./every-export.mjs");
const worker = new Worker(new URL("./every-export.mjs", import.meta.url), { stdout: true });
let fromWorker = "";
for await (const text of worker.stdout.setEncoding("utf8")) fromWorker += text;
process.stdout.write(JSON.stringify({ same: fromWorker.trim() === printed[0] }));
