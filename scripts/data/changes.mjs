// @ts-check

/** So many lines of a file are named; of the rest it is said how many they are. */
const most = 40;

/**
 * The lines that one text has and the other does not, for people: `- ` is gone, `+ ` is new.
 * @param {string} before
 * @param {string} after
 * @returns {string[]}
 */
export function changedLines(before, after) {
  const gone = without(before, after).map((line) => `- ${line}`);
  const added = without(after, before).map((line) => `+ ${line}`);
  const all = [...gone, ...added];
  return all.length > most ? [...all.slice(0, most), `… and ${all.length - most} more`] : all;
}

/**
 * @param {string} text
 * @param {string} other
 */
function without(text, other) {
  const known = new Set(other.split("\n"));
  return text
    .split("\n")
    .filter((line) => !known.has(line) && !/^\/\/ (?:Generated|sha256)/.test(line))
    .map((line) => line.trim().slice(0, 160));
}

/**
 * What of the presets another state of the data changes, a line each; none if nothing does.
 * @param {import("./preset-results.ts").PresetResults} before
 * @param {import("./preset-results.ts").PresetResults} after
 * @returns {string[]}
 */
export function changedPresets(before, after) {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((id) => {
    const [one, other] = [before[id], after[id]];
    if (!one || !other) return [`${id}: ${one ? "no longer there" : "new"}`];
    return /** @type {const} */ (["documents", "verdict"]).flatMap((part) =>
      changedMembers(one[part], other[part]).map((change) => `${id}: ${change}`),
    );
  });
}

/**
 * @param {Readonly<Record<string, string>>} before
 * @param {Readonly<Record<string, string>>} after
 */
function changedMembers(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const [was, is] = [before[name], after[name]];
      // Documents are long: that they change is enough.
      if ((was ?? "").length + (is ?? "").length > 200) return `${name} changes`;
      return `${name}: ${was ?? "not there"} → ${is ?? "not there"}`;
    });
}
