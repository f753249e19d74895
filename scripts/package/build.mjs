// @ts-check
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { house, mustRun } from "../steps.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { npmPack } from "./npm-pack.mjs";
import { packageReadme } from "./readme.mjs";

/**
 * Builds the npm package: a folder with what it consists of, and the tarball of that folder. Both are written below `output`
 * (from package.json's folder), which is emptied first.
 * @param {string} output
 * @returns {Promise<{ folder: string, tarball: string }>} full paths
 */
export async function buildPackage(output) {
  const target = resolve(house, output);
  const folder = join(target, "keyhole");
  const declarations = join(target, "declarations");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await Promise.all([
    mustRun("vite", [
      ...["build", "--config", "vite.package.config.ts", "--logLevel", "warn"],
      ...["--outDir", folder, "--emptyOutDir"],
    ]),
    // `npm test` has checked these files: twice the work, for the same declarations.
    mustRun("tsc", ["-p", "tsconfig.package.json", "--noCheck", "--outDir", declarations]),
  ]);
  writeDeclarations(declarations, join(folder, "dist"));
  rmSync(declarations, { recursive: true });
  cpSync(join(house, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(
    join(folder, "README.md"),
    packageReadme(readFileSync(join(house, "README.md"), "utf8")),
  );
  writeFileSync(join(folder, "package.json"), packageJson());
  return { folder, tarball: await npmPack(folder, target) };
}

/** The package's own package.json: what it needs of ours, and where its parts are. It has no dependencies: it bundles them. */
function packageJson() {
  const ours = JSON.parse(readFileSync(join(house, "package.json"), "utf8"));
  const { name, version, description, license, type, engines } = ours;
  const contents = {
    ...{ name, version, private: true, description, license, type, engines },
    sideEffects: false,
    exports: {
      ".": { types: "./dist/keyhole.d.ts", default: "./dist/keyhole.js" },
      "./package.json": "./package.json",
    },
    bin: { keyhole: "./dist/command.js" },
    files: ["dist", "licenses.md"],
  };
  return `${JSON.stringify(contents, null, 2)}\n`;
}
