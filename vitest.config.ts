import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longest-first.ts";

/**
 * The pure folders are loaded by Node: there a call of another module's function costs nothing, where Vite's modules look
 * it up each time, and the engine is most of what the tests run. A run that watches needs Vite's, which notice changes.
 */
const isNative = process.argv.includes("run") || process.argv.includes("--run");
const pure: string[] = JSON.parse(
  readFileSync(new URL("./tsconfig.pure.json", import.meta.url), "utf8"),
).include;
// What `share` imports late arrives at once where Vite has loaded it, which the tests of state rest on.
const native = pure.filter((path) => path !== "src/share");
const nativeModules = new RegExp(`/(?:${native.join("|")})(?:$|/)(?!.*\\.test\\.ts$)`);
const loader = new URL("./scripts/native-modules/register.mjs", import.meta.url).href;

export default defineConfig(({ mode }) => ({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    // Vitest would leave one core idle, and read every module anew for each file. No module keeps anything by which
    // one test could see what another one did; what is remembered is what a long session remembers too.
    maxWorkers: "100%",
    isolate: false,
    ...(isNative && { server: { deps: { external: [nativeModules] } } }),
    execArgv: [
      ...(isNative ? [`--import=${loader}`] : []),
      // Most of what the engine makes lives for one decision: with more room for new objects, V8 cleans up less often.
      // Benchmarks run in the memory that programs have.
      ...(mode === "benchmark" ? [] : ["--max-semi-space-size=128"]),
    ],
    sequence: { sequencer: LongestFirst },
    // Files share what is loaded: what one replaces, the next one must not meet.
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    setupFiles: ["scripts/seed.ts"],
    // Only against hanging: properties are tried on large samples, and two cores may be shared with a browser.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
}));
