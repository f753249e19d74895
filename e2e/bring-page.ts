import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** The dialog that brings policies in, as a user finds it. */
export class BringPage {
  readonly dialog: Locator;
  readonly texts: Locator;
  readonly policies: Locator;

  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog");
    this.texts = this.dialog.getByRole("region", { name: "What was brought" });
    this.policies = this.dialog.getByRole("region", { name: "Policies found" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Bring your own policies" }).click();
    // What is pasted right away arrives.
    await expect(this.dialog.getByLabel("Paste a policy")).toBeFocused();
  }

  /** Picks a file of e2e/brought, or one that the test made. */
  async pick(file: string | { readonly name: string; readonly text: string }): Promise<void> {
    const chosen =
      typeof file === "string"
        ? new URL(`./brought/${file}`, import.meta.url).pathname
        : { name: file.name, mimeType: "application/octet-stream", buffer: Buffer.from(file.text) };
    await this.dialog.getByLabel("Files with policies").setInputFiles(chosen);
  }

  /** The choice of a document for the policy of this title. */
  target(title: string | RegExp): Locator {
    return this.policies.getByRole("combobox", { name: title });
  }

  async review(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Review \d/ }).click();
    await expect(this.dialog.getByRole("button", { name: /^Take \d/ })).toBeEnabled();
  }

  async take(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Take \d/ }).click();
    await expect(this.dialog).toBeHidden();
  }
}
