// @ts-check
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

// These scripts run before anything is installed, so they use nothing but Node.

/** The folder of package.json. */
export const house = fileURLToPath(new URL("..", import.meta.url));

/** Says what happens next. @param {string} text */
export function heading(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(0, 70 - text.length))}`);
}

/**
 * Runs a program (those of node_modules first) in the house, with its output on ours or, if there is a `listener`, to it.
 * Resolves to its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, timeout?: number, listener?: (output: string) => void }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, timeout, listener } = {}) {
  const path = [join(house, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: house,
      stdio: listener ? ["ignore", "pipe", "pipe"] : "inherit",
      env: { ...process.env, PATH: path, ...env },
      // npm and the programs of node_modules are .cmd files there.
      shell: process.platform === "win32",
      ...(timeout === undefined ? {} : { timeout }),
    });
    for (const stream of [child.stdout, child.stderr])
      if (listener) stream?.setEncoding("utf8").on("data", listener);
    child.on("error", (error) => {
      (listener ?? console.error)(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * As `run`, but a failure ends everything.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) stop(`${command} ${args.join(" ")} ended with ${code}`);
}

/**
 * Ends with a failure.
 * @param {string} reason
 * @returns {never}
 */
export function stop(reason) {
  console.error(`\n✗ ${reason}`);
  process.exit(1);
}
