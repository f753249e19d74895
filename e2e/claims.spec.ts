import type { Page } from "@playwright/test";
import { generate } from "#generator";
import { encodeState } from "#share";
import { restrictedCrossAccount as restricted } from "#testing/example-scenario";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 } });

const claimsOf = (page: Page) =>
  page
    .locator("#part-verdict section")
    .filter({ has: page.getByRole("heading", { name: "Claims" }) });

test("the main job with all restrictions → every claim is proved", async ({ page }) => {
  await page.goto(`/#${await encodeState({ scenario: restricted, edits: {} })}`);
  const claims = claimsOf(page);
  const count = claims.getByText(/^(\d+) of \1 proved$/);
  await expect(count).toBeVisible({ timeout: 30_000 });
  await expect(
    page.locator("#part-verdict").getByText(/^(\d+) of \1 claims proved\.$/),
  ).toBeVisible();
  await expectAccessible(page, "claims", "#part-verdict");
});

test("a key policy for every account's role of the name → refuted by a stranger's request", async ({
  page,
}) => {
  const trust = generate(restricted).find(({ kind }) => kind === "trust");
  const policy = JSON.parse(trust?.text ?? "{}");
  policy.Statement = [
    {
      Sid: "AnyAccount",
      Effect: "Allow",
      Principal: "*",
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/CadoResponseRole" } },
    },
  ];
  const edits = { [trust?.id ?? ""]: JSON.stringify(policy, null, 2) };
  await page.goto(`/#${await encodeState({ scenario: restricted, edits })}`);
  const claims = claimsOf(page);
  const refuted = claims.getByRole("button", { name: /^Refuted\./ }).first();
  await expect(refuted).toBeVisible({ timeout: 30_000 });
  await expect(
    claims.getByText(/role\/CadoResponseRole may call sts:AssumeRole/).first(),
  ).toBeVisible();
  await refuted.click();
  await expect(claims.getByRole("row", { name: /Action sts:AssumeRole/ })).toBeVisible();
  await claims.getByRole("button", { name: /Show AnyAccount/ }).click();
  await expect(page.getByRole("tab", { name: /^Trust policy/, selected: true })).toBeVisible();
});
