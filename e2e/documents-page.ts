import { expect, type Locator, type Page } from "@playwright/test";

/** The documents as a user finds them: by their names. */
export class DocumentsPage {
  readonly page: Page;
  readonly reason: Locator;
  readonly conflicts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.reason = page.getByRole("region", { name: "Why this statement" });
    this.conflicts = page.getByRole("region", { name: "Conflicts" });
  }

  /** From an empty page to the editor. */
  async start(): Promise<void> {
    await this.page.goto("/");
    await expect(this.editor).toBeVisible({ timeout: 30_000 });
  }

  /**
   * Waits until the editor offers completion, hovers, quick fixes, Find, folding and comparing: it fetches them when it
   * is first touched. Ends with the focus in the editor.
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

  tab(name: string | RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** The editor of the open document. */
  get editor(): Locator {
    return this.page.getByRole("textbox", { name: /, text/ });
  }

  async open(name: string | RegExp): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute("aria-selected", "true");
  }

  /** The whole text of the open document; by way of the clipboard, as Monaco draws only what is in sight. */
  async text(): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await this.page.getByRole("button", { name: "Copy", exact: true }).click();
    await expect.poll(() => this.clipboard()).not.toBe("");
    return this.clipboard();
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Writes over the first place where the open document has a text. */
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

  /** Puts the cursor behind a text that is in sight. */
  async putCursor(behind: string): Promise<void> {
    await this.page.getByText(behind, { exact: true }).first().click();
  }
}
