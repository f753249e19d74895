import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Presses a button that copies a text, and returns the text. The page does it all: a click of the mouse, which another test
 * tries, takes ten times as long.
 */
export async function copiedBy(button: Locator): Promise<string> {
  return button.evaluate(async (element: HTMLElement) => {
    await navigator.clipboard.writeText("");
    element.click();
    for (;;) {
      const text = await navigator.clipboard.readText();
      if (text !== "") return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

/** The documents view, located by names as a user reads them. */
export class DocumentsPage {
  readonly page: Page;
  readonly reason: Locator;
  readonly conflicts: Locator;
  /** Looking for a role in the whole page takes several times as long. */
  readonly #part: Locator;

  constructor(page: Page) {
    this.page = page;
    this.#part = page.locator("#part-documents");
    this.reason = this.#part.getByRole("region", { name: "Why this statement" });
    this.conflicts = this.#part.getByRole("region", { name: "Conflicts" });
  }

  /** Opens a link to the example of a first visit, and waits for the editor. */
  async start(): Promise<void> {
    await this.page.goto("/#1.vendor-ebs-direct");
    await expect(this.editor).toBeVisible({ timeout: 30_000 });
  }

  /**
   * Waits until the editor has completion, hovers, quick fixes, Find, folding and comparing: it loads them on first use.
   * Ends with the focus in the editor.
   */
  async untilFeaturesArrive(): Promise<void> {
    await this.editor.focus();
    const find = this.page.getByRole("textbox", { name: "Find" });
    await expect(async () => {
      await this.page.keyboard.press("Control+f");
      await expect(find).toBeVisible({ timeout: 500 });
    }).toPass();
    await this.page.keyboard.press("Escape");
    await expect(this.editor).toBeFocused();
  }

  /** The tab of a document, by a pattern; or the tab of a part of a narrow page, by its name. */
  tab(name: "Answers" | "Documents" | "Verdict" | RegExp): Locator {
    return (typeof name === "string" ? this.page : this.#part).getByRole("tab", { name });
  }

  /** The editor of the open document. */
  get editor(): Locator {
    return this.#part.getByRole("textbox", { name: /, text/ });
  }

  async open(name: "Answers" | "Documents" | "Verdict" | RegExp): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute("aria-selected", "true");
  }

  /** The whole text of the open document, read from the clipboard: Monaco draws only the visible lines. */
  text(): Promise<string> {
    return copiedBy(this.#part.getByRole("button", { name: "Copy", exact: true }));
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Replaces the first occurrence of a text in the open document. */
  async replace(from: string, to: string): Promise<void> {
    const text = await this.text();
    expect(text).toContain(from);
    await this.write(text.replace(from, to));
  }

  /** Selects all and pastes a text: typing would close its brackets. */
  async write(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press("Control+a");
    await this.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await this.page.keyboard.press("Control+v");
  }

  /** A text in the editor, not in a repair that shows it too. Monaco draws only the lines that are in sight. */
  inEditor(text: string): Locator {
    return this.page.locator(".view-lines").getByText(text, { exact: true }).first();
  }

  /** Puts the cursor after a text. */
  async putCursor(behind: string): Promise<void> {
    const found = this.inEditor(behind);
    // The editor may still show the document before, or draw a page later than its key was pressed.
    await expect(async () => {
      await this.editor.focus();
      await this.page.keyboard.press("Control+Home");
      for (let pages = 0; pages < 20 && !(await found.isVisible()); pages += 1)
        await this.page.keyboard.press("PageDown");
      await found.click({ timeout: 2_000 });
    }).toPass();
  }
}
