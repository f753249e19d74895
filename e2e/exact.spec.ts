import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;

/** A link to the example across accounts, with a statement for everyone in its key policy. */
async function linkWithOpenKey(): Promise<string> {
  const document = generate(scenario).find(({ kind }) => kind === "key");
  const policy = JSON.parse(document?.text ?? "{}");
  policy.Statement.push({
    Sid: "Everyone",
    Effect: "Allow",
    Principal: "*",
    Action: "kms:Decrypt",
    Resource: "*",
  });
  const edits = { [document?.id ?? ""]: JSON.stringify(policy, null, 2) };
  return `/#${await encodeState({ scenario, edits })}`;
}

test("an edit that opens a key policy to everyone → who gets in, with a request", async ({
  page,
}) => {
  await page.goto(await linkWithOpenKey());
  const changed = page
    .locator("#part-verdict section")
    .filter({ has: page.getByRole("heading", { name: "What changed" }) });
  await expect(changed.getByText("Newly allowed")).toBeVisible({ timeout: 30_000 });
  const row = changed.getByRole("button", { name: /may call Decrypt/ }).first();
  await row.click();
  await expect(changed.getByRole("row", { name: /Action kms:Decrypt/ })).toBeVisible();
});

test("the least documents → nothing beyond the import, and who can use the key", async ({
  page,
}) => {
  const least: Scenario = {
    ...scenario,
    actions: "least",
    createGrant: "aws-resources",
    guards: {
      ...scenario.guards,
      viaService: true,
      encryptionContext: true,
      grantOperations: true,
    },
  };
  await page.goto(`/#${await encodeState({ scenario: least, edits: {} })}`);
  await page
    .getByRole("button", { name: "What each role can do, and who can use each key" })
    .click();
  const role = page.getByRole("article", { name: /^CadoResponseCrossAccountRole of/ });
  await expect(role).toContainText("this is the least privilege", { timeout: 30_000 });
  await expect(page.getByRole("article", { name: /^Who can use key 1234abcd/ })).toContainText(
    "The key’s own account",
  );
});

test("three rules for a key → refuted with a request, or proved", async ({ page }) => {
  const denied: Scenario = { ...scenario, guards: { ...scenario.guards, denyOthers: true } };
  await page.goto(`/#${await encodeState({ scenario: denied, edits: {} })}`);
  await page.getByRole("button", { name: "Check three rules for each key" }).click();
  await expect(page.getByRole("button", { name: /^Nobody but the roles.*proved$/ })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: /^Nobody can delete .*refuted$/ }).click();
  await expect(page.getByRole("row", { name: "Action kms:ScheduleKeyDeletion" })).toBeVisible();
});
