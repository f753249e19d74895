import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { exportFiles } from "../export-files.ts";

const scenario = presets.find(({ id }) => id === "multi-region")?.scenario as Scenario;
const folder = mkdtempSync(join(tmpdir(), "keyhole-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

const policy = {
  Version: "2012-10-17",
  Statement: [{ Sid: 'it\'s $(id) `x` & \\1 "é": #', Effect: "Deny" }],
};
const tags = [{ Key: "yes", Value: 'a "b" & \\1 $HOME' }];

/** A stand-in for the AWS CLI: answers as KMS would, and runs nothing else. */
const aws = `#!/usr/bin/env bash
case "$1 $2" in
  "sts get-caller-identity") echo "\${CALLER}" ;;
  "kms describe-key") echo "id-of-$6" ;;
  "kms get-key-policy") cat policy.json ;;
  "kms list-resource-tags") cat tags.json ;;
  *) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;

function run(format: "yaml" | "json", caller: string) {
  const here = join(folder, format);
  for (const { path, text } of exportFiles("cloudformation", scenario, generate(scenario), {
    templates: format,
  })) {
    mkdirSync(dirname(join(here, path)), { recursive: true });
    writeFileSync(join(here, path), text);
  }
  const work = join(here, "cloudformation");
  writeFileSync(join(work, "policy.json"), `${JSON.stringify(policy, null, 2)}\n`);
  writeFileSync(join(work, "tags.json"), `${JSON.stringify(tags, null, 4)}\n`);
  mkdirSync(join(here, "bin"), { recursive: true });
  writeFileSync(join(here, "bin", "aws"), aws);
  chmodSync(join(here, "bin", "aws"), 0o755);
  const PATH = `${join(here, "bin")}:${process.env.PATH}`;
  execFileSync("bash", ["import-keys.sh", "222222222222-us-east-1", "us-east-1"], {
    cwd: work,
    env: { PATH, CALLER: caller },
    stdio: "pipe",
  });
  return (name: string) => parse(readFileSync(join(work, "live", name), "utf8"));
}

describe("import-keys.sh", () => {
  it.each(["yaml", "json"] as const)("puts what the keys have now into %s templates", (format) => {
    const live = run(format, "222222222222");
    const id = "Keymrk1234abcd12ab34cd56ef1234567890ab";
    expect(live("222222222222-us-east-1.resources.json")).toEqual([
      {
        ResourceType: "AWS::KMS::Key",
        LogicalResourceId: id,
        ResourceIdentifier: { KeyId: "id-of-mrk-1234abcd12ab34cd56ef1234567890ab" },
      },
    ]);
    const imported = live(`222222222222-us-east-1-import.${format}`);
    const updated = live(`222222222222-us-east-1.${format}`);
    expect(imported.Resources[id].Properties).toEqual({
      MultiRegion: true,
      KeyPolicy: policy,
      Tags: tags,
    });
    expect(updated.Resources[id].Properties).toEqual({
      MultiRegion: true,
      KeyPolicy: JSON.parse(generate(scenario).find(({ id }) => id === "t1/k1/key")?.text ?? ""),
      Tags: tags,
    });
  });

  it("does nothing with the credentials of another account", () => {
    expect(() => run("yaml", "333333333333")).toThrow(/of account 222222222222, but your/);
  });

  it("is sound by shellcheck, where there is one, and so is the check of the platform’s role", () => {
    const scripts = exportFiles("cloudformation", scenario, generate(scenario)).filter(({ path }) =>
      path.endsWith(".sh"),
    );
    expect(scripts.map(({ path }) => path)).toEqual([
      "cloudformation/check-platform-role.sh",
      "cloudformation/import-keys.sh",
    ]);
    for (const { text } of scripts) {
      execFileSync("bash", ["-n"], { input: text });
      if (hasShellcheck()) execFileSync("shellcheck", ["-"], { input: text });
    }
  });
});

function hasShellcheck(): boolean {
  try {
    execFileSync("shellcheck", ["--version"]);
    return true;
  } catch {
    return false;
  }
}
