import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

// Narrow: the answers alone, without the editor.
test.use({ viewport: { width: 390, height: 800 } });

const targetAccount = (page: Page) => page.locator("#part-answers").getByLabel("Account id").nth(1);

/** Answers the target's account and leaves the question, as a user does. */
async function answer(page: Page, digits: string) {
  await targetAccount(page).fill(digits);
  await targetAccount(page).press("Tab");
}

async function listOf(page: Page) {
  await page.getByRole("button", { name: "Your work" }).click();
  return page.getByRole("dialog", { name: "Your work" });
}

test("a duplicated tab works on a copy, and the list opens, names and deletes work", async ({
  page,
  context,
}) => {
  await page.goto("/#1.cross-account");
  await answer(page, "333333333333");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
  // A duplicated tab also copies the session storage.
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  const session = await page.evaluate(() => ({ ...sessionStorage }));
  const copy = await context.newPage();
  await copy.addInitScript((items) => {
    if (sessionStorage.length === 0) Object.assign(sessionStorage, items);
  }, session);
  await copy.goto(page.url());
  await expect(copy.getByText("Another tab has this work open")).toBeVisible();
  await answer(copy, "444444444444");
  await answer(page, "555555555555");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(2);

  // A reload opens the same work, and undo still works.
  await copy.reload();
  await expect(targetAccount(copy)).toHaveValue("444444444444");
  await copy.getByRole("button", { name: "Undo" }).click();
  await expect(targetAccount(copy)).toHaveValue("333333333333");
  await copy.getByRole("button", { name: "Redo" }).click();

  let list = await listOf(copy);
  await expect(list.getByRole("listitem")).toHaveCount(2);
  const other = list.getByRole("listitem").filter({ hasText: "in 555555555555" });
  await expect(other).toContainText("open in another tab");
  await expect(other.getByRole("button", { name: /is open in another tab/ })).toBeDisabled();
  await expect(list.getByRole("listitem").filter({ hasText: "on the screen" })).toContainText(
    "in 444444444444",
  );
  await expectAccessible(copy, "the list of kept work", "[role=dialog]");
  await page.close();
  await copy.keyboard.press("Escape");

  list = await listOf(copy);
  await list.getByRole("button", { name: /^Rename .*555555555555/ }).click();
  await copy.keyboard.type("Not this");
  await copy.keyboard.press("Escape");
  await list.getByRole("button", { name: /^Rename .*555555555555/ }).click();
  await copy.keyboard.type("Incident 7");
  await copy.keyboard.press("Enter");
  await list.getByRole("button", { name: "Delete Incident 7" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list.getByRole("button", { name: "Undo" })).toBeFocused();
  await copy.keyboard.press("Enter");
  await list.getByRole("button", { name: "Open Incident 7" }).click();
  await expect(list).toBeHidden();
  await expect(targetAccount(copy)).toHaveValue("555555555555");
});

test("a hostile link opens the page with a message, also after a reload", async ({ page }) => {
  await page.goto("/#1.cross-account.goucq1bKVLKqViox1C8pKi0uUbKKrlYqyQ8uKcrMS1eyMqyNra0FAA");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.getByText(/This link was not opened|Opened from a link/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("main")).toBeVisible();
});

test("a page that opened the tab cannot put other work in the place of the user's", async ({
  page,
  context,
  baseURL,
  guard,
}) => {
  const opener = "https://opener.example/";
  guard.allowOrigin(opener);
  await page.route(opener, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(opener);
  const opening = context.waitForEvent("page");
  await page.evaluate(
    (address) => void Object.assign(window, { tab: window.open(address) }),
    `${baseURL}/#1.cross-account`,
  );
  const tab = await opening;
  await answer(tab, "333333333333");
  // The other page keeps a handle to the tab, and each of these begins where the one before ended.
  for (const address of [
    "/#1.vendor-ebs-direct",
    "/#1.same-account",
    "/?another=query#1.same-account",
    "/?another=query#1.cross-region",
  ]) {
    await page.evaluate((to) => {
      (window as unknown as { readonly tab: { location: string } }).tab.location = to;
    }, `${baseURL}${address}`);
    await tab.waitForURL((url) => url.search === new URL(address, baseURL).search);
    const question = tab.getByRole("status").filter({ hasText: "A link to other work arrived" });
    await expect(question).toBeVisible();
    await expect(targetAccount(tab)).toHaveValue("333333333333");
    await expect.poll(() => tab.url()).not.toContain(address);
    await question.getByRole("button", { name: "Dismiss" }).click();
  }
  await tab.reload();
  await expect(targetAccount(tab)).toHaveValue("333333333333");
});
