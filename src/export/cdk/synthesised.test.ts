import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { evaluated, policiesOf } from "#testing/deployed-template";
import { hostileNames, hostileRoles } from "#testing/hostile-roles";
import { exportFiles } from "../export-files.ts";
import type { ExportedDocument, ExportedFile } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";

interface App {
  readonly scenario: Scenario;
  readonly documents: readonly ExportedDocument[];
  readonly options: ExportOptions;
  readonly context?: Readonly<Record<string, string>>;
  readonly files?: readonly ExportedFile[];
}

const multiRegion = presets.find(({ id }) => id === "multi-region")?.scenario as Scenario;
const keyId = "Keymrk1234abcd12ab34cd56ef1234567890ab";
const present = { Version: "2012-10-17", Statement: [{ Sid: "as it is now" }] };
const saved = (name: string, value: unknown): ExportedFile => ({
  path: `cdk/present/222222222222-us-east-1/${keyId}.${name}.json`,
  text: JSON.stringify(value),
});
const imported: App = {
  scenario: multiRegion,
  documents: generate(multiRegion),
  options: {},
  files: [saved("policy", present), saved("tags", [{ key: "a", value: "b" }])],
};

const apps = new Map<string, App>([
  ...presets.flatMap(({ id, scenario }) =>
    ([{}, { keys: "new", targetRoles: "existing" }] as const).map((options): [string, App] => [
      `${id} ${Object.values(options).join()}`.trim(),
      { scenario, documents: generate(scenario), options },
    ]),
  ),
  ["hostile", { scenario: presets[0].scenario, documents: hostileRoles(), options: {} }],
  ["import", { ...imported, context: { import: "true" } }],
  ["after import", imported],
  [
    "with primary",
    {
      scenario: multiRegion,
      documents: generate(multiRegion),
      options: { keys: "new" },
      context: { [`PrimaryOfReplica${keyId}`]: "arn:of:primary" },
    },
  ],
]);

// Inside the house, so that `aws-cdk-lib` is found.
const folder = join(process.cwd(), "node_modules/.cache/keyhole-cdk");
const appFolder = (name: string) => join(folder, name.replaceAll(/[ ,]/g, "-"));

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, { scenario, documents, options, files = [] }] of apps)
    for (const { path, text } of [...exportFiles("cdk", scenario, documents, options), ...files]) {
      const file = join(appFolder(name), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  compile();
  synthesise();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One run of the real compiler, strict, with the options that the app itself brings. */
function compile() {
  const [first = ""] = apps.keys();
  const own = JSON.parse(readFileSync(join(appFolder(first), "cdk/tsconfig.json"), "utf8"));
  const compilerOptions = {
    ...{ ...own.compilerOptions, noEmit: false, noUnusedLocals: true },
    // What the apps use of `aws-cdk-lib`, whose types are a million lines: the index has it from there.
    paths: { "aws-cdk-lib": ["../../aws-cdk-lib/core/index.d.ts"] },
  };
  const config = { compilerOptions, include: ["*/cdk/bin", "*/cdk/lib"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  // Other tests run on the other cores.
  run("node_modules/typescript/bin/tsc", "-p", folder, "--singleThreaded");
}

/** One Node process for all apps: each writes its templates when the process ends, as under the CDK's own command. */
function synthesise() {
  // The last app first: it has every type of resource, and AWS's validation begins anew where it meets another type.
  const driver = [...apps].reverse().map(([name, { context = {} }]) => {
    const at = join(appFolder(name), "cdk");
    return `
process.chdir(${JSON.stringify(at)});
process.env.CDK_OUTDIR = ${JSON.stringify(join(at, "out"))};
process.env.CDK_CONTEXT_JSON = ${JSON.stringify(JSON.stringify({ ...context, "aws:cdk:version-reporting": false }))};
require(${JSON.stringify(join(at, "bin/keyhole.js"))});`;
  });
  writeFileSync(join(folder, "driver.cjs"), driver.join("\n"));
  // AWS's validation is WebAssembly: to optimise it takes V8 longer than to run it.
  run("--liftoff-only", join(folder, "driver.cjs"));
}

/** Runs Node. */
function run(...args: readonly string[]) {
  try {
    execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" });
  } catch (problem) {
    const { stdout, stderr } = problem as { stdout: string; stderr: string };
    throw new Error(`${args.join(" ")}\n${stdout}\n${stderr}`.slice(0, 4000));
  }
}

interface Synthesised {
  readonly Resources?: Record<string, object>;
}

function synthesised(name: string, stack: string): Synthesised {
  return JSON.parse(
    readFileSync(join(appFolder(name), "cdk/out", `keyhole-${stack}.template.json`), "utf8"),
  );
}

/** What keeps the CDK from deploying a stack. */
function errorsOf(name: string, stack: string): readonly string[] {
  const file = join(appFolder(name), "cdk/out", `keyhole-${stack}.metadata.json`);
  const metadata = JSON.parse(readFileSync(file, "utf8")) as Record<
    string,
    { type: string; data: string }[]
  >;
  return Object.values(metadata)
    .flat()
    .filter(({ type }) => type === "aws:cdk:error")
    .map(({ data }) => data);
}

/** The stacks of an app: what the templates of the CloudFormation export are called. */
function templatesOf({ scenario, documents, options }: App) {
  return exportFiles("cloudformation", scenario, documents, { ...options, templates: "json" })
    .filter(
      ({ path }) => /^cloudformation\/\d{12}[^/]*\.json$/.test(path) && !path.includes("-import."),
    )
    .map(({ path, text }) => ({
      stack: path.replace(/^.*\/|\.json$/g, ""),
      template: JSON.parse(text) as Synthesised,
    }));
}

describe("the CDK app compiles, and its stacks are those of the CloudFormation export", () => {
  it.each([...apps.keys()].filter((name) => !/import|primary/.test(name)))("%s", (name) => {
    const app = apps.get(name) as App;
    const templates = templatesOf(app);
    expect(templates.length).toBeGreaterThan(0);
    for (const { stack, template } of templates) {
      const parameters = { [`PrimaryOfReplica${keyId}`]: "arn:not:given" };
      const place = { account: stack.slice(0, 12), region: "", parameters };
      const ours = evaluated(template, place);
      const theirs = evaluated(synthesised(name, stack), place);
      expect(policiesOf(theirs)).toEqual(policiesOf(ours));
      // The CDK writes no empty list of tags.
      expect(theirs).toEqual(JSON.parse(JSON.stringify(ours).replaceAll(',"Tags":[]', "")));
    }
  });

  it("without a finding of AWS’s own CloudFormation Validate, but where names are hostile", () => {
    const found = [...apps.keys()].filter((name) => {
      const file = join(appFolder(name), "cdk/out/validation-report.json");
      return JSON.parse(readFileSync(file, "utf8")).pluginReports.length > 0;
    });
    expect(found).toEqual(["hostile"]);
  });

  it("with every hostile name and text as it is", () => {
    hostileNames.forEach((text, index) => {
      const account = String(300000000000 + index);
      const [role] = Object.values(
        evaluated(synthesised("hostile", account), { account, region: "" }),
      );
      expect(role?.Properties.RoleName).toBe(text);
    });
  });
});

describe("a key that exists", () => {
  const key = (name: string) =>
    evaluated(synthesised(name, "222222222222-us-east-1"), { account: "", region: "" })[keyId];

  it("is imported with what it has, then gets its policy and keeps its tags", () => {
    const tags = [{ Key: "a", Value: "b" }];
    const document = imported.documents.find(({ id }) => id === "t1/k1/key");
    expect(key("import")?.Properties).toMatchObject({ KeyPolicy: present, Tags: tags });
    expect(key("after import")?.Properties).toMatchObject({
      KeyPolicy: JSON.parse(document?.text ?? ""),
      Tags: tags,
    });
  });

  it("cannot be deployed before its present policy and tags are saved", () => {
    expect(errorsOf("multi-region", "222222222222-us-east-1")).toEqual([
      expect.stringContaining("run save-keys.sh for 222222222222-us-east-1"),
    ]);
    expect(errorsOf("after import", "222222222222-us-east-1")).toEqual([]);
  });
});

it("a replica gets the ARN of its primary from the command line", () => {
  const { Resources } = synthesised("with primary", "222222222222-eu-west-1-replicas");
  expect(JSON.stringify(Resources)).toContain('"PrimaryKeyArn":"arn:of:primary"');
  const [error] = errorsOf("multi-region new,existing", "222222222222-eu-west-1-replicas");
  expect(error).toContain(`-c PrimaryOfReplica${keyId}=`);
});
