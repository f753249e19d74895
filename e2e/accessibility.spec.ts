import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

async function expectAccessible(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
  expect(found, what).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1440, 1024, 390]) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test.beforeEach(async ({ page }) => {
        // axe reads every element of a page that has Monaco in it, several times.
        test.slow();
        await page.goto("/");
        await expect(page.getByRole("button", { name: "Show the list" }).first()).toBeAttached();
      });

      test("axe finds nothing in any part", async ({ page }) => {
        await page.getByRole("button", { name: "More about this key" }).click();
        await page.getByRole("button", { name: "Add a target account" }).click();
        await page.keyboard.type("12345");
        await page.keyboard.press("Tab");
        await expectAccessible(page, "answers");
        for (const tab of await page.getByRole("tab", { name: /^(Documents|Verdict)$/ }).all()) {
          await tab.click();
          await expectAccessible(page, (await tab.textContent()) ?? "");
        }
      });

      test("axe finds nothing with a dialog, menu or list open", async ({ page }) => {
        await page.getByRole("button", { name: "Start from…" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page, "presets");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Start over" }).click();
        await expect(page.getByRole("alertdialog")).toBeVisible();
        await expectAccessible(page, "start over");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Theme" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
        await expectAccessible(page, "theme");
        await page.keyboard.press("Escape");
        await page.getByRole("combobox", { name: "Region" }).first().click();
        await expect(page.getByRole("listbox")).toBeVisible();
        await expectAccessible(page, "regions");
      });
    });
  }
