import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

test("what stays open is watched, and access is taken back step by step", async ({ page }) => {
  await page.goto("/#1.cross-account");
  const verdict = page.locator("#part-verdict");

  // The reason why a verdict can be trusted says its day.
  await expect(
    verdict.getByText(/It rests on: Service Authorization Reference of \d{4}-/),
  ).toBeAttached();

  await page.getByRole("button", { name: "Watch for it" }).first().click();
  const watch = page.getByRole("dialog", { name: "Watch for it" });
  const rule = watch.getByRole("region", { name: /^Rule keyhole-/ }).first();
  await expect(rule).toContainText("AWS API Call via CloudTrail");
  await rule.getByText("Athena", { exact: true }).click();
  await expect(rule).toContainText("FROM cloudtrail_logs");
  await watch.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Do this in AWS" }).click();
  const steps = page.getByRole("dialog", { name: "Roll out, or take back" });
  await steps.getByText("Take it back", { exact: true }).click();
  const cards = steps.getByRole("listitem");
  await expect(cards.first()).toContainText("Detach the policy of CadoResponseRole");
  await expect(cards.first()).toContainText(
    "After it: the import stops at “Assume the target role”",
  );
  await expect(cards.first()).toContainText("may still: DescribeKey on key");
  await steps.getByRole("checkbox").first().check();
  await expect(steps.getByRole("status")).toHaveText("1 of 5 done");
  await page.reload();
  await page.getByRole("button", { name: "Do this in AWS" }).click();
  await steps.getByText("Take it back", { exact: true }).click();
  await expect(steps.getByRole("checkbox").first()).toBeChecked();
});
