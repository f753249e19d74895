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
