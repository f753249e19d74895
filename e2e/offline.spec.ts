import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { DocumentsPage } from "./documents-page.ts";
import { expect, test } from "./fixtures.ts";
import { hostUnder } from "./static-host.ts";

test.use({ serviceWorkers: "allow", viewport: { width: 1440, height: 900 } });
// The page caches its files for offline use after it has fetched nothing for some seconds.
test.slow();

/** Waits until the top bar says that every file is cached. */
async function readyForOfflineUse(page: Page) {
  await expect(page.getByText("Ready for offline use")).toBeVisible({ timeout: 60_000 });
}

/** Opens every panel with code that loads on first use. */
async function openEveryPanel(page: Page) {
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const dialogs: [open: Locator, shown: Locator][] = [
    [button("Start from…"), page.getByRole("button", { name: "Same account", exact: true })],
    [button("Your work"), page.getByRole("dialog", { name: "Your work" })],
    [button("Add many…"), page.getByRole("dialog", { name: "Add many accounts and keys" })],
    [button("Import your policies"), page.getByLabel("Paste a policy")],
    [button("Export"), page.getByRole("listbox", { name: "Files" })],
    [button("Check request"), page.getByRole("dialog", { name: "Check a request" })],
  ];
  for (const [open, shown] of dialogs) {
    await open.click();
    await expect(shown).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await button("Compare").click();
  await expect(page.getByRole("textbox", { name: "Generated text" })).toBeAttached();
  await button("Compare").click();
  await page.evaluate(() => {
    location.hash = "#rule/kms-star";
  });
  await expect(page.getByRole("heading", { name: "kms-star" })).toBeVisible();
  await button("Back to the documents").click();
}

test("the first visit requests each file once, and then the page works offline", async ({
  page,
  context,
  guard,
}) => {
  const host = await hostUnder("/tools/keyhole/");
  guard.allowOrigin(host.address);
  await page.goto(host.address);
  await readyForOfflineUse(page);
  const requested = host.requests();
  expect(requested.filter((path, index) => requested.indexOf(path) !== index)).toEqual([]);

  await test.step("the browser is offline", async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(new DocumentsPage(page).editor).toBeVisible();
    await openEveryPanel(page);
    await context.setOffline(false);
  });

  await test.step("the host is down, and a link opens the page", async () => {
    await host.close();
    await page.goto(`${host.address}#1.same-account`);
    await page.reload();
    await expect(new DocumentsPage(page).editor).toBeVisible();
    await expect(page.getByText(/^Import works/).first()).toBeVisible();
    // The panels opened without a network above; their files are among all files.
    expect(await missingAssets(page)).toEqual([]);
  });
});

/** The files of the build that the page cannot load, without fonts for other languages. */
async function missingAssets(page: Page) {
  const assets = readdirSync(fileURLToPath(new URL("../dist/assets", import.meta.url)));
  const names = assets.filter((name) => !/-(cyrillic|greek|vietnamese|latin-ext)-/.test(name));
  return page.evaluate(async (all) => {
    const answers = all.map((name) => fetch(`assets/${name}`).then((answer) => answer.ok));
    const settled = await Promise.allSettled(answers);
    return all.filter((_name, index) => {
      const one = settled[index];
      return one?.status !== "fulfilled" || !one.value;
    });
  }, names);
}

test("a new version waits until the user switches to it, and the work is kept", async ({
  page,
  guard,
}) => {
  // The page checks every 3 s whether it is still loading. The other test waits as long as a user does.
  await page.addInitScript(() => {
    const later = window.setTimeout;
    const shorten = (call: () => void, wait = 0) => later(call, wait === 3_000 ? 300 : wait);
    window.setTimeout = shorten as typeof setTimeout;
  });
  const host = await hostUnder("/tools/keyhole/");
  guard.allowOrigin(host.address);
  await page.goto(host.address);
  const region = page.getByRole("combobox", { name: "Region" }).first();
  // A field that has the focus before its list is loaded gets no list until it loses the focus.
  await expect(async () => {
    await region.blur();
    await region.click();
    await page.getByRole("option", { name: /eu-west-3/ }).click({ timeout: 2_000 });
  }).toPass();
  await readyForOfflineUse(page);

  host.update();
  await page.reload();
  const newer = page.getByText("A new version of Keyhole is available");
  await expect(newer).toBeVisible({ timeout: 60_000 });
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Switch now" }).click();
  await reloaded;
  await expect(region).toHaveValue("eu-west-3");
  await readyForOfflineUse(page);
  await expect(newer).toBeHidden();
  await host.close();
});
