import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

const key = "arn:aws:kms:us-east-1:444455556666:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";

/** Counts what a user does: a click, a tap, a field filled. The page's own answers are not counted. */
function counting(page: Page) {
  let actions = 0;
  const act = async (action: Promise<unknown>) => {
    actions += 1;
    await action;
  };
  return {
    count: () => actions,
    click: (name: string | RegExp) => act(page.getByRole("button", { name }).click()),
    choose: (name: string) => act(page.getByRole("radio", { name }).check()),
    fill: (label: string, text: string) =>
      act(page.getByRole("textbox", { name: label, exact: true }).fill(text)),
    tick: (index: number) =>
      act(
        page
          .getByRole("checkbox", { name: /^Done: / })
          .nth(index)
          .check(),
      ),
  };
}

const question = (page: Page, name: RegExp) => page.getByRole("heading", { level: 1, name });

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const)
  test(`from an empty page by the guide to every card ticked, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto("/");
    const user = counting(page);
    await user.click("Guide me");
    await expect(question(page, /platform run/)).toBeFocused();
    await user.fill("Account id", "777788889999");
    await user.click(/^Next: /);
    await user.fill("Paste here", key);
    await expect(page.getByRole("region", { name: "What it says" })).toContainText("4 answers");
    await user.click(/^Next: /);
    await user.choose("EBS direct");
    await expect(page.getByRole("main").getByText("checking…")).toHaveCount(0);
    if (width < 500) await expectAccessible(page, "the method");
    await user.click(/^Next: /);
    await user.choose("Only for AWS resources");
    await user.click(/^Next: /);
    await user.choose("Nothing yet");
    await user.click(/^Next: /);
    await user.choose("Only what the import needs");
    await user.click(/^Next: /);
    await expect(page.getByRole("status").filter({ hasText: "The import works" })).toBeVisible();
    const roles = page.getByRole("region", { name: "What each role may do" });
    await expect(roles).toContainText("only through EC2 and for EBS data");
    const download = page.waitForEvent("download");
    await user.click("Download the documents");
    expect((await download).suggestedFilename()).toBe("keyhole.zip");
    for (const index of [0, 1, 2, 3]) await user.tick(index);
    await expect(page.getByText("4 of 4 done")).toBeVisible();
    expect(user.count()).toBeLessThanOrEqual(25);
    if (width > 500) await expectAccessibleInBothThemes(page, "the result");

    // The ticks and the screen survive a reload; the documents are those of the user's accounts.
    await page.reload();
    await expect(page.getByText("4 of 4 done")).toBeVisible();
    await page.getByRole("button", { name: "Replace the key policy" }).click();
    await expect(page.getByText("put-key-policy replaces the whole policy")).toBeVisible();
    await expect(page.getByText(`--key-id ${key}`).first()).toBeVisible();
  });

test("by keyboard only", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Guide me" }).focus();
  await page.keyboard.press("Enter");
  await expect(question(page, /platform run/)).toBeFocused();
  let operated = 1;
  const press = async (...keys: readonly string[]) => {
    operated += 1;
    for (const one of keys) await page.keyboard.press(one);
  };
  await press("Tab");
  await page.keyboard.type("777788889999");
  await expect(page.getByRole("textbox", { name: "Account id", exact: true })).toHaveValue(
    "777788889999",
  );
  await press("Enter");
  await expect(question(page, /volume/)).toBeFocused();
  await press("Tab");
  await page.keyboard.insertText(key);
  await press("Tab", "Tab", "Enter");
  for (const [name, digit] of [
    [/read the data/, "1"],
    [/create grants/, "2"],
    [/have in AWS/, "1"],
    [/tighten/, "2"],
  ] as const) {
    await expect(question(page, name)).toBeFocused();
    await press(digit);
    await expect(page.getByRole("radio", { checked: true })).toBeFocused();
    await press("Enter");
  }
  await expect(question(page, /What you get/)).toBeFocused();
  for (const index of [0, 1, 2, 3]) {
    const box = page.getByRole("checkbox", { name: /^Done: / }).nth(index);
    // A long list of tab stops: reaching the box is no extra action.
    await box.focus();
    await press("Space");
  }
  await expect(page.getByText("4 of 4 done")).toBeVisible();
  expect(operated).toBeLessThanOrEqual(25);
});

test("the browser’s Back walks the questions and keeps later answers", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Guide me" }).click();
  await page.getByRole("textbox", { name: "Account id", exact: true }).fill("777788889999");
  await page.getByRole("button", { name: /^Next: / }).click();
  await page.getByLabel("Paste here").fill(key);
  await expect(page.getByRole("region", { name: "What it says" })).toBeVisible();
  await page.goBack();
  await expect(question(page, /platform run/)).toBeVisible();
  await expect(page.getByRole("region", { name: "So far" })).toContainText("444455556666");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Keyhole" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Answers" })).toContainText("777788889999");
  await page.goForward();
  await expect(question(page, /platform run/)).toBeVisible();
  await page.getByRole("button", { name: "To the workbench" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Guide me" })).toHaveCount(0);
});
