import { DocumentsPage } from "./documents-page.ts";
import { expect, test } from "./fixtures.ts";

// They are about the files that the page fetches.
test.use({ emptyCaches: true });

// What the page says of documents must not outlive the checker that says it.

test("a worker that ended is started again, and the verdict is about the present text", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    const { Worker } = globalThis;
    const started: Worker[] = [];
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        if (/\/entry-/.test(String(address))) started.push(this);
      }
    };
    Object.assign(globalThis, { started });
  });
  const documents = new DocumentsPage(page);
  await documents.start();
  await expect(page.getByText(/^Import works/).first()).toBeVisible();
  const count = () => page.evaluate(() => (globalThis as { started?: Worker[] }).started?.length);
  await page.evaluate(() => (globalThis as { started?: Worker[] }).started?.[0]?.terminate());
  await documents.write('{ "Version": "2012-10-17", "Statement": [] }');
  await expect(page.getByText(/^Import stops/).first()).toBeVisible({ timeout: 20_000 });
  expect(await count()).toBe(2);
});

test("a checker that hangs is said to have failed, never shown as good; trying again starts another", async ({
  page,
}) => {
  // It waits for a memory that nobody changes: an endless loop would take a processor from the tests beside this one.
  const hangs =
    "Atomics.wait(new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer), 0, 0);";
  await page.route("**/entry-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: `setTimeout(() => { ${hangs} });` }),
  );
  await page.goto("/");
  const verdict = page.locator("#part-verdict");
  await expect(verdict.getByText("The checker failed")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(/^Import works/)).toHaveCount(0);
  await page.unroute("**/entry-*.js");
  await verdict.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^Import works/).first()).toBeVisible();
});
