import { regionsOf } from "#policy/kms";
import { blankKey, presets, type Scenario, type Target } from "#scenario";
import { encodeState } from "#share";
import { expectAccessible } from "./accessible.ts";
import { DocumentsPage } from "./documents-page.ts";
import { test as base, expect } from "./fixtures.ts";

const tooMany = /CadoResponseRole needs \d+ managed policies\./;

const test = base.extend<{ documents: DocumentsPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`/#${await encodeState({ scenario: organization(), edits: {} })}`);
    await expect(page.locator("#part-documents").getByText(tooMany)).toBeVisible({
      timeout: 60_000,
    });
    await use(new DocumentsPage(page));
  },
});

// The page of the test before may have another document open.
test.use({ viewport: { width: 1440, height: 900 } });
test.slow();

// The next test does not wait for the checker's answers about so many documents.
test.afterEach(async ({ page }) => {
  await page.goto("/icon.svg");
});

/** The worker writes new documents after its verdict on the earlier 180 sources, which takes long on a busy machine. */
const whenChecked = { timeout: 60_000 };

/** The platform role uses keys of other accounts in so many regions that their ARNs exceed the limits of a role. */
function organization(): Scenario {
  const preset = presets.find(({ id }) => id === "vendor-default") ?? presets[0];
  const [region = "", ...replicaRegions] = regionsOf("aws")
    .map(({ code }) => code)
    .slice(0, 20);
  return {
    ...preset.scenario,
    method: "create-volume",
    crossAccount: "both-roles",
    targets: Array.from(
      { length: 9 },
      (_, at): Target => ({
        id: `t${at}`,
        account: String(200_000_000_000 + at),
        role: "CadoResponseCrossAccountRole",
        keys: [
          {
            ...blankKey,
            id: `k${at}`,
            type: "multi-region",
            region,
            replicaRegions,
            naming: { by: "arn", keyId: `mrk-${String(at).padStart(32, "0")}` },
          },
        ],
      }),
    ),
  };
}

test("a notice says that a role needs more policies than AWS attaches, and a size option reduces them", async ({
  page,
  documents,
}) => {
  const notice = page.locator("#part-documents").getByText(tooMany);
  await expect(notice).toBeVisible();
  await expect(page.getByText(/A role can have 10. Request \d+/).first()).toBeVisible();

  await page.getByRole("button", { name: "Size options" }).click();
  const dialog = page.getByRole("dialog", { name: "Size options" });
  const tag = dialog.getByRole("region", { name: "By tag" });
  const alias = dialog.getByRole("region", { name: "By alias and role name" });
  // The verdict on 180 sources is computed at the same time.
  await expect(tag).toContainText("9 keys and 9 roles", { timeout: 30_000 });
  await expect(tag).toContainText("2 managed policies");
  await expect(alias).toContainText("each of 9 keys");
  // The authorizer's results for both options.
  for (const option of [tag, alias]) {
    await expect(
      option.getByRole("listitem").filter({ hasText: "in a stranger’s account" }).first(),
    ).toContainText("left open");
    await expect(
      option.getByRole("listitem").filter({ hasText: "the platform’s own account" }),
    ).toContainText("refused");
  }

  const key = tag.getByLabel("Tag key");
  await key.fill("aws:mine");
  await expect(tag.getByText(/reserved for AWS/)).toBeVisible();
  await expect(tag.getByRole("button", { name: "Use this" })).toBeDisabled();
  await key.fill("dfir-scope");
  await expectAccessible(page, "size options", "[role=dialog]");
  await tag.getByRole("button", { name: "Use this" }).click();

  // The wizard shows the answer with the focus on it, and undo reverts it.
  const byTag = page.getByRole("radio", { name: "By tag" });
  await expect(byTag).toBeFocused();
  await expect(byTag).toBeChecked();
  await expect(dialog).toBeHidden();
  await expect(notice).toBeHidden();
  await expect
    .poll(() => documents.text(), whenChecked)
    .toContain('"aws:ResourceTag/dfir-scope": "import"');
  const text = await documents.text();
  expect(text).toContain('"arn:aws:iam::*:role/CadoResponseCrossAccountRole"');

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(notice).toBeVisible();
  await expect(byTag).not.toBeChecked();
});

test("the naming question is answered by keyboard, and the verdict shows the open abuses", async ({
  page,
  documents,
}) => {
  const answers = page.locator("#part-answers");
  await answers.getByRole("radio", { name: "Each by name" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(answers.getByRole("radio", { name: "By alias and role name" })).toBeChecked();
  await answers.getByLabel("Aliases begin with").fill("dfir-");
  await expect
    .poll(() => documents.text(), whenChecked)
    .toContain('"kms:ResourceAliases": "alias/dfir-*"');
  const verdict = page.locator("#part-verdict");
  await expect(verdict.getByText("Name each key and role of other accounts by itself")).toBeVisible(
    { timeout: 60_000 },
  );
});
