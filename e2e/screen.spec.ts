import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ keepsPage: true });

const crossAccount = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;

test("an answer says which documents it changed out of sight; the palette and the skip links reach everything", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  // The document that changes is out of sight.
  const documentId = "platform/identity";
  const work = { scenario: crossAccount, edits: {}, documentId, ignored: {} };
  await page.goto(`/#${await encodeState(work)}`);
  await expect(page.getByRole("tab", { name: /^Key policy/ })).toBeVisible();
  // Notes about changes are loaded after the editor.
  await expect(page.getByRole("textbox", { name: /, text/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("radio", { name: "Withhold it" }).check();
  const note = page
    .getByRole("status")
    .filter({ hasText: /^\d documents? changed: .*−\d+ lines?/ });
  await expect(note).toBeVisible();
  await note.getByRole("button", { name: "Show" }).click();
  const changes = page.getByRole("dialog", { name: /changed/ });
  await expect(changes.getByText('"kms:CreateGrant"').first()).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find an action, document or finding" });
  await expect(field).toBeFocused();
  await expectAccessible(page, "the palette", "[role=dialog]");
  await field.fill("trust policy");
  await expect(page.getByRole("option", { selected: true })).toContainText("Trust policy");
  await field.press("Enter");
  await expect(page.getByRole("tab", { name: /^Trust policy/, selected: true })).toBeVisible();

  const skip = page.getByRole("button", { name: "Skip to the verdict" });
  await skip.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#part-verdict")).toBeFocused();
});
