// @ts-check
import { run } from "./steps.mjs";

// A closed network may let a download hang instead of failing.
export const patience = { timeout: 5 * 60_000 };

/**
 * Installs packages of Debian's, where this is Debian and we may.
 * @param {string[]} names
 * @returns {Promise<boolean>} whether they were installed
 */
export async function installDebian(...names) {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  /** @param {string[]} args */
  const apt = ([...args]) => {
    const [command = "apt-get", ...rest] = [...asRoot, "apt-get", ...args];
    return run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, ...patience });
  };
  await apt(["update"]);
  return (await apt(["install", "-y", "--no-install-recommends", ...names])) === 0;
}
