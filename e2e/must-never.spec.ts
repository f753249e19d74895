import { encodeState } from "#share";
import { restrictedCrossAccount as scenario } from "#testing/example-scenario";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

test("compare with a link and with another answer → what is newly allowed, and what no longer", async ({
  page,
}) => {
  const there = { ...scenario, guards: { ...scenario.guards, encryptionContext: false } };
  await page.goto(`/#${await encodeState({ scenario, edits: {} })}`);
  await page
    .getByRole("button", { name: "Compare with a file or link" })
    .click({ timeout: 30_000 });
  const dialog = page.getByRole("dialog", { name: "Compare with" });
  const box = dialog.getByLabel("A Keyhole link, a Keyhole file, or policies");
  await box.fill("not a policy");
  await dialog.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(dialog.getByText("Nothing was compared")).toBeVisible();
  await box.fill(`https://keyhole.example/#${await encodeState({ scenario: there, edits: {} })}`);
  await dialog.getByRole("button", { name: "Compare", exact: true }).click();
  const compared = dialog.getByRole("region", { name: /^Compared with/ });
  await expect(compared.getByText("less is allowed")).toBeVisible({ timeout: 30_000 });
  await compared
    .getByRole("button", { name: /may call Decrypt/ })
    .first()
    .click();
  await expect(compared.getByRole("row", { name: /Action kms:Decrypt/ }).first()).toBeVisible();

  await dialog.getByRole("button", { name: "Withhold it" }).click();
  const withheld = dialog.getByRole("region", { name: "CreateGrant: Withhold it" });
  await expect(withheld.getByRole("button", { name: /may call CreateGrant/ }).first()).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page, "the comparison", "[role=dialog]");
});

test("a rule of the user → written by keyboard, refuted with a request, changed, proved, undone", async ({
  page,
}) => {
  await page.goto(`/#${await encodeState({ scenario, edits: {} })}`);
  const verdict = page.locator("#part-verdict");
  await expect(verdict.getByText("You have no rules yet.")).toBeVisible({ timeout: 30_000 });

  await verdict.getByRole("button", { name: "Add a rule" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New rule" });
  await dialog.getByRole("radio", { name: "Everyone", exact: true }).press("Space");
  await dialog.getByLabel("What", { exact: true }).selectOption("delete the key");
  await expect(dialog.getByText("Nobody can delete the key of the import.")).toBeVisible();
  await expectAccessible(page, "the editor of rules", "[role=dialog]");
  await dialog.getByRole("button", { name: "Add the rule" }).press("Enter");

  const rules = verdict.getByRole("list", { name: "Your rules" });
  await expect(rules.getByText("Refuted. Nobody can delete")).toBeVisible({ timeout: 30_000 });
  await expect(rules.getByText(/is allowed: .* may call kms:ScheduleKeyDeletion/)).toBeVisible();
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("1 rule of yours is refuted");

  // Another role, and only through EC2: an answer makes it so.
  await rules.getByRole("button", { name: /^Change the rule/ }).click();
  const change = page.getByRole("dialog", { name: "Change the rule" });
  await change.getByRole("radio", { name: "Only these" }).press("Space");
  await change.getByRole("button", { name: "Keep the change" }).click();
  await expect(change.getByText("Choose at least one principal")).toBeVisible();
  await change.getByRole("combobox", { name: "Another principal" }).fill("everyone in the office");
  await change.getByRole("button", { name: "Add: Another principal" }).click();
  await expect(change.getByText("This is no ARN of a role")).toBeVisible();
  await change.getByLabel("The roles of the import").check();
  await change.getByLabel("What", { exact: true }).selectOption("decrypt with the key");
  await change.getByLabel("through EC2 in the key’s region").check();
  await change.getByRole("button", { name: "Keep the change" }).click();
  await expect(rules.getByText("Proved. The roles of the import cannot decrypt")).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page, "the rules", "#part-verdict");

  // The address has the rule, and undo goes back to the one before.
  await page.reload();
  await expect(rules.getByText("Proved. The roles of the import")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rules.getByText("Nobody can delete the key of the import.")).toBeVisible();
  await rules.getByRole("button", { name: /^Remove the rule/ }).click();
  await expect(verdict.getByText("You have no rules yet.")).toBeVisible();
});
