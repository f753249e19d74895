// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { house, stop } from "./steps.mjs";

// What the reader of a page has to download, against what we allow ourselves. KB are 1,000 bytes, as networks count.

const limits = { wizard: 110, monaco: 1150, checker: 200 };

const dist = join(house, "dist");
/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], css?: string[], assets?: string[] }} Chunk */
/** @type {Record<string, Chunk>} */
const chunks = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const entries = Object.keys(chunks).filter((key) => chunks[key]?.isEntry);

/** The files of the entry and of all that it imports statically: without them the wizard does not work. */
const wizard = new Set(["theme.js"]);
/** @param {string} key */
function addWithImports(key) {
  const chunk = chunks[key];
  if (!chunk || wizard.has(chunk.file)) return;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) wizard.add(file);
  for (const imported of chunk.imports ?? []) addWithImports(imported);
}
for (const entry of entries) addWithImports(entry);

/** vite.config.ts names a chunk or worker after Monaco when there is any Monaco in it; its style sheets follow. */
const isMonacos = (/** @type {string} */ file) => file.startsWith("assets/monaco-");
const monaco = new Set(
  Object.values(chunks)
    .filter(({ file }) => isMonacos(file))
    .flatMap(({ css = [], assets = [] }) => [...css, ...assets]),
);

const files = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
const ofMonaco = files.filter((file) => (isMonacos(file) || monaco.has(file)) && !wizard.has(file));
const others = files.filter((file) => !wizard.has(file) && !ofMonaco.includes(file));
const isFont = (/** @type {string} */ file) => /\.(woff2|ttf)$/.test(file);

const wizardSize = report("Usable wizard (JS and CSS)", [...wizard], limits.wizard);
const monacoSize = report("Monaco and its workers, on demand", ofMonaco, limits.monaco);
const checkerSize = report(
  "The checker's first code, in the worker",
  firstOfChecker(),
  limits.checker,
);
report(
  "Everything else on demand",
  others.filter((file) => !isFont(file)),
);
report("Fonts (the browser fetches those it needs)", others.filter(isFont));

if (entries.length !== 1) stop(`one entry was expected, found ${entries.length}`);
if ([...wizard].some(isMonacos)) stop("Monaco is on the way to a usable wizard");
if (wizardSize > limits.wizard) stop(`the wizard is over its ${limits.wizard} KB`);
if (monacoSize > limits.monaco) stop(`Monaco is over its ${limits.monaco} KB`);
// It is over by far if the names of all services are among it: the checker loads them when a document names one.
if (checkerSize > limits.checker) stop(`the checker is over its ${limits.checker} KB`);

/** The files of the worker's jobs and of what they import statically. The manifest does not list a worker's files. */
function firstOfChecker() {
  const found = new Set(files.filter((file) => /^assets\/jobs-[^/]*\.js$/.test(file)));
  if (found.size !== 1) stop(`one file of the worker's jobs was expected, found ${found.size}`);
  for (const file of found)
    for (const [, name] of readFileSync(join(dist, file), "utf8").matchAll(
      /(?:^|[;\n])import(?:[^"'();]*from)?"\.\/([^"]+)"/g,
    ))
      found.add(`assets/${name}`);
  return [...found];
}

/**
 * Prints a group and returns its size in KB.
 * @param {string} title
 * @param {string[]} group
 * @param {number} [limit]
 */
function report(title, group, limit) {
  const sizes = group.map((file) => ({ file, size: kilobytes(file) }));
  const sum = sizes.reduce((total, { size }) => total + size, 0);
  console.log(`${column(sum)}  ${title}${limit === undefined ? "" : `, limit ${limit} KB`}`);
  for (const { file, size } of sizes.sort((a, b) => b.size - a.size))
    console.log(`${column(size)}    ${file}`);
  return sum;
}

/** Fonts are compressed already. @param {string} file */
function kilobytes(file) {
  const bytes = readFileSync(join(dist, file));
  return (file.endsWith(".woff2") ? bytes : gzipSync(bytes, { level: 9 })).length / 1000;
}

/** @param {number} size */
function column(size) {
  return `${size.toFixed(1).padStart(8)} KB`;
}
