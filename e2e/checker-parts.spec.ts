import type { Page } from "@playwright/test";
import { DocumentsPage } from "./documents-page.ts";
import { expect, test } from "./fixtures.ts";

// They are about the files that the page fetches.
test.use({ emptyCaches: true });

// The checker loads the names of most services later, and the page can run the checker's file itself.

const ofOtherService = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObjekt"], Resource: "*" }],
});

/** The files with names of services that the page requests from now on. */
function servicesFiles(page: Page): Set<string> {
  const files = new Set<string>();
  page.context().on("request", (request) => {
    const file = /\/(services-[\w-]+\.js)$/.exec(request.url())?.[1];
    if (file) files.add(file);
  });
  return files;
}

for (const where of ["worker", "page"] as const)
  test(`in a ${where}: the checker loads the names of other services when a document names one`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    if (where === "page")
      await page.addInitScript(() => {
        const { Worker } = globalThis;
        // Monaco's worker still starts.
        globalThis.Worker = class extends Worker {
          constructor(address: string | URL, options?: WorkerOptions) {
            if (/\/entry-/.test(String(address))) throw new Error("no worker here");
            super(address, options);
          }
        };
      });
    const files = servicesFiles(page);
    const documents = new DocumentsPage(page);
    await documents.start();
    await expect(page.getByText(/^Import works/).first()).toBeVisible();
    expect([...files]).toEqual([]);
    await documents.write(ofOtherService);
    await expect(page.getByText(/names no action of s3/).first()).toBeVisible();
    expect(files.size).toBe(1);
  });
