import { chromium, defineConfig, devices } from "@playwright/test";
import { browsersHere, choiceVariable, launchArguments } from "./scripts/browser.mjs";

// `npm test` has tried which browser starts and says so here; by itself (`npm run e2e`) the first one found has to do.
const browser = process.env[choiceVariable] ?? browsersHere(chromium.executablePath())[0] ?? "";

// Playwright stays at 1.59: since 1.60 every attempt of an expectation that is not yet met describes the whole page, which
// cost half of the page's CPU time in these tests.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Two browsers on two cores that others use too: slowness is no failure.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  // Two keep two cores busy. A third one's browser costs more than the time in which the pages of the others wait.
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  reporter: [
    ["list"],
    ...(process.env.KEYHOLE_E2E_REPORT
      ? [["json", { outputFile: process.env.KEYHOLE_E2E_REPORT }] as const]
      : []),
  ],
  webServer: {
    command: "node scripts/serve.mjs",
    // Whichever port was free: the named group becomes an environment variable.
    wait: { stdout: /Serving dist at (?<keyhole_address>http:\S+)/ },
  },
  use: {
    baseURL: process.env.KEYHOLE_ADDRESS ?? "",
    // A trace copies the page before and after each action: only where a test failed, or with `--trace on`.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    // Every test has a fresh profile and would fetch the whole site to keep it; offline.spec.ts allows it.
    serviceWorkers: "block",
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: {
          args: launchArguments(),
          ...(browser === "" ? {} : { executablePath: browser }),
        },
      },
    },
  ],
});
