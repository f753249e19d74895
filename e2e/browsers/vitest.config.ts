import { defineConfig } from "vitest/config";

// `npm run browsers`: the stories of this folder in each browser that is here, against what `npm run build` wrote.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["firefox.story.ts", "webkit.story.ts"],
    globalSetup: "serve-dist.ts",
    // A browser each, and two cores; the processes of a fork end with it.
    pool: "forks",
    maxWorkers: 2,
    // As in Chromium: a busy machine gets a second try.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
