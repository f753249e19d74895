// @ts-check
import { run } from "./steps.mjs";

// A closed network may let a download hang instead of failing.
export const patience = { timeout: 5 * 60_000 };

/**
 * Installs a package of Debian's, where this is Debian and we may.
 * @param {string} name
 * @returns {Promise<boolean>} whether it was installed
 */
export async function installDebian(name) {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  /** @param {string[]} args */
  const apt = ([...args]) => {
    const [command = "apt-get", ...rest] = [...asRoot, "apt-get", ...args];
    return run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, ...patience });
  };
  await apt(["update"]);
  return (await apt(["install", "-y", "--no-install-recommends", name])) === 0;
}
