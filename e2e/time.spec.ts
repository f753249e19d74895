import { type Scenario, withKeyState } from "#scenario";
import { encodeState } from "#share";
import { restrictedCrossAccount } from "#testing/example-scenario";
import { ExportPage } from "./export-page.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

/** No account and key of it is an example. */
const own: Scenario = JSON.parse(
  JSON.stringify(restrictedCrossAccount)
    .replaceAll("111111111111", "444455556666")
    .replaceAll("222222222222", "777788889999")
    .replaceAll("1234abcd-12ab-34cd-56ef-1234567890ab", "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1"),
);

const day = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

test("access until tomorrow works today, and not the day after, in the screen and in the report", async ({
  page,
}) => {
  const period = { from: "", until: dayIn(1) };
  await page.goto(`/#${await encodeState({ scenario: { ...own, period }, edits: {} })}`);
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText(`Works until ${dayIn(1)} 00:00 UTC`, { timeout: 30_000 });
  const moment = page.getByRole("textbox", { name: "Decide for this moment (UTC)" });
  await moment.fill(`${dayIn(2)} 12`);
  await expect(page.locator('[data-question="moment"]')).toContainText("Enter a day");
  await moment.fill(`${dayIn(2)} 12:00`);
  const ended = `the access ended at ${dayIn(1)} 00:00 UTC`;
  await expect(status).toContainText(`Stops: ${ended}`);
  const exporting = new ExportPage(page);
  await exporting.open();
  await exporting.choose("Report, Markdown", /^keyhole-report\.md/);
  const { files } = await exporting.download();
  const [report = ""] = files.values();
  expect(report).toContain(ended);
  expect(report).toContain(`${dayIn(2)} 12:00 UTC`);
});

test("a key that is pending deletion stops the import in the strip and in the report", async ({
  page,
}) => {
  const targets = own.targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => withKeyState(key, key.region, "pending-deletion")),
  }));
  await page.goto(`/#${await encodeState({ scenario: { ...own, targets }, edits: {} })}`);
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("is pending deletion: KMS refuses", { timeout: 30_000 });
  await expect(status).toContainText(/Stops at step \d/);
  const exporting = new ExportPage(page);
  await exporting.open();
  await exporting.choose("Report, Markdown", /^keyhole-report\.md/);
  const { files } = await exporting.download();
  const [report = ""] = files.values();
  expect(report).toContain("is pending deletion: KMS refuses");
  expect(report).toContain("cancel-key-deletion");
});
