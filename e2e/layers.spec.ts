import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";
import { ImportPage } from "./import-page.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const account = scenario.targets[0]?.account ?? "";
const scp = {
  Policy: {
    PolicySummary: { Name: "NoKms", Type: "SERVICE_CONTROL_POLICY" },
    Content: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "*", Resource: "*" },
        { Sid: "DenyKmsUse", Effect: "Deny", Action: "kms:*", Resource: "*" },
      ],
    }),
  },
};

test("an imported SCP stops the import, with its statement named, until it is removed", async ({
  page,
}) => {
  await page.goto(`/#${await encodeState({ scenario, edits: {} })}`);
  const verdict = page.locator("#part-verdict");
  await expect(verdict.getByText("AWS may refuse more")).toBeVisible({ timeout: 30_000 });
  const importing = new ImportPage(page);
  await importing.open();
  await importing.choose({ name: "describe-policy.json", text: JSON.stringify(scp) });
  const { dialog } = importing;
  const list = dialog.getByRole("region", { name: "Policies beside the documents" });
  await expect(list.getByText("SCP NoKms")).toBeVisible();
  await list.getByLabel("Account", { exact: true }).selectOption(account);
  await expectAccessible(page, "the import of an SCP", "[role=dialog]");
  await list.getByRole("button", { name: "Add 1 entry to the work" }).click();

  await expect(page.getByRole("tab", { name: "SCP NoKms" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(verdict.getByText("DenyKmsUse").first()).toBeVisible({ timeout: 30_000 });
  await expect(verdict.getByText("Decided with your SCP.")).toBeVisible();
  await page.getByRole("button", { name: "Remove from the work" }).click();
  await expect(verdict.getByText("DenyKmsUse")).toHaveCount(0, { timeout: 30_000 });
});
