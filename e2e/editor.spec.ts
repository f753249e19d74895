import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { DocumentsPage } from "./documents-page.ts";
import { test as base, expect } from "./fixtures.ts";

const test = base.extend<{ documents: DocumentsPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const documents = new DocumentsPage(page);
    await documents.start();
    await documents.open(targetIdentity);
    await documents.untilFeaturesArrive();
    await use(documents);
  },
});

const targetIdentity = /^Identity policy.* CadoResponseCrossAccountRole/;
const targetKey = /^Key policy.* us-east-1/;

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
// Each test loads and starts Monaco, on machines with two shared cores.
test.slow();

/** Two statements with two findings that have a fix, of one kind, and one of another kind. */
const twoWrongServices = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: ["us-east-1", "eu-west-1"].map((region, index) => ({
      Sid: `Use${index + 1}`,
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:Decrypt"].slice(index),
      Resource: "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      Condition: { StringEquals: { "kms:ViaService": `ebs.${region}.amazonaws.com` } },
    })),
  },
  null,
  2,
);

const findings = (page: Page) =>
  page.getByRole("region", { name: /^Identity policy of CadoResponseCross/ });

/** Waits until the open document has a finding with this message. */
async function waitForFinding(page: Page, message: RegExp) {
  await expect(findings(page).getByRole("button", { name: message }).first()).toBeVisible();
}

/** A suggestion of the editor, by its accessible name. */
const suggestion = (page: Page, name: RegExp) =>
  page.getByRole("listbox", { name: "Suggest" }).getByLabel(name);

/** Puts the cursor at the first finding. */
async function goToFirst(page: Page) {
  await findings(page)
    .getByRole("button", { name: /no service calls KMS as/ })
    .first()
    .click();
  await expect(page.getByRole("textbox", { name: /, text/ })).toBeFocused();
}

test("findings are fixed one by one and by rule", async ({ documents, page }) => {
  await test.step("a finding is underlined and explained, and Ctrl+. fixes it; undo restores the text", async () => {
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await expect(page.locator(".squiggly-error").first()).toBeVisible();
    await goToFirst(page);
    await expect(
      page.getByRole("status").filter({ hasText: "no service calls KMS as" }),
    ).toBeVisible();
    await page.keyboard.press("Control+.");
    await page.getByText("Fix: write ec2.us-east-1.amazonaws.com").click();
    await expect.poll(() => documents.text()).toContain("ec2.us-east-1.amazonaws.com");
    expect(await documents.text()).toContain("ebs.eu-west-1.amazonaws.com");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => documents.text()).toContain("ebs.us-east-1.amazonaws.com");
  });

  await test.step("all findings of a rule are fixed at once, from the list and from the editor", async () => {
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await page.getByRole("button", { name: "More about via-service-format" }).first().click();
    await page.getByRole("menuitem", { name: /Fix all 2 of this rule/ }).click();
    await expect.poll(() => documents.text()).not.toContain("ebs.");
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await goToFirst(page);
    await page.keyboard.press("Control+.");
    await page.getByText("Fix all 2 of via-service-format").click();
    await expect.poll(() => documents.text()).not.toContain("ebs.");
  });
});

test("F8 goes through the findings, which stay while the text is not valid JSON", async ({
  documents,
  page,
}) => {
  await test.step("F8 goes from finding to finding, through the documents, and back", async () => {
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    const here = page.getByRole("status").filter({ hasText: /no service calls KMS as/ });
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    await expect
      .poll(async () => {
        if (await here.filter({ hasText: "ebs.us-east-1" }).isVisible()) return "first";
        await page.keyboard.press("F8");
        return "";
      })
      .toBe("first");
    await expect
      .poll(async () => {
        if (await here.filter({ hasText: "ebs.eu-west-1" }).isVisible()) return "second";
        await page.keyboard.press("F8");
        return "";
      })
      .toBe("second");
    await expect
      .poll(async () => {
        if (await here.filter({ hasText: "ebs.us-east-1" }).isVisible()) return "first";
        await page.keyboard.press("Shift+F8");
        return "";
      })
      .toBe("first");
  });

  await test.step("what is between two brackets is folded by keyboard and unfolded by its arrow", async () => {
    const inside = page.getByText('"Use1"').first();
    await documents.editor.focus();
    await page.keyboard.press("Control+Home");
    await expect(inside).toBeVisible();
    await page.keyboard.press("Control+Shift+[");
    await expect(inside).toBeHidden();
    await page.locator(".codicon-folding-collapsed").first().click();
    await expect(inside).toBeVisible();
  });

  await test.step("while the text is not valid JSON, the last findings stay at their places", async () => {
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await expect(page.locator(".squiggly-error")).not.toHaveCount(0);
    await documents.editor.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("}");
    await expect(page.getByText(/the document ended before this/).first()).toBeVisible();
    await expect(page.locator(".squiggly-hint").first()).toBeVisible();
  });
});

test("names, values and whole statements are suggested and explained", async ({
  documents,
  page,
}) => {
  await test.step("completion writes an action, a condition key and its value", async () => {
    await documents.write('{"Statement": [{"Action": ""}]}');
    await documents.editor.focus();
    await page.keyboard.press("Control+End");
    for (let back = 0; back < 4; back += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("kms:Decr");
    await expect(suggestion(page, /kms:Decrypt/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect.poll(() => documents.text()).toContain('"Action": "kms:Decrypt"');
    await documents.write(
      '{"Statement": [{"Action": "kms:Decrypt", "Condition": {"StringEquals": {""}}}]}',
    );
    await documents.editor.focus();
    await page.keyboard.press("Control+End");
    for (let back = 0; back < 6; back += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("kms:Via");
    await expect(suggestion(page, /kms:ViaService/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(suggestion(page, /ec2\.us-east-1\.amazonaws\.com/)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => documents.text())
      .toContain('{"kms:ViaService": "ec2.us-east-1.amazonaws.com"}');
  });

  await test.step("a suggested statement contains values of the answers", async () => {
    await documents.open(targetKey);
    await documents.write('{"Version": "2012-10-17", "Statement": []}');
    await documents.editor.focus();
    await page.keyboard.press("Control+End");
    for (let back = 0; back < 2; back += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+Space");
    await suggestion(page, /Enable IAM policies/).click();
    await expect.poll(() => documents.text()).toContain('"arn:aws:iam::222222222222:root"');
    expect(JSON.parse(await documents.text()).Statement).toHaveLength(1);
  });

  // This step is last, because the hover covers the tabs.
  await test.step("a hover explains a name", async () => {
    await documents.open(targetIdentity);
    await documents.write('{"Statement": [{"Action": "kms:PutKeyPolicy"}]}');
    const name = page.getByText("kms:PutKeyPolicy").first();
    // Findings that arrive meanwhile close a hover, and a mouse that rests opens none.
    await expect(async () => {
      await page.mouse.move(0, 0);
      await name.hover();
      await expect(page.getByText(/Permissions management/)).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await expect(page.getByText(/only within the key’s account/)).toBeVisible();
  });
});

test("a finding links to the page of its rule, and back", async ({ documents, page }) => {
  await test.step("a hover on a finding explains it and links to the rule", async () => {
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await documents.putCursor('"ebs.us-east-1.amazonaws.com"');
    await documents.inEditor('"ebs.us-east-1.amazonaws.com"').hover();
    const hover = page.getByRole("tooltip");
    await expect(hover.getByText(/^Error: no service calls KMS as/)).toBeVisible();
    await hover.getByRole("link", { name: "via-service-format" }).click();
    await expect(page.getByRole("heading", { name: "via-service-format" })).toBeFocused();
  });

  await test.step("the page of a rule opens from a finding and by a link; going back shows the unchanged work", async () => {
    await page.goBack();
    await expect(documents.editor).toBeVisible();
    await documents.write(twoWrongServices);
    await waitForFinding(page, /no service calls KMS as/);
    await findings(page).getByRole("link", { name: "via-service-format" }).first().click();
    await expect(page.getByRole("heading", { name: "via-service-format" })).toBeFocused();
    await expect(page.getByRole("region", { name: "An example that is reported" })).toContainText(
      "ebs.us-east-1",
    );
    expect(new URL(page.url()).hash).toBe("#rule/via-service-format");
    await expectAccessible(page, "the page of a rule");
    await page.goBack();
    await expect(documents.editor).toBeVisible();
    expect(await documents.text()).toBe(twoWrongServices);
    await page.evaluate(() => {
      location.hash = "#rule/kms-star";
    });
    await expect(page.getByRole("heading", { name: "kms-star" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "kms-star" })).toBeVisible();
    await page.getByRole("link", { name: "All rules" }).click();
    await page.getByRole("searchbox", { name: "Search the rules" }).fill("ViaService");
    await expect(page.getByRole("link", { name: "via-service-format" })).toBeVisible();
    await expect(page.getByRole("link", { name: "duplicate-sid" })).toBeHidden();
    await page.getByRole("button", { name: "Back to the documents" }).click();
    await expect(documents.editor).toBeVisible({ timeout: 30_000 });
    expect(await documents.text()).toBe(twoWrongServices);
    expect(new URL(page.url()).hash).toMatch(/^#1\./);
  });
});

test("an ignored rule is not counted, and a link contains it", async ({
  documents,
  page,
  newProfile,
}) => {
  await documents.write(twoWrongServices);
  await waitForFinding(page, /no service calls KMS as/);
  await page.getByRole("button", { name: "More about via-service-format" }).first().click();
  await page.getByRole("menuitem", { name: /Ignore this rule/ }).click();
  await expect(
    page.getByRole("button", { name: "Stop ignoring via-service-format" }),
  ).toBeVisible();
  await expect(findings(page).getByRole("button", { name: /no service calls KMS/ })).toHaveCount(0);
  await expectAccessible(page, "an ignored rule", "#part-verdict");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => documents.clipboard()).toContain("#1.");
  const other = await newProfile();
  await other.goto(await documents.clipboard());
  await expect(other.getByRole("button", { name: "Stop ignoring via-service-format" })).toBeVisible(
    { timeout: 30_000 },
  );
  await other.getByRole("button", { name: "Stop ignoring via-service-format" }).click();
  await waitForFinding(other, /no service calls KMS as/);
});
