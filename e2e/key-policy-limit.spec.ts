import { presets, type Scenario, withKey } from "#scenario";
import { encodeState } from "#share";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ keepsPage: true });

const preset = presets.find(({ id }) => id === "cross-account") ?? presets[0];

/** So many administrators that the key's policy exceeds the limit of KMS. */
const scenario: Scenario = withKey(
  preset.scenario,
  preset.scenario.targets[0]?.keys[0]?.id ?? "",
  (key) => ({
    ...key,
    administrators: Array.from(
      { length: 200 },
      (_, at) => `${"key-administrators/".repeat(8)}administrator-${at}`,
    ),
  }),
);

test("a key policy that administrators make too large gets smaller by one answer", async ({
  page,
}) => {
  await page.goto(`/#${await encodeState({ scenario, edits: {} })}`);
  const notice = page
    .locator("#part-documents")
    .getByText(/The key policy of .* has [\d,]+ bytes\./);
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Size options" }).click();
  const dialog = page.getByRole("dialog", { name: "Size options" });
  const one = dialog.getByRole("region", { name: "One role for all administrators" });
  await one.getByLabel("Role name or ARN").fill("Key Administrators");
  await expect(one.getByRole("button", { name: "Use this" })).toBeDisabled();
  await one.getByLabel("Role name or ARN").fill("KeyAdministrators");
  await expectAccessible(page, "smaller key policies", "[role=dialog]");
  await one.getByRole("button", { name: "Use this" }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByRole("list", { name: "Administrators of the key" })).toHaveText(
    /KeyAdministrators/,
  );
});
