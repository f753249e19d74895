// @ts-check
import { findSourceMap } from "node:module";

/** @typedef {(error: Error, frames: NodeJS.CallSite[]) => unknown} Formatter */

/**
 * Lets stack traces name the lines of the sources, whoever formats them. Vitest's formatter, which takes the place of
 * Node's, knows only what Vite has loaded.
 */
export function nameSourceLines() {
  process.setSourceMapsEnabled(true);
  /** The formatter that each of ours calls. @type {WeakMap<Formatter, Formatter>} */
  const inner = new WeakMap();
  /** @type {Formatter | undefined} */
  let current;
  Object.defineProperty(Error, "prepareStackTrace", {
    configurable: true,
    get: () => current,
    set: (/** @type {Formatter | undefined} */ next) => {
      const format = next && (inner.get(next) ?? next);
      current = format && ((error, frames) => format(error, frames.map(withSourceLine)));
      if (format && current) inner.set(current, format);
    },
  });
}

/** @param {NodeJS.CallSite} frame */
function withSourceLine(frame) {
  const [file, line, column] = [
    frame.getFileName(),
    frame.getLineNumber(),
    frame.getColumnNumber(),
  ];
  if (!file?.endsWith(".ts") || line === null || column === null) return frame;
  const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
  if (!entry || !("originalLine" in entry)) return frame;
  const [sourceLine, sourceColumn] = [entry.originalLine + 1, entry.originalColumn + 1];
  /** @type {Readonly<Record<string | symbol, () => unknown>>} */
  const replaced = {
    getLineNumber: () => sourceLine,
    getColumnNumber: () => sourceColumn,
    toString: () => String(frame).replace(`:${line}:${column}`, `:${sourceLine}:${sourceColumn}`),
  };
  return new Proxy(frame, {
    get(target, name) {
      const value = replaced[name] ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
