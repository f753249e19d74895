import type { Architecture } from "./rules.ts";

/** The folders whose functions give the same output for the same input, from the bottom up. */
export const pureFolders = [
  "policy",
  "scenario",
  "generator",
  "engine",
  "acquisition",
  "denial",
  "verdict",
  "import",
  "evidence",
  "map",
  "export",
  "share",
];

/**
 * Who may import whom (design §2). To let a folder use a package, name it here: a reviewer then sees it.
 */
export const architecture: Architecture = {
  policy: { may: [], packages: ["jsonc-parser"], pure: true },
  scenario: { may: ["policy"], packages: [], pure: true },
  generator: { may: ["policy", "scenario"], packages: [], pure: true },
  engine: { may: ["policy"], packages: [], pure: true },
  acquisition: { may: ["policy", "scenario", "engine"], packages: [], pure: true },
  denial: {
    may: ["policy", "scenario", "engine", "acquisition"],
    packages: ["fflate"],
    pure: true,
  },
  verdict: {
    may: ["policy", "scenario", "generator", "engine", "acquisition"],
    packages: [],
    pure: true,
  },
  import: {
    may: ["policy", "scenario", "generator", "engine", "acquisition", "verdict"],
    packages: ["jsonc-parser", "yaml"],
    pure: true,
  },
  evidence: {
    may: ["policy", "scenario", "generator", "engine", "acquisition", "denial"],
    packages: ["fflate"],
    pure: true,
  },
  map: { may: ["policy", "scenario", "acquisition"], types: ["verdict"], packages: [], pure: true },
  export: {
    may: ["policy", "scenario", "generator", "evidence", "map"],
    types: ["acquisition", "verdict"],
    packages: [],
    pure: true,
  },
  // Of the engine only the list of rule ids: a link may name no rule that there is not.
  share: { may: ["policy", "scenario", "engine"], packages: ["fflate"], pure: true },
  keyhole: { may: pureFolders, packages: [], pure: true },
  // The command runs in Node, and uses what other programs use.
  cli: {
    may: ["keyhole", "package.json"],
    packages: [
      "commander",
      "node:crypto",
      "node:fs",
      "node:fs/promises",
      "node:path",
      "node:util",
      "node:v8",
    ],
  },
  jobs: { may: pureFolders, packages: [] },
  worker: { may: ["jobs", "verdict"], packages: ["comlink"] },
  state: {
    may: pureFolders.filter((folder) => folder !== "engine"),
    types: ["engine"],
    packages: ["zustand"],
  },
  ui: { may: ["state", "package.json", ...pureFolders], types: ["worker"] },
  // What tests share. Never shipped: only tests import it.
  testing: {
    may: ["state", ...pureFolders],
    packages: [
      "fast-check",
      "node:child_process",
      "node:events",
      "node:fs",
      "node:http",
      "node:net",
      "node:os",
      "node:path",
      "node:stream",
    ],
  },
  offline: { may: [], packages: [] },
  main: { may: ["ui", "state", "jobs", "worker", "offline", ...pureFolders] },
};
