import type { Locator, Page } from "@playwright/test";

/** The screens of a large scenario, located by names as a user reads them. */
export class OrganizationPage {
  readonly page: Page;
  readonly answers: Locator;
  readonly bulk: Locator;
  /** The progress of writing the documents, and of checking them. */
  readonly writing: Locator;
  readonly checking: Locator;
  readonly stop: Locator;
  readonly table: Locator;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.answers = page.getByRole("region", { name: "Answers", exact: true });
    this.verdict = page.getByRole("region", { name: "Verdict", exact: true });
    this.bulk = page.getByRole("dialog", { name: "Add many accounts and keys" });
    this.writing = page.getByRole("progressbar", { name: /^Writing the documents/ });
    this.checking = page.getByRole("progressbar", { name: "Checking every account" });
    this.stop = this.verdict.getByRole("button", { name: "Stop", exact: true });
    this.table = this.verdict.getByRole("region", { name: "Accounts", exact: true });
  }

  async pick(name: string, text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add many…" }).click();
    await this.bulk
      .getByLabel("Files with accounts and keys")
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  }

  async drop(name: string, text: string): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content ?? ""], fileName ?? ""));
        return transfer;
      },
      [name, text],
    );
    await this.page.dispatchEvent("body", "drop", { dataTransfer: data });
  }

  choice(name: string | RegExp): Locator {
    return this.verdict.getByRole("radio", { name });
  }

  account(id: string): Locator {
    return this.table.getByRole("button", { name: new RegExp(`^account ${id}`) });
  }
}
