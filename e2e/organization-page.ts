import type { Locator, Page } from "@playwright/test";

/** The screens of a large scenario, located by names as a user reads them. */
export class OrganizationPage {
  readonly page: Page;
  readonly answers: Locator;
  readonly bulk: Locator;
  /** The progress of checking all documents. */
  readonly checking: Locator;
  readonly table: Locator;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.answers = page.getByRole("region", { name: "Answers", exact: true });
    this.verdict = page.getByRole("region", { name: "Verdict", exact: true });
    this.bulk = page.getByRole("dialog", { name: "Add many accounts and keys" });
    this.checking = page.getByRole("progressbar", { name: "Checking every account" });
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

  /** Notes the progress bars that the page shows from now on: a fast machine shows some for an instant. */
  async watchProgress(): Promise<void> {
    await this.page.evaluate(() => {
      const shown = new Set<string>();
      const note = () => {
        for (const bar of document.querySelectorAll("[role=progressbar]"))
          shown.add(bar.getAttribute("aria-label") ?? "");
      };
      new MutationObserver(note).observe(document.body, {
        childList: true,
        subtree: true,
        attributeFilter: ["aria-label"],
      });
      Object.assign(window, { progressShown: shown });
    });
  }

  /** The names of the progress bars since `watchProgress`. */
  progressShown(): Promise<string> {
    return this.page.evaluate(() => {
      const { progressShown } = window as unknown as { progressShown: ReadonlySet<string> };
      return [...progressShown].join();
    });
  }

  choice(name: string | RegExp): Locator {
    return this.verdict.getByRole("radio", { name });
  }

  account(id: string): Locator {
    return this.table.getByRole("button", { name: new RegExp(`^account ${id}`) });
  }
}
