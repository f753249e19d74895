// @ts-check
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { browsersHere, launchArguments } from "./browser.mjs";

/** Takes the README's pictures of the built page: `npm run build && npm run screenshots`. */
const shots = /** @type {const} */ ([
  { name: "wide-light", width: 1440, height: 900, colorScheme: "light" },
  { name: "wide-dark", width: 1440, height: 900, colorScheme: "dark" },
]);

const server = await preview({ preview: { port: 4190, strictPort: false } });
const address = server.resolvedUrls?.local[0];
const executablePath = browsersHere(chromium.executablePath())[0];
const browser = await chromium.launch({
  args: launchArguments(),
  ...(executablePath ? { executablePath } : {}),
});
for (const { name, width, height, colorScheme } of shots) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(`${address}#1.cross-account`);
  await page.getByRole("tab", { name: /Identity policy.*CrossAccount/ }).click();
  await page.getByText("Import works").first().waitFor();
  // The editor draws only the lines in sight: the statement is reached from the first one.
  const reason = page.getByRole("region", { name: "Why this statement" });
  while (!(await reason.getByText("UseSourceKeys").first().isVisible()))
    await reason.getByRole("button", { name: "Next statement" }).click();
  await reason.getByRole("button", { name: "Why this statement" }).focus();
  await page.screenshot({ path: `public/screenshots/${name}.png` });
  await page.close();
}
await browser.close();
await server.close();
