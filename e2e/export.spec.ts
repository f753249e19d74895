import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { DocumentsPage } from "./documents-page.ts";
import { ExportPage } from "./export-page.ts";
import { test as base, expect } from "./fixtures.ts";

const test = base.extend<{ documents: DocumentsPage; exporting: ExportPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const documents = new DocumentsPage(page);
    await documents.start();
    await use(documents);
  },
  exporting: async ({ page, documents }, use) => {
    await expect(documents.editor).toBeVisible();
    await use(new ExportPage(page));
  },
});

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
test.slow();

const targetIdentity = /^Identity policy.* CadoResponseCrossAccountRole/;
const identityFile = "222222222222-identity-policy-CadoResponseCrossAccountRole.json";

test("files are previewed, chosen and saved", async ({ documents, exporting, page }) => {
  await test.step("each file can be previewed and copied, and one .zip contains all", async () => {
    await documents.open(targetIdentity);
    const text = await documents.text();
    await exporting.open();
    // The page remembers the format that a test before chose.
    await exporting.format("JSON files").check();
    await expect(exporting.files.getByRole("option")).toHaveCount(5);
    await exporting.files.focus();
    await page.keyboard.press("ArrowDown");
    await expect(exporting.files.getByRole("option", { selected: true })).toHaveAccessibleName(
      identityFile,
    );
    await expect(
      exporting.dialog.getByRole("textbox", { name: `Preview of ${identityFile}` }),
    ).toBeVisible();
    expect(await exporting.text()).toBe(text);
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await exporting.dialog.getByRole("button", { name: "Copy", exact: true }).click();
    await expect.poll(() => documents.clipboard()).toBe(text);
    await page.getByRole("option", { name: "manifest.json" }).click();
    await expect(exporting.dialog.getByText('"commands"').first()).toBeVisible();

    const { name, files } = await exporting.download();
    expect(name).toBe("keyhole.zip");
    expect(files.get(identityFile)).toBe(text);
    expect(files.get("manifest.json")).toContain("aws kms put-key-policy");
    expect(files.size).toBe(5);
  });

  await test.step("the dialog restores the focus, and remembers the format", async () => {
    await page.keyboard.press("Escape");
    await expect(exporting.dialog).toBeHidden();
    await exporting.open();
    await exporting.choose("Report, Markdown", /^keyhole-report\.md/);
    await page.keyboard.press("Escape");
    await expect(exporting.dialog).toBeHidden();
    await expect(exporting.button).toBeFocused();
    await exporting.open();
    await expect(exporting.format("Report, Markdown")).toBeChecked();
  });

  await test.step("a choice changes the files, and an invalid id of a unit is reported and ignored", async () => {
    await page.keyboard.press("Escape");
    await expect(exporting.dialog).toBeHidden();
    const { dialog } = exporting;
    await exporting.open();
    await exporting.choose("Terraform", /^terraform\/README\.md/);
    await exporting.files.getByRole("option", { name: "terraform/222222222222/roles.tf" }).click();
    await expect(dialog.getByText("jsonencode(").first()).toBeVisible();
    await dialog.getByText("policy document", { exact: true }).click();
    await expect(dialog.getByText(/aws_iam_policy_document/).first()).toBeVisible();

    await exporting.choose("CloudFormation StackSet", /^stackset\/README\.md/);
    await dialog.getByLabel("Organizational units").fill("ou-ab12-cd34ef56 $(id)");
    await expect(dialog.getByText("Keyhole ignores “$(id)”")).toBeVisible();
    await exporting.files.getByRole("option", { name: /-targets\.json$/ }).click();
    await expect.poll(() => exporting.text()).toContain('"ou-ab12-cd34ef56"');
    expect(await exporting.text()).not.toContain("$(id)");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});

test("the report is about the edited documents, and hostile names stay text", async ({
  documents,
  exporting,
  page,
}) => {
  const hostile =
    "</code></pre><img src=x onerror=alert(1)><script>alert(1)</script>`[a](javascript:1)";
  await documents.open(targetIdentity);
  const text = await documents.text();
  await documents.write(text.replace(/"Sid": "[^"]*"/, `"Sid": ${JSON.stringify(hostile)}`));
  await exporting.open();
  await exporting.choose("Report, HTML", /^keyhole-report\.html/);
  const preview = exporting.dialog.locator('iframe[title="Preview of keyhole-report.html"]');
  await expect(preview).not.toHaveAttribute("sandbox", /scripts|same-origin/);
  const framed = preview.contentFrame();
  await expect(framed.getByText(hostile).first()).toBeVisible();
  await expect(framed.locator("img, script")).toHaveCount(0);
  await framed.getByRole("link", { name: "The documents", exact: true }).click();
  await expect(framed.getByRole("heading", { name: "The documents" })).toBeInViewport();
  await exporting.dialog.getByRole("button", { name: "As source" }).click();
  await expect(exporting.dialog.getByRole("textbox", { name: /^Preview/ })).toBeVisible();

  const { name, files } = await exporting.download();
  expect(name).toBe("keyhole-report.html");
  const html = files.get(name) ?? "";
  expect(html).toContain("steps work");
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");

  const [report] = await Promise.all([
    page.waitForEvent("popup"),
    exporting.dialog.getByRole("button", { name: "Open" }).click(),
  ]);
  await expect(
    report.getByRole("heading", { name: "KMS permissions for forensic imports" }),
  ).toBeVisible();
  await expect(report.getByText(hostile).first()).toBeVisible();
  await expect(report.locator("img, script")).toHaveCount(0);
  await report.close();
});

test("the dialog warns about a broken import and invalid JSON before the export", async ({
  documents,
  exporting,
  page,
}) => {
  await test.step("the dialog warns that the import does not work", async () => {
    await documents.open(targetIdentity);
    await documents.replace('"kms:Decrypt"', '"kms:ListKeys"');
    await exporting.open();
    await expect(
      exporting.dialog.getByText(/\d+ steps? of the import (does|do) not work/),
    ).toBeVisible();
    await exporting.format("JSON files").check();
    await expect(exporting.files.getByRole("option", { name: identityFile })).toBeVisible();
    const { files } = await exporting.download();
    expect(files.get(identityFile)).toContain("kms:ListKeys");
  });

  await test.step("the dialog names a document that is not valid JSON, and opens it", async () => {
    await page.keyboard.press("Escape");
    await expect(exporting.dialog).toBeHidden();
    await documents.open(targetIdentity);
    await documents.write("{ oops");
    await page.getByRole("tab", { name: /^Trust policy/ }).click();
    await exporting.open();
    await expect(exporting.dialog.getByText("1 document is not valid JSON")).toBeVisible();
    const { files } = await exporting.download();
    expect(files.get(identityFile)).toBe("{ oops");
    await exporting.choose("Report, Markdown", /^keyhole-report\.md/);
    expect(await exporting.text()).toContain("no JSON: AWS refuses such a text");
    await exporting.dialog.getByRole("button", { name: /^Open Identity policy/ }).click();
    await expect(exporting.dialog).toBeHidden();
    await expect(documents.tab(targetIdentity)).toHaveAttribute("aria-selected", "true");
  });
});

/** Hundreds of documents. */
function manyTargets(): Scenario {
  const [{ scenario }] = presets;
  const targets = Array.from({ length: 120 }, (_, index) =>
    scenario.targets.map((target) => ({
      ...target,
      id: `t${index + 1}`,
      account: `${222_222_222_000 + index}`,
      keys: target.keys.map((key) => ({ ...key, id: `k${index + 1}` })),
    })),
  );
  return { ...scenario, targets: targets.flat() };
}

test.describe("many documents", () => {
  // A load is faster than the change from other work.
  test.use({ keepsPage: false });
  // The next test does not wait for the checker's answers about so many documents.
  test.afterEach(async ({ page }) => {
    await page.goto("/icon.svg");
  });

  test("a list of hundreds of files can be searched, and one .zip contains all", async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const fragment = await encodeState({ scenario: manyTargets(), edits: {}, ignored: {} });
    await page.goto(`/#${fragment}`);
    const exporting = new ExportPage(page);
    await exporting.open();
    await exporting.dialog
      .getByRole("searchbox", { name: "Search the files" })
      .fill("000222222222");
    await expect(exporting.dialog.getByText("No file has")).toBeVisible();
    await exporting.dialog
      .getByRole("searchbox", { name: "Search the files" })
      .fill("222222222119 key");
    await expect(exporting.files.getByRole("option")).toHaveCount(1);
    await exporting.files.getByRole("option").click();
    await expect(
      exporting.dialog.getByRole("heading", { name: /^222222222119-us-east-1-key/ }),
    ).toBeVisible();
    const { files } = await exporting.download();
    expect(files.size).toBeGreaterThan(360);
    expect(
      files.get("222222222119-us-east-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json"),
    ).toContain("222222222119");
  });
});

for (const width of [1440, 390])
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("axe finds nothing in the dialog, in both themes", async ({ page }) => {
      await page.goto("/#1.vendor-ebs-direct");
      const tab = page.getByRole("tab", { name: "Documents" });
      if (width < 900) await tab.click();
      const exporting = new ExportPage(page);
      await exporting.open();
      await expect(exporting.dialog.getByRole("textbox", { name: /^Preview/ })).toBeVisible();
      await expectAccessibleInBothThemes(page, "JSON files", "[role=dialog]");
      await exporting.choose("Report, HTML", /^keyhole-report\.html/);
      await expectAccessibleInBothThemes(page, "report", "[role=dialog]");
    });
  });
