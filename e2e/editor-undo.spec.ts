import type { Page } from "@playwright/test";
import { presets } from "#scenario";
import { DocumentsPage } from "./documents-page.ts";
import { test as base, expect } from "./fixtures.ts";

const test = base.extend<{ documents: DocumentsPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/#1.cross-account");
    const documents = new DocumentsPage(page);
    await expect(documents.editor).toBeVisible({ timeout: 30_000 });
    await documents.open(targetIdentity);
    await use(documents);
  },
});

const targetIdentity = /^Identity policy.* CadoResponseCrossAccountRole/;
const targetTrust = /^Trust policy.* CadoResponseCrossAccountRole/;

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
test.slow();

async function answer(page: Page, name: string) {
  await page.getByRole("radio", { name }).first().click();
  await expect(page.getByRole("radio", { name }).first()).toBeChecked();
}

test("Ctrl+Z in the editor undoes steps of the page's history: typing, an answer, typing", async ({
  documents,
  page,
}) => {
  const texts = [await documents.text()];
  const keep = async () => texts.push(await documents.text());
  // White space at the end keeps the JSON valid, so that the answer below changes the text.
  await documents.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("  ");
  await keep();
  await answer(page, "Create a volume");
  await keep();
  await documents.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await keep();
  expect(new Set(texts).size).toBe(4);

  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  expect(await documents.text()).toBe(texts[2]);
  await documents.editor.focus();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("radio", { name: "EBS direct" }).first()).toBeChecked();
  expect(await documents.text()).toBe(texts[1]);
  await documents.editor.focus();
  await page.keyboard.press("Control+z");
  await expect(documents.tab(targetIdentity)).not.toHaveAccessibleName(/edited/);
  expect(await documents.text()).toBe(texts[0]);

  await documents.editor.focus();
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+y");
  await expect(page.getByRole("radio", { name: "Create a volume" }).first()).toBeChecked();
  expect(await documents.text()).toBe(texts[2]);
  await documents.editor.focus();
  for (let redo = 0; redo < 3; redo += 1) await page.keyboard.press("Control+y");
  await expect(page.getByRole("button", { name: "Redo", exact: true })).toBeDisabled();
  expect(await documents.text()).toBe(texts[3]);
  // The cursor is after the text that was restored last.
  await documents.editor.focus();
  await page.keyboard.type("!");
  expect(await documents.text()).toBe(`${texts[3]}!`);
});

test("the other document's typing, a reset and the comparison are in the same history", async ({
  documents,
  page,
}) => {
  const generated = await documents.text();
  await documents.write("{}");
  await documents.open(targetTrust);
  await documents.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" mine");
  await page.getByRole("button", { name: "Reset this document" }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Generated text" })).toBeAttached();
  await documents.editor.focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => documents.text()).toMatch(/ mine$/);
  // The generated side has no undo by itself.
  await page.getByRole("textbox", { name: "Generated text" }).focus();
  await page.keyboard.press("Control+z");
  await expect(documents.tab(targetTrust)).not.toHaveAccessibleName(/edited/);
  await documents.editor.focus();
  await page.keyboard.press("Control+z");
  await expect(documents.tab(targetIdentity)).not.toHaveAccessibleName(/edited/);
  await documents.open(targetIdentity);
  expect(await documents.text()).toBe(generated);
  await documents.editor.focus();
  await page.keyboard.press("Control+Shift+z");
  expect(await documents.text()).toBe("{}");
});

test("the browser's own undo is the page's; the field of Find keeps its undo", async ({
  documents,
  page,
}) => {
  const generated = await documents.text();
  await documents.untilFeaturesArrive();
  await documents.write("{}");
  const undoByMenu = () =>
    documents.editor.evaluate((element) =>
      element.dispatchEvent(
        new InputEvent("beforeinput", {
          inputType: "historyUndo",
          bubbles: true,
          cancelable: true,
        }),
      ),
    );
  await page.keyboard.press("Control+f");
  const find = page.getByRole("textbox", { name: "Find" });
  await find.fill("");
  await find.pressSequentially("kms");
  await page.keyboard.press("Control+z");
  await expect(find).not.toHaveValue("kms");
  expect(await documents.text()).toBe("{}");
  await find.focus();
  await page.keyboard.press("Escape");
  await expect(documents.editor).toBeFocused();
  expect(await undoByMenu()).toBe(false);
  expect(await documents.text()).toBe(generated);
});

/** Answers from which documents are written. */
const crossAccount = presets.find(({ id }) => id === "cross-account")?.scenario;

test("a text longer than any policy is not pasted; one from a file is kept, and not called good", async ({
  documents,
  page,
}) => {
  const generated = await documents.text();
  await documents.untilFeaturesArrive();
  await documents.write(`"${"x".repeat(200_000)}"`);
  await expect(page.getByText("The pasted text is too long")).toBeVisible();
  expect(await documents.text()).toBe(generated);
  // The menu pastes without a paste event; reading the document has written the clipboard.
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), "x".repeat(200_000));
  // Monaco ignores a click within a tenth of a second after its menu opened.
  await expect(async () => {
    await documents.editor.focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Paste" }).click();
    await expect(page.getByText("The pasted text is too long")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  expect(await documents.text()).toBe(generated);
  await page.evaluate((scenario) => {
    const policy = { Version: "2012-10-17", Statement: [], Id: "x".repeat(200_000) };
    const file = { keyhole: 1, scenario, edits: { "platform/identity": policy } };
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([JSON.stringify(file)], "work.keyhole.json"));
    dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  }, crossAccount);
  const platform = /^Identity policy.*too long to check/;
  await documents.open(platform);
  await expect(page.getByRole("status").filter({ hasText: "too long to check" })).toBeVisible();
  await expect(page.getByText("Valid JSON", { exact: true })).toBeHidden();
  expect((await documents.text()).length).toBeGreaterThan(200_000);
});
