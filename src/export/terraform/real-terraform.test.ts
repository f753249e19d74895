import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { exportFiles } from "../index.ts";
import type { ExportOptions } from "../options.ts";

// `npm run rollout` tries this where a terraform is installed; the other tests read the files by its parsers.
const isAsked = process.env.KEYHOLE_EVERY_FAULT !== undefined;
const hasTerraform = isAsked && spawnSync("terraform", ["version"]).status === 0;

const choices: readonly ExportOptions[] = [
  {},
  { keys: "new", watch: true },
  { targetRoles: "existing", terraformPolicies: "policy-document" },
];
const root = mkdtempSync(join(tmpdir(), "keyhole-terraform-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes each preset with each choice; the folders with a configuration. */
function written(): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { id, scenario } of presets)
    for (const [number, options] of choices.entries())
      for (const { path, text } of exportFiles(
        "terraform",
        scenario,
        generate(scenario),
        options,
      )) {
        const file = join(root, `${id}-${number}`, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        if (file.endsWith(".tf")) folders.add(dirname(file));
      }
  return folders;
}

function terraform(folder: string, ...args: string[]) {
  const env = { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  const { status, stdout, stderr } = spawnSync("terraform", args, { cwd: folder, env });
  return { status, stdout: `${stdout}`, stderr: `${stderr}` };
}

it.runIf(hasTerraform)(
  "terraform itself finds every export laid out as it does, and valid",
  { timeout: 1_800_000 },
  () => {
    const folders = written();
    const laidOut = terraform(root, "fmt", "-check", "-recursive", "-diff");
    expect(laidOut).toMatchObject({ status: 0, stdout: "" });
    for (const folder of folders) {
      const ready = terraform(folder, "init", "-backend=false", "-input=false", "-no-color");
      if (/Failed to query available provider/.test(ready.stderr)) {
        // No registry is reached. It reads the configuration before it asks for the provider.
        expect(ready.stderr, folder).not.toMatch(/on \S+\.tf line/);
        continue;
      }
      expect(ready, folder).toMatchObject({ status: 0 });
      expect(terraform(folder, "validate", "-no-color"), folder).toMatchObject({ status: 0 });
    }
  },
);

it.runIf(isAsked && !hasTerraform)("no terraform starts here", () => {
  console.log("No terraform starts here: the files were read by its parsers only");
});
