// @ts-check
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { browsersHere, launchArguments } from "./browser.mjs";

// The longest time that the built page is blocked by a long text, and by typing after it. Budget: 1 s.

const megabytes = 5 * 1_048_576;
const work = "1.cross-account";
const texts = {
  "valid JSON": policyOf(megabytes),
  "one line of garbage": "x{,".repeat(megabytes / 3),
};

/** Answers from which documents are written. */
const scenario = {
  platform: {
    account: "111111111111",
    region: "us-east-1",
    role: "CadoResponseRole",
    aliasPrefix: "alias/CadoResponse-KMS-Alias",
  },
  targets: [
    {
      id: "t1",
      account: "222222222222",
      role: "DarktraceForensicsRole",
      keys: [{ id: "k1", region: "us-east-1", naming: { by: "every" } }],
    },
  ],
};

const server = await preview({ preview: { port: 4191, strictPort: false }, logLevel: "silent" });
const address = server.resolvedUrls?.local[0] ?? "";
const executablePath = browsersHere(chromium.executablePath())[0];
const browser = await chromium.launch({
  args: launchArguments(),
  ...(executablePath ? { executablePath } : {}),
});
for (const [name, text] of Object.entries(texts)) {
  await measure(`paste 5 MB, ${name}`, (page) => paste(page, text));
  await measure(`open a file with 5 MB, ${name}`, (page) => openFile(page, text));
}
await measure("paste the longest that is checked", (page) => paste(page, policyOf(130_000)));
await browser.close();
await server.close();

/** @typedef {import("@playwright/test").Page} Page */

/**
 * @param {string} name
 * @param {(page: Page) => Promise<void>} load
 */
async function measure(name, load) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    /** @type {number[]} */
    const blocks = [];
    Object.assign(window, { blocks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blocks.push(duration);
    }).observe({ type: "longtask" });
  });
  await page.goto(`${address}#${work}`);
  await page.getByText("Import works").first().waitFor();
  await page.locator(".view-lines").first().waitFor();
  await page.waitForTimeout(1_000);
  await longestBlock(page);
  await load(page);
  await page.waitForTimeout(5_000);
  const loading = await longestBlock(page);
  await page.getByRole("textbox", { name: /, text/ }).focus();
  await page.keyboard.press("Control+Home");
  for (const character of "typed") {
    await page.keyboard.press(character);
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(2_000);
  const typing = await longestBlock(page);
  console.log(`${name.padEnd(44)} longest block ${loading} ms, then typing ${typing} ms`);
  await context.close();
}

/** @param {Page} page */
async function longestBlock(page) {
  const blocks = await page.evaluate(() =>
    /** @type {{ blocks: number[] }} */ (/** @type {unknown} */ (window)).blocks.splice(0),
  );
  return Math.round(Math.max(0, ...blocks));
}

/**
 * @param {Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.waitForTimeout(1_000);
  await longestBlock(page);
  await page.getByRole("textbox", { name: /, text/ }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
}

/**
 * Drops a Keyhole file whose first document has the text.
 * @param {Page} page
 * @param {string} text
 */
async function openFile(page, text) {
  const file = { keyhole: 1, scenario, edits: { "platform/identity": text } };
  await page.evaluate((json) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([json], "work.keyhole.json"));
    dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  }, JSON.stringify(file));
}

/** @param {number} length */
function policyOf(length) {
  const statement = (/** @type {number} */ number) => ({
    Sid: `Statement${number}`,
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey"],
    Resource: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  });
  const size = JSON.stringify([statement(10_000)], null, 2).length + 20;
  const statements = Array.from({ length: Math.floor(length / size) }, (_, at) => statement(at));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}
