import type { Page } from "@playwright/test";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expect, test } from "./fixtures.ts";
import { openOverWork } from "./shared-profile.ts";

test.use({ keepsPage: true });

const crossAccount = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;

type Statement = { Action: string | string[]; Sid: string; [element: string]: unknown };

/** Opens a scenario with one document changed. */
async function open(
  page: Page,
  scenario: Scenario,
  documentId: string,
  change: (statements: Statement[]) => void,
  openLink = (address: string): Promise<unknown> => page.goto(address),
) {
  const document = generate(scenario).find(({ id }) => id === documentId);
  const policy = JSON.parse(document?.text ?? "") as { Statement: Statement[] };
  change(policy.Statement);
  const edits = { [documentId]: JSON.stringify(policy, null, 2) };
  await openLink(`/#${await encodeState({ scenario, edits, documentId, ignored: {} })}`);
}

const statement = (statements: Statement[], action: string) => {
  const found = statements.find(({ Action }) => [Action].flat().includes(action));
  if (!found) throw new Error(`no statement for ${action}`);
  return found;
};

const without = (statements: Statement[], action: string) => {
  const found = statement(statements, action);
  found.Action = [found.Action].flat().filter((one) => one !== action);
};

const status = (page: Page) => page.getByRole("region", { name: "Status" });

test("an action removed by hand comes back with one click, and undo takes it away again", async ({
  page,
}) => {
  await open(page, crossAccount, "t1/identity", (all) => without(all, "kms:Decrypt"));
  await expect(status(page)).toContainText(/Stops at step \d of \d/);
  const apply = status(page).getByRole("button", { name: /^Repair: Add "kms:Decrypt" to / });
  await apply.click();
  await expect(status(page)).not.toContainText("Stops");
  await expect(page.locator("#part-verdict").getByText(/^Import works/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(status(page)).toContainText("Stops");
  await expect(apply).toBeVisible();
});

test("a Deny that asks for an organization is not decided until the answer is given", async ({
  page,
}) => {
  await open(page, crossAccount, "t1/k1/key", (all) => {
    all.push({
      Sid: "OnlyMyOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcde12345" } },
    });
  });
  await expect(status(page)).toContainText("Not decided");
  await expect(page.locator("#part-verdict")).not.toContainText("does not work");
  await status(page)
    .getByRole("button", { name: "Repair: Set your organization: o-abcde12345" })
    .click();
  await expect(page.locator("#part-verdict").getByText(/^Import works/)).toBeVisible();
  await expect(status(page)).not.toContainText("Not decided");
});

test("Decrypt under GrantIsForAWSResource moves to a separate statement", async ({ page }) => {
  const scenario: Scenario = { ...crossAccount, createGrant: "aws-resources" };
  await open(page, scenario, "t1/identity", (all) => {
    const grant = statement(all, "kms:CreateGrant");
    grant.Action = [...[grant.Action].flat(), "kms:Decrypt"];
    without(
      all.filter((one) => one !== grant),
      "kms:Decrypt",
    );
  });
  await status(page)
    .getByRole("button", { name: /^Repair: Move "kms:Decrypt" to a separate statement/ })
    .click();
  await expect(page.locator("#part-verdict").getByText(/^Import works/)).toBeVisible();
});

test("a wrong region in kms:ViaService is set right, and a missing principal is added", async ({
  page,
}) => {
  const wrong = "ec2.eu-north-1.amazonaws.com";
  await open(page, crossAccount, "t1/identity", (all) => {
    const text = JSON.stringify(all).replaceAll("ec2.eu-west-1.amazonaws.com", wrong);
    all.splice(0, all.length, ...(JSON.parse(text) as Statement[]));
  });
  await expect(status(page)).toContainText(/Stops at step \d of \d/);
  await status(page)
    .getByRole("button", { name: /^Repair: .*ec2\.eu-west-1\.amazonaws\.com/ })
    .click();
  await expect(page.locator("#part-verdict").getByText(/^Import works/)).toBeVisible();

  const bothRoles: Scenario = {
    ...crossAccount,
    method: "create-volume",
    crossAccount: "both-roles",
  };
  const withoutPlatform = (all: Statement[]) => {
    const named = statement(all, "kms:DescribeKey").Principal as { AWS: string[] };
    named.AWS = named.AWS.filter((arn) => !arn.includes("111111111111"));
  };
  await open(page, bothRoles, "t1/k1/key", withoutPlatform, (address) =>
    openOverWork(page, address),
  );
  await expect(status(page)).toContainText(/Stops at step \d of \d/);
  await status(page)
    .getByRole("button", {
      name: /^Repair: Add "arn:aws:iam::111111111111:role\/CadoResponseRole"/,
    })
    .click();
  await expect(page.locator("#part-verdict").getByText(/^Import works/)).toBeVisible();
});
