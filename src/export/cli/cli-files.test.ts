import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { hostileDocuments, hostileTexts } from "#testing/hostile-documents";
import { type ExportedDocument, exportFiles } from "../index.ts";
import type { ExportOptions } from "../options.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhole-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
/** Writes an export into its own folder; the paths of its scripts. */
function scriptsOf(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions = {},
): readonly string[] {
  written += 1;
  const own = join(folder, String(written));
  mkdirSync(join(own, "cli"), { recursive: true });
  return exportFiles("cli", scenario, documents, options).flatMap(({ path, text }) => {
    writeFileSync(join(own, path), text);
    return path.endsWith(".sh") ? [join(own, path)] : [];
  });
}

/** One of the scripts for each text, or for each of what `keyOf` returns. */
function withoutCopies(
  scripts: readonly string[],
  keyOf: (text: string) => string = (text) => text,
): readonly string[] {
  return [
    ...new Map(scripts.map((script) => [keyOf(readFileSync(script, "utf8")), script])).values(),
  ];
}

/** The code of a script, each line once: without quoted texts, here-documents and numbers, which are data. */
function codeOf(text: string): string {
  const lines = text
    .replace(/<<'(JSON\w*)'\n[\s\S]*?\n\1\n/g, "")
    .replace(/'[^']*'/g, "''")
    .replace(/\d+/g, "0")
    .split("\n");
  return [...new Set(lines)].join("\n");
}

const choices: readonly ExportOptions[] = (["new", "existing"] as const).flatMap((targetRoles) =>
  (["new", "existing"] as const).map((keys) => ({ targetRoles, keys })),
);

describe("the scripts", () => {
  it.each(presets)("are bash: $id", ({ scenario }) => {
    const documents = generate(scenario);
    const scripts = withoutCopies(
      choices.flatMap((options) => scriptsOf(scenario, documents, options)),
    );
    // One bash starts the others: a start from here takes several times as long.
    const each = 'for script; do bash -n "$script" || echo "$script"; done';
    const { stdout, stderr } = spawnSync("bash", ["-c", each, "", ...scripts], {
      encoding: "utf8",
    });
    expect(stdout + stderr).toBe("");
  });

  it("have nothing that ShellCheck objects to", () => {
    // Scenarios that between them call every function.
    const alias = { by: "alias", alias: "alias/prod" } as const;
    const replicated = { type: "multi-region", replicaRegions: ["us-east-1"] } as const;
    const scenarios: [Scenario, ExportOptions][] = [
      [crossAccount, { targetRoles: "existing" }],
      [crossAccountWithKey({ naming: { by: "every" } }), {}],
      [crossAccountWithKey({ ...replicated, naming: alias }), { keys: "new" }],
      [crossAccountWithKey({ origin: "custom-key-store", naming: alias }), { keys: "new" }],
    ];
    const scripts = scenarios.flatMap(([scenario, options]) =>
      scriptsOf(scenario, generate(scenario), options),
    );
    expect(shellCheck(withoutCopies(scripts, codeOf))).toBe("");
    // It notes that texts in single quotes would run elsewhere: so they would.
    const hostile = scriptsOf(crossAccount, hostileDocuments(hostileTexts.join(" ")));
    expect(shellCheck(["--exclude=SC2016", ...hostile])).toBe("");
  });

  function shellCheck(words: readonly string[]): string {
    const { status, stdout, error } = spawnSync("shellcheck", words, { encoding: "utf8" });
    if (error) throw new Error("no shellcheck starts here: `npm test` installs it");
    return status === 0 ? "" : stdout;
  }
});

// An `aws` that is quick: it writes down its arguments, knows every key, and no role or policy.
const standIn = `aws() {
  printf '%s\\0' "$@" $'\\x01' >>"$CALLS"
  case "$1 $2" in
    "sts get-caller-identity") echo 222222222222 ;;
    "kms describe-key") printf 'arn:aws:kms:eu-west-1:222222222222:key/1\\t222222222222\\tCUSTOMER\\n' ;;
    "kms get-key-policy") echo '{}' ;;
    "iam get-account-summary") printf '10\\t9999\\n' ;;
    iam\\ get-* | iam\\ list-*)
      echo "An error occurred (NoSuchEntity)" >&2
      return 254
      ;;
  esac
}
export -f aws
exec bash "$0" --apply`;

describe("hostile texts arrive as they are, and run nothing", () => {
  it.each([...hostileTexts, hostileTexts.join(" ")])("%j", (text) => {
    const documents = hostileDocuments(text);
    const [, script = ""] = scriptsOf(crossAccount, documents);
    const cwd = join(script, "..");
    const calls = join(cwd, "calls");
    const { status, stderr } = spawnSync("bash", ["-c", standIn, script], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, CALLS: calls },
    });
    expect(`${status} ${stderr}`).toBe("0 ");
    const words = readFileSync(calls, "utf8").split("\0");
    const policies = words.flatMap((word) => policyIn(word));
    expect(policies).toEqual(
      // In the order of the steps: the role, its policy, the key.
      [1, 0, 2].map((index) => JSON.parse(documents[index]?.text ?? "")),
    );
    expect(words).toContain(`--role-name=${text}`);
    expect(words).toContain(`--path=/${text}/`);
    expect(words).toContain(`--key-id=arn:aws:kms:eu-west-1:222222222222:key/${text}`);
    expect(existsSync(join(cwd, "canary"))).toBe(false);
    for (const name of readdirSync(join(cwd, "backup", "222222222222")))
      expect(name).toMatch(/^[\w.-]+$/);
  });

  function policyIn(word: string): unknown[] {
    const [, text] =
      /^--(?:policy|policy-document|assume-role-policy-document)=([\s\S]*)$/.exec(word) ?? [];
    return text === undefined ? [] : [JSON.parse(text)];
  }

  it("in accounts, which name files", () => {
    const documents = ["../../x", "../../x", "", "222222222222"].flatMap((account) =>
      generate(crossAccount).map((one) => ({ ...one, account })),
    );
    for (const { path } of exportFiles("cli", crossAccount, documents))
      expect(path).toMatch(
        /^cli\/((222222222222|account(-\d+)?)(-rollback|-take-back)?\.sh|README\.md|accounts\.txt|roll-out\.sh|(verify|collect|rehearse)\.sh)$/,
      );
  });
});

describe("what is no JSON is named first", () => {
  const documents = generate(crossAccount).map((one) =>
    one.kind === "trust" ? { ...one, text: "{" } : one,
  );
  const files = exportFiles("cli", crossAccount, documents);
  const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? "";
  const words = "the trust policy of CadoResponseCrossAccountRole";

  it("in the README and at the top of its script", () => {
    expect(files[0]?.path).toBe("cli/README.md");
    expect(textOf("cli/README.md").split("\n").slice(0, 7).join("\n")).toContain(words);
    expect(textOf("cli/222222222222.sh").split("\n\n")[0]).toContain(`# ${words}`);
  });

  it("and the role, which the script cannot make, must exist", () => {
    expect(textOf("cli/222222222222.sh")).toContain("require_role CadoResponseCrossAccountRole ");
    expect(textOf("cli/222222222222.sh")).not.toContain("create-role");
  });
});
