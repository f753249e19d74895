import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expect, test } from "./fixtures.ts";

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const [first] = generate(scenario);
const edited = (first?.text ?? "").replace("{", '{\n  "Id": "Mine",').replace('"Allow"', '"Deny"');

test("Back closes a dialog and keeps the page; in Compare one change is taken back, and undone", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const edits = { [first?.id ?? ""]: edited };
  await page.goto(`/#${await encodeState({ scenario, edits, ignored: {} })}`);
  await expect(page.getByRole("tab", { name: /^Key policy/ })).toBeVisible();
  const openInEntry = () => page.evaluate(() => history.state.dialogs);

  const dialog = page.getByRole("dialog", { name: "Start from…" });
  const open = page.getByRole("button", { name: "Start from…" });
  await open.click();
  await expect(dialog).toBeVisible();
  await expect.poll(openInEntry).toBe(1);
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await open.click();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect.poll(openInEntry).toBe(0);

  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const changes = page.getByRole("list", { name: "Changes" }).getByRole("button");
  await expect(changes).toHaveCount(2);
  await changes.first().focus();
  await page.keyboard.press("Enter");
  await expect(changes).toHaveCount(1);
  await expect(changes).toBeFocused();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(changes).toHaveCount(2);
});
