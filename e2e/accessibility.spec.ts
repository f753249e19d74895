import { expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

for (const width of [1440, 1024, 390])
  test.describe(`${width} pixels wide, light and dark`, () => {
    test.use({ viewport: { width, height: 900 }, keepsPage: true });
    // axe reads every element of a page with Monaco, twice for each state.
    test.slow();

    test("axe finds nothing in any part, and nothing with an open dialog, menu or list", async ({
      page,
    }) => {
      await page.goto("/#1.vendor-ebs-direct");
      await expect(page.getByRole("button", { name: "Show the list" }).first()).toBeAttached();

      await test.step("dialogs, menu and list", async () => {
        await page.getByRole("button", { name: "Start from…" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessibleInBothThemes(page, "presets", "[role=dialog]");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Start over" }).click();
        await expect(page.getByRole("alertdialog")).toBeVisible();
        await expectAccessibleInBothThemes(page, "start over", "[role=alertdialog]");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Theme" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
        await expectAccessibleInBothThemes(page, "theme", "[role=menu]");
        await page.keyboard.press("Escape");
        await page.getByRole("combobox", { name: "Region" }).first().click();
        await expect(page.getByRole("listbox")).toBeVisible();
        await expectAccessibleInBothThemes(page, "regions", "[role=listbox]");
        await page.keyboard.press("Escape");
      });

      await test.step("parts of the page", async () => {
        await page.getByRole("button", { name: "More settings for this key" }).click();
        await page.getByRole("button", { name: "Add a target account" }).click();
        await page.keyboard.type("12345");
        await page.keyboard.press("Tab");
        await expectAccessibleInBothThemes(page, "answers");
        for (const tab of await page.getByRole("tab", { name: /^(Documents|Verdict)$/ }).all()) {
          await tab.click();
          const name = (await tab.textContent()) ?? "";
          const part = name.startsWith("Documents") ? "#part-documents" : "#part-verdict";
          await expect(page.locator(part)).toBeVisible();
          await expectAccessibleInBothThemes(page, name, "html", part);
        }
      });
    });
  });
