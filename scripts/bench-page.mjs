// @ts-check
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { browsersHere, launchArguments } from "./browser.mjs";

// From a click on an answer to the document's text on the built page. Budget: one frame, 16 ms.

const presets = [
  "vendor-ebs-direct",
  "vendor-default",
  "same-account",
  "cross-account",
  "cross-region",
  "aws-managed-cross-account",
  "multi-region",
];
const rounds = 20;

const server = await preview({ preview: { port: 4190, strictPort: false }, logLevel: "silent" });
const address = server.resolvedUrls?.local[0];
const executablePath = browsersHere(chromium.executablePath())[0];
const browser = await chromium.launch({
  args: launchArguments(),
  ...(executablePath ? { executablePath } : {}),
});
for (const preset of presets) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}#1.${preset}`);
  await page.getByText("Import works").first().waitFor();
  await page
    .getByRole("tab", { name: /Identity policy/ })
    .first()
    .click();
  await page.locator(".view-lines").first().waitFor();
  const answers = await Promise.all(
    ["EBS direct", "Create a volume"].map((name) =>
      page.getByRole("radio", { name }).first().elementHandle(),
    ),
  );
  const times = await page.evaluate(measure, { answers, rounds });
  const at = (/** @type {number} */ share) =>
    times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  console.log(
    `${preset.padEnd(28)} median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`,
  );
  await page.close();
}
await browser.close();
await server.close();

/**
 * Runs in the page: takes two answers in turn and sees when the open document's lines are others.
 * @param {{ answers: readonly (HTMLElement | SVGElement | null)[], rounds: number }} asked
 * @returns {Promise<number[]>} milliseconds, sorted
 */
async function measure({ answers, rounds: count }) {
  const lines = document.querySelector(".view-lines");
  /** @type {number[]} */
  const times = [];
  if (!lines) return times;
  for (let round = 1; round <= count; round += 1) {
    const before = lines.textContent;
    // The verdict on the last answer has come by then.
    await new Promise((resolve) => setTimeout(resolve, 250));
    const start = performance.now();
    const seen = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (lines.textContent === before) return;
        observer.disconnect();
        resolve(performance.now());
      });
      // An answer that changes nothing in sight is no sample.
      setTimeout(() => resolve(Number.NaN), 500);
      observer.observe(lines, { childList: true, subtree: true, characterData: true });
    });
    /** @type {HTMLElement | null} */ (answers[round % 2] ?? null)?.click();
    const time = Number(await seen) - start;
    if (!Number.isNaN(time)) times.push(time);
  }
  return times.sort((one, other) => one - other);
}
