import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longest-first.ts";

export default defineConfig(({ mode }) => ({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    // Vitest would leave one core idle, and read every module anew for each file. No module keeps anything by which
    // one test could see what another one did; what is remembered is what a long session remembers too.
    maxWorkers: "100%",
    isolate: false,
    // Most of what the engine makes lives for one decision: with more room for new objects, V8 cleans up less often.
    // Benchmarks run in the memory that programs have.
    execArgv: mode === "benchmark" ? [] : ["--max-semi-space-size=128"],
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
