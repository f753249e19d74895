import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program that runs beside the tests and must not stay behind. */
export interface Program {
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();
process.on("exit", () => {
  for (const child of running) child.kill();
  for (const path of folders) removeFolder(path);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => process.exit(1));

/** Starts a program with these variables beside ours. */
export function startProgram(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  return programOf(spawn(path, args, { stdio: "ignore", env: { ...process.env, ...env } }));
}

/** Starts an X server without a screen, on the first display that is free. `name` is the value for DISPLAY. */
export async function startDisplay(xvfb: string): Promise<Program & { readonly name: string }> {
  const args = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
  const child = spawn(xvfb, args, { stdio: ["ignore", "pipe", "ignore"] });
  const program = programOf(child);
  // It writes the number as soon as it takes connections.
  const number = await Promise.race([
    once(child.stdout, "data").then(String),
    once(child, "exit").then(() => {
      throw new Error("Xvfb does not start");
    }),
  ]);
  return { ...program, name: `:${number.trim()}` };
}

/** Makes an empty folder for a profile; it is removed when the tests end, at the latest. */
export function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "keyhole-profile-"));
  folders.add(path);
  return path;
}

/** Removes a folder of `makeFolder`. A browser that has just ended may still write to it, so it is tried again. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  folders.delete(path);
}

/** A TCP port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

function programOf(child: ChildProcess): Program {
  running.add(child);
  const ended = once(child, "exit").finally(() => running.delete(child));
  // The user of the program notices that it does not answer.
  ended.catch(() => undefined);
  return {
    end: async () => {
      child.kill();
      await ended.catch(() => undefined);
    },
  };
}
