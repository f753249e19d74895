import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** The dialog that imports policies. */
export class ImportPage {
  readonly dialog: Locator;
  readonly texts: Locator;
  readonly policies: Locator;

  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog");
    this.texts = this.dialog.getByRole("region", { name: "Imported texts" });
    this.policies = this.dialog.getByRole("region", { name: "Policies found" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Import your policies" }).click();
    // The user can paste at once.
    await expect(this.dialog.getByLabel("Paste a policy")).toBeFocused();
  }

  /** Chooses a file of e2e/imported, or one that the test made. */
  async choose(file: string | { readonly name: string; readonly text: string }): Promise<void> {
    const chosen =
      typeof file === "string"
        ? new URL(`./imported/${file}`, import.meta.url).pathname
        : { name: file.name, mimeType: "application/octet-stream", buffer: Buffer.from(file.text) };
    await this.dialog.getByLabel("Files with policies").setInputFiles(chosen);
  }

  /** The list of documents for the policy with this title. */
  target(title: string | RegExp): Locator {
    return this.policies.getByRole("combobox", { name: title });
  }

  async review(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Review \d/ }).click();
    await expect(this.dialog.getByRole("button", { name: /^Apply to \d/ })).toBeEnabled();
  }

  async apply(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Apply to \d/ }).click();
    await expect(this.dialog).toBeHidden();
  }
}
