import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
test.slow();

const keyId = (number: number) =>
  `0e6ce5cf-2f43-44a1-9d8e-${number.toString(16).padStart(12, "0")}`;

/** A table as Excel saves it: one account has lost its leading zero, one region does not exist. */
const table = [
  "Account;Name;Role;Region;Key;Type",
  ...Array.from({ length: 30 }, (_, index) => {
    const account = 300_000_000_000 + index;
    return `${account};Team ${index};CadoResponseCrossAccountRole;eu-west-1;${keyId(index)};`;
  }),
  `12345678901;Lost zero;CadoResponseCrossAccountRole;eu-west-1;${keyId(98)};`,
  `310000000000;Mars;CadoResponseCrossAccountRole;mars-1;${keyId(99)};`,
].join("\r\n");

const dialog = (page: Page) => page.getByRole("dialog", { name: "Add many accounts and keys" });
const accounts = (page: Page) =>
  page.locator("#part-answers").getByRole("list", { name: "Accounts" });

async function open(page: Page) {
  await page.goto("/#1.vendor-ebs-direct");
  await page.getByRole("button", { name: "Add many…" }).click();
  await expect(dialog(page)).toBeVisible();
}

async function pick(page: Page, name: string, text: string) {
  await dialog(page)
    .getByLabel("Files with accounts and keys")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

async function drop(page: Page, name: string, text: string) {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? ""));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

/** Chooses that the rows replace the accounts in the list; they are added otherwise. */
async function replaceList(page: Page) {
  await dialog(page)
    .getByText(/^Replace the list of/)
    .click();
}

test("a table is corrected and navigated by keyboard", async ({ page }) => {
  await test.step("a table is read, corrected, added as one change, and undone", async () => {
    await open(page);
    await pick(page, "accounts.csv", table);
    await replaceList(page);
    const rows = dialog(page).getByRole("list", { name: "Rows" });
    const footer = dialog(page).locator("footer");
    await expect(footer).toContainText("30 accounts and 30 keys added.");
    await expect(footer).toContainText("1 account and 1 key removed.");
    await expect(footer).toContainText("2 rows to fix, skipped until then.");

    await dialog(page).getByText("To fix (2)").click();
    await expect(rows.getByRole("group")).toHaveCount(2);
    await rows.getByRole("button", { name: "Use 012345678901" }).click();
    await expect(rows.getByLabel("Account, line 32", { exact: true })).toHaveValue("012345678901");
    const region = rows.getByLabel("Region, line 33", { exact: true });
    await expect(region).toHaveAttribute("aria-invalid", "true");
    await expect(region).toHaveAccessibleDescription(/AWS has no region mars-1/);
    await expect(
      dialog(page).getByRole("button", { name: "Replace the list, skip 1 row" }),
    ).toBeEnabled();
    await region.fill("us-east-1");
    await expect(region).not.toHaveAttribute("aria-invalid");
    await dialog(page).getByRole("button", { name: "Replace the list", exact: true }).click();
    await expect(dialog(page)).toBeHidden();

    await expect(page.locator("#part-answers")).toContainText("32 accounts · 32 keys");
    await expect(
      accounts(page).getByRole("button", { name: /^account 300000000000 Team 0/ }),
    ).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(page.locator("#part-answers")).toContainText("1 account · 1 key");
  });

  await test.step("arrow keys move between cells, and a checkbox skips a row", async () => {
    await open(page);
    await pick(page, "accounts.csv", table);
    await dialog(page).getByLabel("Role, line 2", { exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await expect(dialog(page).getByLabel("Role, line 3", { exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog(page).getByLabel("Role, line 4", { exact: true })).toBeFocused();
    await dialog(page).getByLabel("Include line 4", { exact: true }).uncheck();
    await expect(dialog(page).locator("footer")).toContainText("1 row skipped.");
    await expectAccessible(page, "rows", "[role=dialog]");
  });
});

test("lists of the AWS CLI are joined, and one value fills the empty cells of all rows", async ({
  page,
}) => {
  await open(page);
  const paste = async (text: string) => {
    await dialog(page)
      .getByLabel(/^Paste/)
      .fill(text);
    await dialog(page).getByRole("button", { name: "Read the text" }).click();
  };
  const arn = (name: string) => `arn:aws:kms:eu-west-1:333333333333:${name}`;
  await paste(
    JSON.stringify({ Accounts: [{ Id: "333333333333", Name: "Payments", State: "ACTIVE" }] }),
  );
  await paste(
    JSON.stringify({
      Keys: [
        { KeyId: keyId(1), KeyArn: arn(`key/${keyId(1)}`) },
        { KeyId: keyId(2), KeyArn: arn(`key/${keyId(2)}`) },
      ],
    }),
  );
  await paste(
    JSON.stringify({
      Aliases: [
        { AliasName: "alias/aws/s3", AliasArn: arn("alias/aws/s3"), TargetKeyId: keyId(2) },
      ],
    }),
  );
  await dialog(page).getByLabel("Role", { exact: true }).fill("CadoResponseRole");
  await expect(dialog(page).locator("footer")).toContainText("1 account and 1 key added.");
  await expect(dialog(page).locator("footer")).toContainText("1 row skipped.");
  await expect(dialog(page).getByRole("region", { name: "Imported texts" })).toContainText(
    "aws kms list-aliases",
  );
});

test("a click on a warning goes to its question, also at the end of a long list; the work is saved and restored", async ({
  page,
}) => {
  await open(page);
  await pick(page, "accounts.csv", `${table}\n310000000099;Last;Auditor;eu-west-1;${keyId(77)};`);
  await replaceList(page);
  await dialog(page)
    .getByRole("button", { name: /^Replace the list,/ })
    .click();
  const last = accounts(page).getByRole("button", { name: /^account 310000000099/ });
  await expect(accounts(page)).toBeVisible();
  await expect(last).toHaveCount(0);
  await page.getByLabel("Find an account").fill("team 3");
  await page.getByRole("button", { name: /^310000000099: role/ }).click();
  const role = page
    .locator('[data-question$=".role"]')
    .getByRole("textbox")
    .and(page.locator(":focus"));
  await expect(role).toHaveValue("Auditor");
  await expect(role).toBeInViewport();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("CadoResponseAuditor");
  await expect(role).toHaveValue("CadoResponseAuditor");

  await test.step("the work is saved as a file, and dropping the file restores it", async () => {
    await expect(page.locator("#part-answers")).toContainText("31 accounts · 31 keys");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as a file" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.keyhole\.json$/);
    const text = await readFile(await download.path(), "utf8");
    expect(JSON.parse(text)).toMatchObject({ keyhole: 1 });

    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
    await expect(page.locator("#part-answers")).toContainText("1 account · 1 key");
    await drop(page, "work.keyhole.json", text.replace('"targets"', '"hostages"').slice(0, -40));
    await expect(page.getByText("This file was not opened")).toBeVisible();
    await expect(page.locator("#part-answers")).toContainText("1 account · 1 key");
    await drop(page, "work.keyhole.json", text);
    await expect(page.locator("#part-answers")).toContainText("31 accounts · 31 keys");
    await page.keyboard.press("Control+z");
    await expect(page.locator("#part-answers")).toContainText("1 account · 1 key");
  });
});

test("a list of a thousand accounts can be searched", async ({ page }) => {
  const many = [
    "account,name,role,key",
    ...Array.from({ length: 1_000 }, (_, index) => {
      const account = 300_000_000_000 + index;
      return `${account},Team ${account % 1_000},CadoResponseRole,arn:aws:kms:eu-west-1:${account}:key/${keyId(index)}`;
    }),
  ].join("\n");
  await page.goto("/#1.vendor-ebs-direct");
  await expect(page.getByRole("button", { name: "Import your policies" })).toBeVisible();
  await drop(page, "many.csv", many);
  await replaceList(page);
  await dialog(page).getByRole("button", { name: "Replace the list", exact: true }).click();
  await expect(page.locator("#part-answers")).toContainText("1000 accounts · 1000 keys");
  await page.getByLabel("Find an account").fill("team 742 300000000742");
  await expect(page.getByText("1 of 1000 accounts")).toBeVisible();
  await expect(accounts(page).getByRole("listitem")).toHaveCount(1);
  await expect(page).toHaveURL(/#large$/);

  await page.getByRole("button", { name: "Copy link" }).click();
  const tooMuch = page.getByRole("dialog", { name: "The link is too long" });
  await expect(tooMuch).toContainText("many programs cut links after about 8,000");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    tooMuch.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), "utf8")).scenario.targets).toHaveLength(
    1_000,
  );
  await page.reload();
  await expect(page.locator("#part-answers")).toContainText("1000 accounts · 1000 keys");
});

test("a list of keys or a Keyhole file is recognised under any name and opens in its dialog", async ({
  page,
}) => {
  await page.goto("/#1.vendor-ebs-direct");
  await expect(page.getByRole("button", { name: "Import your policies" })).toBeVisible();
  const work = {
    keyhole: 1,
    scenario: { platform: { account: "123456789012" }, targets: [{ account: "333333333333" }] },
  };
  await drop(page, "work.txt", JSON.stringify(work));
  await page.getByRole("dialog").getByRole("button", { name: "Open the file" }).click();
  await expect(page.getByLabel("Account id").first()).toHaveValue("123456789012");
  const arn = `arn:aws:kms:eu-west-1:444444444444:key/${keyId(1)}`;
  await drop(page, "keys.json", JSON.stringify({ Keys: [{ KeyId: keyId(1), KeyArn: arn }] }));
  await page.getByRole("dialog").getByRole("button", { name: "Review the rows" }).click();
  await expect(dialog(page).getByLabel("Key, key 1", { exact: true })).toHaveValue(arn);
});
