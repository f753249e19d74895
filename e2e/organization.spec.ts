import { readFile } from "node:fs/promises";
import { presets } from "#scenario";
import { DocumentsPage } from "./documents-page.ts";
import { ExportPage } from "./export-page.ts";
import { test as base, expect } from "./fixtures.ts";
import { OrganizationPage } from "./organization-page.ts";
import { stopJob } from "./stop-job.ts";

const test = base.extend<{ documents: DocumentsPage; organization: OrganizationPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const documents = new DocumentsPage(page);
    await documents.start();
    await use(documents);
  },
  organization: async ({ page, documents }, use) => {
    await expect(documents.editor).toBeVisible();
    await use(new OrganizationPage(page));
  },
});

// Wide enough for the list of documents beside the open one.
test.use({ viewport: { width: 1800, height: 900 } });
test.setTimeout(300_000);
/** The time limit for many accounts on a busy machine. */
const longTimeout = { timeout: 60_000 };

/** Enough accounts that the check can be stopped on a fast machine, few enough for a slow one. */
const size = 120;
const keysEach = 3;
const accountAt = (index: number) => `${300_000_000_000 + index}`;
const keyId = (number: number) =>
  `0e6ce5cf-2f43-44a1-9d8e-${number.toString(16).padStart(12, "0")}`;

/** A table with one invalid region. Each account has a role of its own: accounts that differ in ids alone are decided at once. */
const table = [
  "account,name,role,region,key",
  ...Array.from({ length: size * keysEach }, (_, index) => {
    const account = Math.floor(index / keysEach);
    const region = index === 10 ? "mars-1" : "eu-west-1";
    return `${accountAt(account)},Team ${account},Responder${account},${region},${keyId(index)}`;
  }),
].join("\n");

test("an organization is imported, written, checked, broken and corrected, exported, saved and opened again", async ({
  documents,
  organization,
  page,
}) => {
  const { answers, bulk, verdict, checking } = organization;
  const whole = `${size} accounts · ${size * keysEach} keys`;

  await test.step("the table is read, one cell is corrected, and all rows are added", async () => {
    await organization.pick("accounts.csv", table);
    await bulk.getByText(/^Replace the list of/).click();
    await bulk.getByText("To fix (1)").click();
    await bulk.getByLabel("Region, line 12", { exact: true }).fill("eu-west-1");
    await organization.watchProgress();
    await stopJob(page, "Checking every account", 1);
    await bulk.getByRole("button", { name: "Replace the list", exact: true }).click();
    await expect(answers).toContainText(whole);
    await expect.poll(() => organization.progressShown()).toContain("Writing the documents");
  });

  await test.step("the check shows its progress, stops, and starts again", async () => {
    const stopped = verdict.getByRole("progressbar", {
      name: "Stopped: some accounts are not checked",
    });
    await expect(stopped).toHaveAttribute("aria-valuemax", `${size + 1}`, longTimeout);
    await expect(stopped).toHaveAttribute("aria-valuenow", /[1-9]/);
    await organization.watchProgress();
    await verdict.getByRole("button", { name: "Check all accounts" }).click();
    await expect.poll(() => organization.progressShown()).toContain("Checking every account");
    await expect(checking).toBeHidden(longTimeout);
    const steps = (size * keysEach * 3).toLocaleString("en-US");
    await expect(verdict).toContainText(`Import works: ${steps} of ${steps} steps.`);
    await expect(organization.choice(`All accounts (${size + 1})`)).toBeAttached();
    // The verdict in full is about the platform's account: the map verifies one of the equal accounts to draw them.
    await expect(page.getByRole("region", { name: "Map" }).getByRole("img")).toBeVisible();
    const documentList = page.getByRole("navigation", { name: "Documents" }).getByRole("listitem");
    // It draws the accounts in sight, and not the other hundreds.
    expect(await documentList.count()).toBeGreaterThan(2);
    expect(await documentList.count()).toBeLessThan(40);
  });

  const broken = accountAt(57);
  await test.step("an edit breaks one account, and the table finds it", async () => {
    await verdict.getByLabel("Search the accounts").fill(`team 57 ${broken}`);
    await organization.account(broken).click();
    await expect(documents.tab(/^Identity policy/).first()).toBeVisible();
    await documents.replace('"kms:Decrypt"', '"kms:ListKeys"');
    await organization.choice("All accounts").check({ force: true });
    const only = organization.choice("With problems (1)");
    await expect(only).toBeAttached(longTimeout);
    const status = page.getByRole("region", { name: "Status" });
    await expect(status).toContainText(`Stops in 1 of ${size + 1} accounts`);
    await only.check({ force: true });
    await expect(organization.table.getByRole("listitem")).toHaveCount(1);
    await expect(organization.account(broken)).toContainText(/stops: \d of 9 steps/);
    await organization.account(broken).click();
    await expect(organization.choice(`${broken} (open document)`)).toBeChecked();
    await expect(verdict).toContainText("Import stops", longTimeout);
  });

  await test.step("undo corrects it", async () => {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(verdict).toContainText("Import works: 9 of 9 steps.", longTimeout);
    await organization.choice("All accounts").check({ force: true });
    await expect(organization.choice("With problems (0)")).toBeAttached();
    await expect(checking).toBeHidden(longTimeout);
  });

  await test.step("the Terraform export has a folder for each account; a report is stopped, and written", async () => {
    const exporting = new ExportPage(page);
    await exporting.open();
    await exporting.choose("Terraform", /^terraform\/README\.md/);
    const { name, files } = await exporting.download();
    expect(name).toMatch(/\.zip$/);
    const folders = [...files.keys()].flatMap(
      (path) => /^terraform\/(\d{12})\//.exec(path)?.[1] ?? [],
    );
    const accounts = Array.from({ length: size }, (_, index) => accountAt(index));
    expect([...new Set(folders)].sort()).toEqual([platform, ...accounts].sort());

    await stopJob(page, "Checking every account for the report", 1);
    await exporting.format("Report, Markdown").check({ force: true });
    await exporting.dialog.getByRole("button", { name: "Write the report" }).click(longTimeout);
    await expect(exporting.dialog.getByText(/^1 file, /)).toBeVisible(longTimeout);
    await page.keyboard.press("Escape");
    await expect(exporting.dialog).toBeHidden();
  });

  await test.step("the work is saved and opened again after starting over", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as a file" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
    await expect(answers).toContainText("1 account · 1 key");
    await organization.watchProgress();
    await organization.drop(download.suggestedFilename(), text);
    await expect(answers).toContainText(whole);
    await expect
      .poll(() => organization.progressShown(), longTimeout)
      .toContain("Checking every account");
  });
});

const [{ scenario }] = presets;
const platform = scenario.platform.account;
