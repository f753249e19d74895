// @ts-check
import { chromium } from "@playwright/test";
import { createServer, preview } from "vite";
import { browsersHere, launchArguments } from "./browser.mjs";

// From a click on an answer to the document's text on the built page. Budget: one frame, 16 ms. Then dragging the map, and
// opening the export. `node scripts/bench-page.mjs map` measures one part: answers, map or export.

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
const [only] = process.argv.slice(2);
const measures = (/** @type {string} */ part) => only === undefined || only === part;

const server = await preview({ preview: { port: 4190, strictPort: false }, logLevel: "silent" });
const address = server.resolvedUrls?.local[0];
const executablePath = browsersHere(chromium.executablePath())[0];
const browser = await chromium.launch({
  args: launchArguments(),
  ...(executablePath ? { executablePath } : {}),
});
for (const preset of measures("answers") ? presets : []) {
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
if (measures("map"))
  for (const [name, url] of [
    ["one account", `${address}#1.aws-managed-cross-account`],
    ["1,000 accounts", `${address}#${await manyAccounts(1_000)}`],
  ])
    for (const line of await panned(url ?? "")) console.log(`${name}, ${line}`);
if (measures("export")) console.log(await exportOpened(`${address}#1.cross-account`));
await browser.close();
await server.close();

/**
 * The link of a work in which so many accounts import alike.
 * @param {number} count
 * @returns {Promise<string>} what follows the `#`
 */
async function manyAccounts(count) {
  const source = await createServer({ server: { middlewareMode: true }, appType: "custom" });
  const { presets: examples } = await source.ssrLoadModule("/src/scenario/index.ts");
  const { encodeState } = await source.ssrLoadModule("/src/share/index.ts");
  const { scenario } = examples.find(
    (/** @type {{ id: string }} */ { id }) => id === "aws-managed-cross-account",
  );
  const [target] = scenario.targets;
  const targets = Array.from({ length: count }, (_, index) => ({
    ...target,
    id: `t${index + 1}`,
    account: `${222_222_220_000 + index}`,
    keys: target.keys.map((/** @type {{ id: string }} */ key) => ({ ...key, id: `k${index + 1}` })),
  }));
  const fragment = await encodeState({
    scenario: { ...scenario, targets },
    edits: {},
    ignored: {},
  });
  await source.close();
  return fragment;
}

/**
 * Drags the map at its largest zoom, a mouse move a frame, then zooms it, a key a frame. Budget: 8 ms of the page's own work
 * (script, style, layout) in every frame, the first included.
 * @param {string} url
 * @returns {Promise<string[]>} a line for each of these
 */
async function panned(url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  const map = page.getByRole("region", { name: "Map" });
  await map.getByRole("img").waitFor();
  for (let times = 0; times < 6; times += 1)
    await map.getByRole("button", { name: "Zoom in" }).click();
  const box = await map.getByRole("group").boundingBox();
  if (!box) throw new Error("the map has no frame");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const seconds = metrics.filter(({ name }) =>
      ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"].includes(name),
    );
    return 1_000 * seconds.reduce((sum, { value }) => sum + value, 0);
  };
  // Verdicts, claims and repairs are drawn when they are decided: that is not the drag's work.
  for (let quiet = 0, tries = 0; quiet < 4 && tries < 120; tries += 1) {
    const before = await worked();
    await page.waitForTimeout(500);
    quiet = (await worked()) - before < 2 ? quiet + 1 : 0;
  }
  /** @type {(frames: number, act: (frame: number) => Promise<void>) => Promise<number[]>} */
  const eachFrame = async (frames, act) => {
    const times = [];
    for (let frame = 1; frame <= frames; frame += 1) {
      const before = await worked();
      await act(frame);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      times.push((await worked()) - before);
    }
    return times;
  };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  /** @type {number[]} */
  const begun = [];
  /** @type {number[]} */
  const dragged = [];
  for (let drag = 0; drag < 5; drag += 1) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(200);
    await page.mouse.down();
    const [first = Number.NaN, ...others] = await eachFrame(25, (frame) =>
      page.mouse.move(x - 200 * Math.sin(frame / 8), y - 60 * Math.sin(frame / 5)),
    );
    await page.mouse.up();
    begun.push(first);
    dragged.push(...others);
  }
  await map.getByRole("group").focus();
  await page.waitForTimeout(200);
  const zoomed = await eachFrame(24, (frame) => page.keyboard.press(frame % 8 < 4 ? "-" : "+"));
  await page.close();
  return [
    inWords("the first frame of a drag", begun),
    inWords("its other frames", dragged),
    inWords("a frame of a zoom", zoomed),
  ];
}

/**
 * @param {string} what
 * @param {number[]} times of frames, in milliseconds
 */
function inWords(what, times) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (/** @type {number} */ share) =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  return `${what.padEnd(28)} median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}

/**
 * From a click on Export until the dialog with its formats is painted. Budget: 300 ms.
 * @param {string} url
 */
async function exportOpened(url) {
  /** @type {number[]} */
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.getByText("Import works").first().waitFor();
    await page.waitForTimeout(2_000);
    times.push(
      await page.evaluate(async () => {
        const button = [...document.querySelectorAll("button")].find(
          ({ textContent }) => textContent === "Export",
        );
        const start = performance.now();
        button?.click();
        while (!document.querySelector('[role="dialog"] :is([role="radio"], [type="radio"])'))
          await new Promise((resolve) => requestAnimationFrame(resolve));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - start;
      }),
    );
    await page.close();
  }
  times.sort((one, other) => one - other);
  return `${"opening the export".padEnd(28)} median ${(times[1] ?? Number.NaN).toFixed(0)} ms`;
}

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
