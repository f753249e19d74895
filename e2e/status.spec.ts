import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expect, test } from "./fixtures.ts";

test.use({ keepsPage: true });

const crossAccount = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;

test("the status stays in sight at 390, 1024 and 1440 px, and says what is wrong at once", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const edits = { "t1/identity": '{ "Version": ' };
  await page.goto(`/#${await encodeState({ scenario: crossAccount, edits, ignored: {} })}`);
  const status = page.getByRole("region", { name: "Status" });
  for (const width of [390, 1024, 1440])
    await test.step(`${width} px`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await expect(status).toContainText(/Incomplete: .*is not valid JSON/);
      await status.getByRole("button", { name: "Go to the error" }).click();
      const editor = page.getByRole("textbox", { name: /, text$/ });
      await expect(editor).toBeFocused();
      await expect(status).toBeInViewport();
      await editor.blur();
    });
});

test("a half-typed account is the status, and the documents say which answer they show", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/#${await encodeState({ scenario: crossAccount, edits: {}, ignored: {} })}`);
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("example");
  const account = page.locator('[data-question="platform.account"]').getByRole("combobox");
  await account.or(page.locator('[data-question="platform.account"] input')).first().fill("1234");
  await expect(status).toContainText("Incomplete: Platform: account");
  await expect(status).toContainText("The documents show the last complete answer, 111111111111.");
  await expect(page.getByRole("region", { name: "Documents" })).toContainText(
    "Shows an earlier answer: 111111111111",
  );
});
