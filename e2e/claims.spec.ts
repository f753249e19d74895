import type { Page } from "@playwright/test";
import { generate } from "#generator";
import { presets } from "#scenario";
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

test("an AWS managed key and a temporary key with all restrictions → refuted is what AWS leaves open, and nothing else", async ({
  page,
}) => {
  const managed = presets.find(({ id }) => id === "aws-managed-cross-account")?.scenario;
  const scenario = { ...restricted, ...managed, guards: restricted.guards };
  await page.goto(`/#${await encodeState({ scenario, edits: {} })}`);
  const claims = claimsOf(page);
  const refuted = claims.getByRole("button", { name: /^Refuted\./ });
  await expect(refuted.first()).toBeVisible({ timeout: 30_000 });
  const managedKey = "the key behind alias/aws/ebs in us-east-1";
  expect((await refuted.allInnerTexts()).map((text) => text.replace(/\s+/g, " "))).toEqual([
    // AWS writes the policy of its managed keys.
    expect.stringContaining(`and EC2 itself can use ${managedKey}`),
    expect.stringContaining(`can make a grant on ${managedKey}`),
    expect.stringContaining(`cannot use ${managedKey} for anything but EBS volumes and snapshots`),
    // A new key has no alias yet, and neither have others.
    expect.stringContaining("can give the prefix to no key of another purpose that has no alias"),
  ]);
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

for (const [what, condition, stranger] of [
  ["a tag", { StringEquals: { "aws:PrincipalTag/team": "forensics" } }, /::999999999999:/],
  [
    "accounts that begin with 1",
    { StringLike: { "kms:CallerAccount": "1*" } },
    /::1(?!1{11})\d{11}:/,
  ],
  ["any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }, /::999999999999:/],
] as const)
  test(`a key policy for everyone, held to ${what} → refuted by a stranger's request`, async ({
    page,
  }) => {
    const scenario = { ...restricted, guards: { ...restricted.guards, denyOthers: false } };
    const key = generate(scenario).find(({ kind }) => kind === "key");
    const policy = JSON.parse(key?.text ?? "{}");
    policy.Statement.push({
      Sid: "Everyone",
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: condition,
    });
    const edits = { [key?.id ?? ""]: JSON.stringify(policy, null, 2) };
    await page.goto(`/#${await encodeState({ scenario, edits })}`);
    const claims = claimsOf(page);
    await expect(
      claims
        .getByText(/may call kms:Decrypt/)
        .filter({ hasText: stranger })
        .first(),
    ).toBeVisible({
      timeout: 30_000,
    });
    await claims
      .getByRole("button", { name: /^Refuted\./ })
      .first()
      .click();
    await expect(claims.getByRole("row", { name: /Action kms:Decrypt/ }).first()).toBeVisible();
    await expect(claims.getByRole("button", { name: /Show Everyone/ }).first()).toBeVisible();
  });
