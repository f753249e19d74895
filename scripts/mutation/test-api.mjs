// @ts-check
import { AssertionError } from "node:assert";
import { format, isDeepStrictEqual } from "node:util";

/** @typedef {{ name: string, file: string, run: () => unknown }} CollectedTest */

/**
 * As much of Vitest as the tests of the engine use, so that they run in the same process as the mutants: Vitest starts
 * too slowly to do so for thousands. What is not here throws, and the run ends before the first mutant.
 * @param {CollectedTest[]} collected Gets the tests, in the order of the files.
 * @param {() => string} fileNow
 */
export function testApi(collected, fileNow) {
  /** @type {string[]} */
  const titles = [];
  const test = (/** @type {string} */ name, /** @type {any[]} */ ...rest) => {
    const run = rest.find((one) => typeof one === "function");
    collected.push({ name: [...titles, name].join(" > "), file: fileNow(), run });
  };
  const describe = (/** @type {string} */ name, /** @type {() => void} */ body) => {
    titles.push(name);
    body();
    titles.pop();
  };
  return {
    test: Object.assign(test, { each: eachOf(test) }),
    it: Object.assign(test, { each: eachOf(test) }),
    describe: Object.assign(describe, { each: eachOf(describe) }),
    expect: (/** @type {unknown} */ actual) => ({
      ...matchers(actual, false),
      not: matchers(actual, true),
    }),
    vi: { setConfig: () => undefined },
  };
}

/** @param {(name: string, ...rest: any[]) => void} one */
function eachOf(one) {
  return (/** @type {readonly any[]} */ rows) =>
    (/** @type {string} */ name, /** @type {any[]} */ ...rest) => {
      for (const [at, row] of rows.entries()) {
        const values = Array.isArray(row) ? row : [row];
        const title = format(name.replaceAll("%#", String(at)), ...values);
        one(
          title,
          ...rest.map((part) => (typeof part === "function" ? () => part(...values) : part)),
        );
      }
    };
}

/** @param {any} actual @param {boolean} isNegated */
function matchers(actual, isNegated) {
  const check = (/** @type {boolean} */ holds, /** @type {string} */ what) => {
    if (holds === isNegated)
      throw new AssertionError({ message: `${isNegated ? "not " : ""}${what}` });
  };
  return {
    toMatchInlineSnapshot: (/** @type {string} */ snapshot) =>
      check(isDeepStrictEqual(actual, textsIn(snapshot)), "toMatchInlineSnapshot"),
    toBe: (/** @type {unknown} */ expected) => check(Object.is(actual, expected), "toBe"),
    toEqual: (/** @type {unknown} */ expected) =>
      check(isDeepStrictEqual(plain(actual), plain(expected)), "toEqual"),
    toStrictEqual: (/** @type {unknown} */ expected) =>
      check(isDeepStrictEqual(actual, expected), "toStrictEqual"),
    toMatchObject: (/** @type {unknown} */ expected) =>
      check(isWithin(actual, expected), "toMatchObject"),
    toMatch: (/** @type {RegExp | string} */ pattern) =>
      check(new RegExp(pattern).test(actual), "toMatch"),
    toContain: (/** @type {unknown} */ part) => check(actual.includes(part), "toContain"),
    toContainEqual: (/** @type {unknown} */ part) =>
      check(
        [...actual].some((one) => isDeepStrictEqual(plain(one), plain(part))),
        "toContainEqual",
      ),
    toHaveLength: (/** @type {number} */ length) => check(actual.length === length, "toHaveLength"),
    toBeUndefined: () => check(actual === undefined, "toBeUndefined"),
    toBeDefined: () => check(actual !== undefined, "toBeDefined"),
    toBeGreaterThan: (/** @type {number} */ than) => check(actual > than, "toBeGreaterThan"),
    toBeLessThan: (/** @type {number} */ than) => check(actual < than, "toBeLessThan"),
    toBeGreaterThanOrEqual: (/** @type {number} */ than) =>
      check(actual >= than, "toBeGreaterThanOrEqual"),
    toBeLessThanOrEqual: (/** @type {number} */ than) =>
      check(actual <= than, "toBeLessThanOrEqual"),
    toBeInstanceOf: (/** @type {any} */ type) => check(actual instanceof type, "toBeInstanceOf"),
    toBeTruthy: () => check(Boolean(actual), "toBeTruthy"),
    toBeFalsy: () => check(!actual, "toBeFalsy"),
    toBeNull: () => check(actual === null, "toBeNull"),
  };
}

/** The texts of a list as Vitest writes it into a test: each on its line. @param {string} snapshot */
function textsIn(snapshot) {
  const lines = snapshot.split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith('"')).map((line) => line.slice(1, -2));
}

/** Without members that are undefined, as `toEqual` compares. @param {unknown} value @returns {unknown} */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || value instanceof Set) return [...value].map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[name, plain(member)]],
    ),
  );
}

/** @param {any} actual @param {any} expected @returns {boolean} */
function isWithin(actual, expected) {
  if (typeof expected !== "object" || expected === null)
    return isDeepStrictEqual(plain(actual), plain(expected));
  if (Array.isArray(expected) && expected.length !== actual?.length) return false;
  return Object.entries(expected).every(([name, member]) => isWithin(actual?.[name], member));
}
