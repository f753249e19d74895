import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    setupFiles: ["scripts/seed.ts"],
    // Only against hanging: properties are tried on large samples, and two cores may be shared with a browser.
    testTimeout: 60_000,
  },
});
