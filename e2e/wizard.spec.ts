import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const keyArn = "arn:aws:kms:ap-southeast-2:333333333333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

function answers(page: Page): Locator {
  return page.locator("#part-answers");
}

function verdict(page: Page): Locator {
  return page.locator("#part-verdict");
}

async function startFrom(page: Page, preset: string) {
  await page.getByRole("button", { name: "Start from…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: preset, exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Back to the answers of a first visit. */
async function startOver(page: Page) {
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
}

/** Pastes as a browser does: an event with the text, and the text itself where nobody takes it. */
async function paste(field: Locator, text: string) {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (element.dispatchEvent(event)) document.execCommand("insertText", false, pasted);
  }, text);
}

test.describe("answers", () => {
  test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

  test.beforeEach(async ({ page }) => {
    await page.goto("/#1.vendor-ebs-direct");
    await expect(answers(page)).toBeVisible();
  });

  test("questions are answered by an example and by keyboard", async ({ page }) => {
    await test.step("an example replaces the answers, and undo restores them", async () => {
      await startFrom(page, "Same account");
      await expect(page.getByRole("radio", { name: "Create a volume" })).toBeChecked();
      await expect(page.getByRole("radio", { name: "The platform’s account" })).toBeChecked();
      await page.keyboard.press("Control+z");
      await expect(page.getByRole("radio", { name: "EBS direct" })).toBeChecked();
      await page.keyboard.press("Control+Shift+z");
      await expect(page.getByRole("radio", { name: "Create a volume" })).toBeChecked();
    });

    await test.step("questions that do not apply are not shown, and keep their answers", async () => {
      await startOver(page);
      const approach = page.getByRole("group", { name: "Who uses the other account’s key" });
      const prefix = page.getByLabel("Alias prefix of temporary keys");
      await expect(approach).toBeHidden();
      await expect(prefix).toBeHidden();
      await page.getByRole("radio", { name: "Create a volume" }).check();
      await expect(prefix).toHaveValue("CadoResponse-KMS-Alias");
      await approach.getByRole("radio", { name: "Both roles are principals of the key" }).check();
      await page.getByRole("radio", { name: "EBS direct" }).check();
      await expect(approach).toBeHidden();
      await page.getByRole("radio", { name: "Create a volume" }).check();
      await expect(
        approach.getByRole("radio", { name: "Both roles are principals of the key" }),
      ).toBeChecked();
    });

    await test.step("starting over asks for confirmation, and undo restores the work", async () => {
      await startOver(page);
      await startFrom(page, "Cross-region");
      await page.getByRole("button", { name: "Start over" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Start over" }).click();
      await expect(page.getByRole("radio", { name: "EBS direct" })).toBeChecked();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("radio", { name: "Create a volume" })).toBeChecked();
    });

    await test.step("the whole wizard works by keyboard", async () => {
      await startOver(page);
      await page.getByRole("button", { name: "Start from…" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeVisible();
      const preset = page.getByRole("dialog").getByRole("button", { name: "Vendor’s default" });
      for (let presses = 0; presses < 5; presses += 1) {
        if (await preset.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(page.getByRole("button", { name: "Start from…" })).toBeFocused();

      await page.getByRole("radio", { name: "Create a volume" }).focus();
      await page.keyboard.press("ArrowUp");
      await expect(page.getByRole("radio", { name: "EBS direct" })).toBeChecked();
      const divider = page.getByRole("separator", { name: "Width of the answers" });
      const before = Number(await divider.getAttribute("aria-valuenow"));
      await divider.focus();
      await page.keyboard.press("ArrowRight");
      await expect(divider).toHaveAttribute("aria-valuenow", `${before + 16}`);
    });
  });

  test("ids, ARNs and regions are typed and pasted", async ({ page }) => {
    await test.step("a letter in an account id shows a problem at once", async () => {
      const account = answers(page).getByLabel("Account id").first();
      await account.fill("12a");
      await expect(answers(page).getByText("An account id is 12 digits")).toBeVisible();
    });

    await test.step("a pasted key ARN sets account, region, type and name", async () => {
      await startOver(page);
      const id = answers(page).getByLabel("Key ARN or id");
      await paste(id, keyArn);
      await expect(id).toHaveValue("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
      await expect(answers(page).getByLabel("Account id").nth(1)).toHaveValue("333333333333");
      await expect(answers(page).getByLabel("Region", { exact: true }).nth(1)).toHaveValue(
        "ap-southeast-2",
      );

      // The account is no longer an example: a change needs the user's confirmation.
      await paste(id, keyArn.replace("333333333333", "555555555555").replace("0f1e", "mrk-"));
      await expect(answers(page).getByText("This key is in account 555555555555")).toBeVisible();
      await answers(page).getByRole("button", { name: "Ignore the ARN" }).click();
      await paste(id, keyArn.replace("arn:aws:", "arn:aws-cn:"));
      await expect(answers(page).getByText("change the partition first")).toBeVisible();
      await expect(id).toHaveValue("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
    });

    await test.step("a pasted role ARN sets the account and the role", async () => {
      await startOver(page);
      const role = answers(page).getByLabel("Role", { exact: true }).first();
      await paste(role, "arn:aws:iam::666666666666:role/forensics/CadoResponseRole");
      await expect(role).toHaveValue("forensics/CadoResponseRole");
      await expect(answers(page).getByLabel("Account id").first()).toHaveValue("666666666666");
    });

    await test.step("a region is found by its name", async () => {
      await startOver(page);
      const region = answers(page).getByRole("combobox", { name: "Region" }).first();
      // The list's code loads after the wizard.
      await expect(
        answers(page).getByRole("button", { name: "Show the list" }).first(),
      ).toBeVisible();
      await region.fill("frankfurt");
      await page.getByRole("option", { name: /eu-central-1/ }).click();
      await expect(region).toHaveValue("eu-central-1");
      await region.fill("oregon");
      await expect(page.getByRole("option")).toHaveCount(1);
      await page.keyboard.press("Enter");
      await expect(region).toHaveValue("us-west-2");
      await region.press("Escape");
      await expect(page.getByRole("listbox")).toBeHidden();
      await expect(region).toHaveValue("us-west-2");
    });

    await test.step("a click on a missing answer goes to its question", async () => {
      await startOver(page);
      await answers(page).getByLabel("Role", { exact: true }).first().fill("");
      await answers(page).getByLabel("Role", { exact: true }).first().blur();
      await answers(page)
        .getByRole("button", { name: /Platform/ })
        .first()
        .click();
      await verdict(page)
        .getByRole("button", { name: /Platform: role/ })
        .click();
      await expect(answers(page).getByLabel("Role", { exact: true }).first()).toBeFocused();
    });
  });

  test("targets and keys are added, duplicated and removed, and the focus follows", async ({
    page,
  }) => {
    await page.getByRole("button", { name: "Add a target account" }).click();
    const account = answers(page).getByLabel("Account id").last();
    await expect(account).toBeFocused();
    await expect(verdict(page).getByText("4 questions to answer")).toBeVisible();
    await page.keyboard.type("777777777777");
    await page.getByRole("button", { name: "Add a key" }).click();
    await expect(page.getByRole("button", { name: /^Duplicate key/ })).toHaveCount(2);
    await page.getByRole("button", { name: "Duplicate account 222222222222" }).click();
    await expect(page.getByRole("button", { name: /^Remove account/ })).toHaveCount(3);
    await page.getByRole("button", { name: "Remove account 777777777777" }).click();
    await page.getByRole("button", { name: "Remove account without an id" }).click();
    await expect(page.getByRole("button", { name: /^Remove account/ })).toHaveCount(1);
    await page.getByRole("button", { name: "Remove account 222222222222" }).click();
    await expect(page.getByRole("button", { name: "Add a target account" })).toBeFocused();
  });

  test("the theme, incomplete answers and a blocked clipboard", async ({ page }) => {
    await test.step("the chosen theme survives a reload", async () => {
      await page.getByRole("button", { name: "Theme" }).click();
      await page.getByRole("menuitemradio", { name: "Dark" }).click();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await page.reload();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await page.getByRole("button", { name: "Theme" }).click();
      await page.getByRole("menuitemradio", { name: "System" }).click();
      await expect(page.locator("html")).not.toHaveAttribute("data-theme");
    });

    await test.step("an incomplete answer says what it lacks while typed, is marked as wrong when left, and survives a reload", async () => {
      const account = answers(page).getByLabel("Account id").first();
      await account.fill("12345");
      await expect(
        answers(page).getByText(/^An account id is 12 digits, .* The documents show \d{12}\.$/),
      ).toBeVisible();
      await expect(account).not.toHaveAttribute("aria-invalid");
      await account.blur();
      await expect(account).toHaveAttribute("aria-invalid", "true");
      await expect(verdict(page).getByText("incomplete").first()).toBeVisible();
      await page.reload();
      await expect(account).toHaveValue("12345");
      await account.fill("4444-4444-4444");
      await account.blur();
      await expect(account).toHaveValue("444444444444");
      await expect(verdict(page).getByText("complete", { exact: true })).toBeVisible();
    });

    await test.step("if the browser blocks the clipboard, a dialog shows the link", async () => {
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
      });
      await page.getByRole("button", { name: "Copy link" }).click();
      await expect(page.getByRole("dialog").getByLabel("Link")).toHaveValue(/#\S+$/);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    });
  });
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("nothing is wider than the screen; the parts are tabs, and arrow keys switch between them", async ({
    page,
  }) => {
    await page.goto("/");
    await expect(page.getByRole("tabpanel", { name: "Answers" })).toBeVisible();
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.querySelector("#part-answers")?.scrollWidth ?? 0,
    ]);
    expect(Math.max(...widths)).toBeLessThanOrEqual(390);
    await page.getByRole("tab", { name: "Answers" }).focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("tabpanel", { name: "Verdict" })).toBeVisible();
    await expect(page.getByRole("tabpanel", { name: "Answers" })).toBeHidden();
    // A click on an example value goes to its question, in the other tab.
    await page.getByRole("button", { name: /example values/ }).click();
    await expect(page.getByRole("tabpanel", { name: "Answers" })).toBeVisible();
    await expect(answers(page).getByLabel("Account id").first()).toBeFocused();
  });
});
