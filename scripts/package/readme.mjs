// @ts-check

const heading = "## For other programs\n";

/**
 * The README of the package: the part of ours that is about other programs.
 * @param {string} readme ours
 */
export function packageReadme(readme) {
  return `# Keyhole\n\n${otherPrograms(readme)}`;
}

/**
 * The programs in that part, each as its language and its text, in order.
 * @param {string} readme
 */
export function programsIn(readme) {
  return [...otherPrograms(readme).matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]) => ({ language, text }),
  );
}

/** @param {string} readme */
function otherPrograms(readme) {
  const after = readme.split(heading)[1];
  if (after === undefined) throw new Error(`the README has no \`${heading.trim()}\``);
  return `${after.split(/^## /m)[0]?.trim()}\n`;
}
