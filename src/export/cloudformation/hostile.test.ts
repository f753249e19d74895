import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { presets } from "#scenario";
import { evaluated, policiesOf } from "#testing/deployed-template";
import { hostileNames, hostileRoles } from "#testing/hostile-roles";
import { exportFiles } from "../export-files.ts";
import type { ExportOptions } from "../options.ts";

const scenario = presets[0].scenario;
const documents = hostileRoles();
const formats = ["cloudformation", "stackset", "cdk"] as const;
const exported = (format: (typeof formats)[number], options: ExportOptions) =>
  exportFiles(format, scenario, documents, options);

describe.each(["yaml", "json"] as const)("names and edited text in %s templates", (templates) => {
  const files = exported("cloudformation", { templates });

  it.each(hostileNames.map((text, index) => [text, index] as const))("%j", (text, index) => {
    const account = String(300000000000 + index);
    const file = files.find(({ path }) => path === `cloudformation/${account}.${templates}`);
    const resources = evaluated(parse(file?.text ?? ""), { account, region: "us-east-1" });
    const [role] = Object.values(resources);
    expect(role?.Properties.RoleName).toBe(text);
    const own = documents.filter((document) => document.account === account);
    expect(policiesOf(resources)).toEqual([own[1]?.text, own[0]?.text]);
  });
});

describe.each(formats)("the files of %s", (format) => {
  const files = [...exported(format, {}), ...exported(format, { targetRoles: "existing" })];

  it("have names that are safe everywhere", () => {
    for (const { path } of files)
      expect(path).toMatch(/^(?!.*\.\.)[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/);
  });

  it("have a guide that is nothing but what Keyhole says, outside of code", () => {
    for (const { path, text } of files.filter((file) => file.path.endsWith("README.md"))) {
      const prose = text.replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, "").replace(/(`+)(.|\n)+?\1/g, "");
      expect(prose, path).not.toMatch(/touch|script|process|javascript|passwd|\*\*a\*\*|Fn::/);
    }
  });
});

it.each(["cloudformation", "cdk"] as const)(
  "the commands of %s pass names on as they are",
  (format) => {
    const [readme] = exported(format, { targetRoles: "existing" });
    const commands = [...(readme?.text ?? "").matchAll(/^(`{3,})sh\n([\s\S]*?)\n\1$/gm)]
      .map(([, , code]) => code)
      .filter((code) => code?.includes("update-assume-role-policy"));
    expect(commands).toHaveLength(hostileNames.length);
    const folder = mkdtempSync(join(tmpdir(), "keyhole-hostile-"));
    try {
      const script = `aws() { printf '%s\\0' "$@"; }\n${commands.join("\n")}\n`;
      const words = execFileSync("bash", ["-eu"], { cwd: folder, input: script })
        .toString()
        .split("\0");
      const names = words.flatMap((word, at) => {
        if (word === "--role-name") return [words[at + 1]];
        return word.startsWith("--role-name=") ? [word.slice("--role-name=".length)] : [];
      });
      expect(names).toEqual(hostileNames);
      expect(existsSync(join(folder, "owned"))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
