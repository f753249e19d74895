import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { copiedBy } from "./documents-page.ts";
import { expect } from "./fixtures.ts";

/** The dialog that exports files. */
export class ExportPage {
  readonly page: Page;
  readonly button: Locator;
  readonly dialog: Locator;
  readonly files: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole("button", { name: "Export", exact: true });
    this.dialog = page.getByRole("dialog", { name: "Export" });
    this.files = this.dialog.getByRole("listbox", { name: "Files" });
  }

  async open(): Promise<void> {
    await this.button.click();
    // Hundreds of accounts take some seconds.
    await expect(this.dialog.getByRole("button", { name: /^Download/ }).last()).toBeEnabled({
      timeout: 30_000,
    });
  }

  format(name: string): Locator {
    return this.dialog.getByRole("radio", { name, exact: true });
  }

  /** Chooses a format and waits for its file of this name. */
  async choose(name: string, file: string | RegExp): Promise<void> {
    await this.format(name).check();
    await expect(this.dialog.getByRole("heading", { name: file })).toBeVisible();
  }

  /** The previewed text, read from the clipboard. */
  text(): Promise<string> {
    return copiedBy(this.dialog.getByRole("button", { name: "Copy", exact: true }));
  }

  /** Clicks the download button and reads the saved files: those of the .zip by path, or the one file. */
  async download(): Promise<{
    readonly name: string;
    readonly files: ReadonlyMap<string, string>;
  }> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.dialog
        .getByRole("button", { name: /^Download/ })
        .last()
        .click(),
    ]);
    const name = download.suggestedFilename();
    const bytes = new Uint8Array(await readFile(await download.path()));
    const files = name.endsWith(".zip")
      ? Object.entries(unzipSync(bytes))
      : [[name, bytes] as const];
    return { name, files: new Map(files.map(([path, own]) => [path, strFromU8(own)])) };
  }
}
