import { decodeState, encodeState } from "#share";
import { restrictedCrossAccount } from "#testing/example-scenario";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

test("share with replaced names → link and verdict name nobody, and the table says what stands for what", async ({
  page,
}) => {
  const scenario = JSON.parse(
    JSON.stringify(restrictedCrossAccount).replaceAll("222222222222", "604815926373"),
  );
  const edits = { "t1/trust": '{ "Id": "Acme 604815926373*" }' };
  await page.goto(`/#${await encodeState({ scenario, edits })}`);
  await page.getByRole("button", { name: "Share with replaced names" }).click({ timeout: 30_000 });
  const dialog = page.getByRole("dialog", { name: "Share with replaced names" });
  await expect(dialog.getByRole("row", { name: "604815926373" })).toContainText("100000000001");
  await expect(dialog.getByText("The verdict may differ in these places")).toBeVisible();
  await expectAccessible(page, "sharing with replaced names", "[role=dialog]");

  const text = dialog.getByRole("textbox", { name: "Text to copy" });
  await dialog.getByRole("button", { name: "Copy the link" }).click();
  const link = await text.inputValue();
  const shared = JSON.stringify(await decodeState(link.slice(link.indexOf("#"))));
  expect(shared).toContain("100000000001");
  expect(shared).not.toMatch(/604815926373|acme/i);

  await dialog.getByRole("button", { name: "Copy the verdict" }).click();
  await expect(text).toHaveValue(/Keyhole verdict/, { timeout: 30_000 });
  expect(await text.inputValue()).not.toMatch(/604815926373|acme/i);
});
