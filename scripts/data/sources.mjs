// @ts-check

/**
 * The dates and versions of what AWS data the app rests on, as a file of TypeScript.
 * @param {string} version The version of the data package: its third part begins with the day, `0.21.202609261`.
 * @param {string} regions The text of src/policy/kms/regions.ts, which says when its list was read.
 * @param {string} facts The text of docs/facts.md, which says the same.
 */
export function sourcesFile(version, regions, facts) {
  const day = /\.(\d{4})(\d{2})(\d{2})\d*$/.exec(version);
  if (!day) throw new Error(`the version ${version} of the data package has no day`);
  return `/** The AWS data that every verdict rests on: its versions, and the days of which it is. */
export const dataSources = {
  serviceAuthorizationReference: { version: "${version}", day: "${day.slice(1).join("-")}" },
  regions: { day: "${dayIn(regions, "src/policy/kms/regions.ts")}" },
  facts: { day: "${dayIn(facts, "docs/facts.md")}" },
} as const;
`;
}

/**
 * The day after “Last read:”.
 * @param {string} text
 * @param {string} path
 */
function dayIn(text, path) {
  const day = /Last read: (\d{4}-\d{2}-\d{2})/.exec(text)?.[1];
  if (!day) throw new Error(`${path} does not say “Last read: YYYY-MM-DD”`);
  return day;
}
