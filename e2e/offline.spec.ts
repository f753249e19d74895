import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.ts";
import { hostUnder } from "./static-host.ts";

test.use({ serviceWorkers: "allow" });

test("after the first visit the page works without its host", async ({ page, guard }) => {
  const host = await hostUnder("/tools/keyhole/");
  guard.allowOrigin(host.address);
  await page.goto(host.address);
  // Ready means installed, and installed means that everything is kept.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await host.close();

  await page.goto(`${host.address}#a-shared-link`);
  await page.reload();
  await expect(page.getByRole("main")).toBeVisible();

  // What is loaded on demand is there too: the editor, the workers, the fonts of the page's own language.
  const assets = readdirSync(fileURLToPath(new URL("../dist/assets", import.meta.url)));
  const wanted = assets.filter((name) => !/-(cyrillic|greek|vietnamese|latin-ext)-/.test(name));
  const missing = await page.evaluate(async (names) => {
    const answers = names.map((name) => fetch(`assets/${name}`).then((answer) => answer.ok));
    const settled = await Promise.allSettled(answers);
    return names.filter((_name, index) => {
      const one = settled[index];
      return one?.status !== "fulfilled" || !one.value;
    });
  }, wanted);
  expect(missing).toEqual([]);
});

test("a newer version waits until the user switches to it, and the work is kept", async ({
  page,
  guard,
}) => {
  const host = await hostUnder("/tools/keyhole/");
  guard.allowOrigin(host.address);
  await page.goto(host.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const region = page.getByRole("combobox", { name: "Region" }).first();
  await region.click();
  await page.getByRole("option", { name: /eu-west-3/ }).click();

  host.update();
  await page.reload();
  await expect(page.getByText("A newer Keyhole has arrived")).toBeVisible();
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Switch now" }).click();
  await reloaded;
  await expect(page.getByRole("main")).toBeVisible();
  await expect(region).toHaveValue("eu-west-3");
  await expect(page.getByText("A newer Keyhole has arrived")).toBeHidden();
  await host.close();
});
