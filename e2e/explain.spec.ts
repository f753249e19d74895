import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const target = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";

/** Opens “Explain a denial” and gives its field for the text. */
async function explain(page: Page) {
  await page.goto("/#1.vendor-ebs-direct");
  await page.getByRole("button", { name: "Explain a denial" }).click();
  const dialog = page.getByRole("dialog");
  return { dialog, field: dialog.getByLabel("Denial by AWS") };
}

test("what AWS says is explained: a layer, a symptom, a role of AWS, EC2’s own calls and a refused policy", async ({
  page,
}) => {
  const { dialog, field } = await explain(page);

  await test.step("a permissions boundary decided: never “Allowed”, and the import dialog opens", async () => {
    await field.fill(
      `User: ${target} is not authorized to perform: kms:Decrypt on resource: ${key} because no permissions boundary allows the kms:Decrypt action`,
    );
    await expect(dialog.getByText(/AWS says that no permissions boundary allows/)).toBeVisible();
    await expect(dialog.getByText(/no Allow here changes that/)).toBeVisible();
    await expect(dialog.getByText(/^Allowed/)).toHaveCount(0);
    await expect(dialog.getByText("Changes that would allow it")).toHaveCount(0);
    await expect(dialog.getByText(/Role.PermissionsBoundary/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Import…" })).toBeVisible();
  });

  await test.step("a symptom after a level in brackets: what it hides, the calls and the queries", async () => {
    await field.fill(
      `[WARN] attach failed: CustomerKeyHasBeenRevoked: The encrypted volume was unable to access the KMS key ${key}`,
    );
    await expect(dialog.getByText(/The volume was not attached/)).toBeVisible();
    await expect(dialog.getByText(/kms:CreateGrant, kms:Decrypt/)).toBeVisible();
    await expect(dialog.getByText(/aws cloudtrail lookup-events --region us-east-1/)).toBeVisible();
  });

  await test.step("a service-linked role of another account: a grant, as a command", async () => {
    await field.fill(
      `User: arn:aws:sts::333333333333:assumed-role/AWSServiceRoleForAutoScaling/x is not authorized to perform: kms:Decrypt on resource: ${key} because no resource-based policy allows the kms:Decrypt action`,
    );
    await expect(dialog.getByText(/aws kms create-grant .*--operations/)).toBeVisible();
    await expect(dialog.getByText(/in an identity policy of the caller/)).toHaveCount(0);
  });

  await test.step("EBS’s own call is not judged", async () => {
    await field.fill(
      `User: ${target} is not authorized to perform: ebs:ListSnapshotBlocks on resource: arn:aws:ec2:us-east-1::snapshot/snap-0a because no identity-based policy allows the ebs:ListSnapshotBlocks action`,
    );
    await expect(dialog.getByText("Not judged")).toBeVisible();
    await expect(dialog.getByText(/vendor’s template/)).toBeVisible();
  });

  await test.step("a refused policy: the linter’s rules", async () => {
    await field.fill("Policy contains a statement with one or more invalid principals.");
    await expect(dialog.getByRole("link", { name: "invalid-principal" })).toBeVisible();
  });

  await test.step("an event of the other method: one click gives that answer", async () => {
    await field.fill(
      `User: ${target} is not authorized to perform: kms:GenerateDataKeyWithoutPlaintext on resource: ${key} because no identity-based policy allows the kms:GenerateDataKeyWithoutPlaintext action`,
    );
    await dialog.getByRole("button", { name: "Answer “Create a volume”" }).click();
    await expect(dialog.getByRole("button", { name: /^Answer “/ })).toHaveCount(0);
  });
});
