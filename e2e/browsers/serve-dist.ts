import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where dist/ is served. */
    address: string;
  }
}

/** Serves dist/ while the tests run. */
export default async function serveDist(project: TestProject): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));
  const server = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => server.kill());
  for await (const line of createInterface(server.stdout)) {
    const [, address] = /^Serving dist at (\S+)/.exec(line) ?? [];
    if (address === undefined) continue;
    project.provide("address", address);
    return async () => {
      server.kill();
      await once(server, "exit");
    };
  }
  throw new Error("dist/ is not served");
}
