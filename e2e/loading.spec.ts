import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, type Guard, test } from "./fixtures.ts";

test.use({ viewport: { width: 1440, height: 900 }, emptyCaches: true });

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** The scripts of index.html; every other file of the build is fetched later. */
function entryScripts(): ReadonlySet<string> {
  const path = fileURLToPath(new URL("../dist/.vite/manifest.json", import.meta.url));
  const chunks: Record<string, Chunk> = JSON.parse(readFileSync(path, "utf8"));
  const files = new Set<string>();
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const name of chunk.imports ?? []) add(chunks[name]);
  };
  for (const chunk of Object.values(chunks)) if (chunk.isEntry) add(chunk);
  return files;
}

/** Loads, aborts or delays every script that is fetched later, as `fate` returns. Includes workers. */
async function laterScripts(page: Page, fate: () => "load" | "abort" | "missing" | Promise<void>) {
  const entry = entryScripts();
  await page.route("**/assets/*.js", async (route) => {
    if (entry.has(new URL(route.request().url()).pathname.slice(1))) return route.continue();
    const now = await fate();
    if (now === "abort") return route.abort();
    if (now === "missing") return route.fulfill({ status: 404 });
    return route.continue();
  });
}

function allowFailedLoads(guard: Guard) {
  guard.allow(/Failed to load resource/);
  guard.allow(
    /Failed to fetch dynamically imported module|could not be loaded|^console: .*(?:The |A message)/,
  );
}

const failure = (page: Page, title: string) => page.getByRole("alert").filter({ hasText: title });

async function drop(page: Page, name: string, type = "Files") {
  return page.evaluate(
    ([fileName, kind]) => {
      const dataTransfer = new DataTransfer();
      if (kind === "Files")
        dataTransfer.items.add(
          new File(['{"Version":"2012-10-17","Statement":[]}'], fileName ?? ""),
        );
      else dataTransfer.setData(kind ?? "", "https://example.com/");
      const send = (event: string) =>
        document.body.dispatchEvent(
          new DragEvent(event, { bubbles: true, cancelable: true, dataTransfer }),
        );
      // `dispatchEvent` returns false if the page prevents the browser from opening the dropped file.
      return [send("dragover"), send("drop")];
    },
    [name, type],
  );
}

test("if code cannot be fetched, the rest of the page works, and trying again fetches the code", async ({
  page,
  guard,
}) => {
  test.slow();
  allowFailedLoads(guard);
  let fate: "load" | "abort" = "abort";
  await laterScripts(page, () => fate);
  await page.goto("/");
  for (const what of ["The other questions", "The documents", "The verdict", "A message"])
    await expect(failure(page, `${what} could not be loaded`)).toBeVisible();
  // The user can answer the first question.
  const account = page.getByLabel("Account id", { exact: true }).first();
  await account.fill("444455556666");
  await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();

  fate = "load";
  const other = failure(page, "The other questions could not be loaded");
  await other.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Add many…" })).toBeVisible();
  // The code that stores the work, and the code of its message, could not be fetched either.
  await failure(page, "A message could not be loaded")
    .getByRole("button", { name: "Try again" })
    .click();
  await expect(page.getByText("Your work is not stored at the moment")).toBeVisible();

  await failure(page, "The status could not be loaded")
    .getByRole("button", { name: "Try again" })
    .click();
  await expect(page.getByRole("region", { name: "Status" })).toBeVisible();

  const parts: [title: string, open: () => Promise<void>, shown: () => Promise<void>][] = [
    [
      "The menu could not be loaded",
      () => page.getByRole("button", { name: "Theme" }).click(),
      () => expect(page.getByRole("menu", { name: "Theme" })).toBeVisible(),
    ],
    [
      "The list of examples could not be loaded",
      () => page.getByRole("button", { name: "Start from…" }).click(),
      () => expect(page.getByRole("dialog")).toBeVisible(),
    ],
    [
      "The dialog to start over could not be loaded",
      () => page.getByRole("button", { name: "Start over" }).click(),
      () => expect(page.getByRole("alertdialog")).toBeVisible(),
    ],
    [
      "The import dialog could not be loaded",
      () => page.getByRole("button", { name: "Add many…" }).click(),
      () => expect(page.getByRole("dialog")).toBeVisible(),
    ],
    [
      "The questions about the key could not be loaded",
      () => page.getByRole("button", { name: "More settings for this key" }).click(),
      () => expect(page.getByText("Origin of the key material")).toBeVisible(),
    ],
    [
      "The link could not be made",
      () => page.getByRole("button", { name: "Copy link" }).click(),
      // Where the browser refuses the clipboard, a dialog shows the link.
      () =>
        expect(
          page
            .getByRole("dialog", { name: "Copy this link" })
            .or(page.getByText("Link copied", { exact: true })),
        ).toBeVisible(),
    ],
  ];
  for (const [title, open, shown] of parts) {
    fate = "abort";
    await open();
    await expect(failure(page, title)).toBeVisible();
    fate = "load";
    await failure(page, title).getByRole("button", { name: "Try again" }).click();
    await shown();
    await expect(failure(page, title)).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  for (const what of ["The note about changes", "The documents", "The verdict"])
    await failure(page, `${what} could not be loaded`)
      .getByRole("button", { name: "Try again" })
      .click();
  await expect(page.getByRole("navigation", { name: "Documents" })).toBeVisible();
  // The checker was tried when nothing could be fetched, and says so until it is tried again.
  const verdict = page.locator("#part-verdict");
  await expect(verdict).toContainText("The checker failed");
  await verdict.getByRole("button", { name: "Try again" }).click();
  await expect(verdict).toContainText("Import works");
  // The address does not contain the first answer; it contains the next one.
  await account.fill("777788889999");
  await expect(page).toHaveURL(/#1\./);
  // Monaco has empty alerts.
  await expect(failure(page, "Try again")).toHaveCount(0);
});

test("if the host has a new version, the notice says so, and a reload keeps the work", async ({
  page,
  guard,
}) => {
  allowFailedLoads(guard);
  let fate: "load" | "missing" = "load";
  await laterScripts(page, () => fate);
  await page.goto("/");
  await page.getByLabel("Account id", { exact: true }).first().fill("444455556666");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
  fate = "missing";
  await page.evaluate(() => {
    location.hash = "rules";
  });
  const notice = failure(page, "The page about the rule could not be loaded");
  await expect(notice).toContainText("Check your connection");

  // The host has another build: its index.html names other files, and the old files are removed.
  await page.route(/\/$/, async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replace(/assets\/index-[\w-]+\.js/, "assets/index-new.js");
    await route.fulfill({ response: answer, body: text });
  });
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toContainText("The host has a new version of Keyhole");
  await page.unroute(/\/$/);
  await notice.getByRole("button", { name: "Reload the page" }).click();
  // The code that restores the work cannot be loaded yet: the work stays stored.
  await expect(notice).toBeVisible();
  fate = "load";
  await page.reload();
  await page.getByRole("button", { name: "Back to the documents" }).click();
  await expect(page.getByLabel("Account id", { exact: true }).first()).toHaveValue("444455556666");
});

test("a file that is dropped at any time is read, and no drop leaves the page", async ({
  page,
}) => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await laterScripts(page, () => gate);
  // Opening a link waits for code: the page is still empty.
  await page.goto("/#1.same-account");
  expect(await drop(page, "early.json")).toEqual([false, false]);
  open();
  const dialog = page.getByRole("dialog", { name: "Import your policies" });
  await expect(dialog).toContainText("early.json", { timeout: 30_000 });

  // Drops on the open dialog, in a narrow window, and on the page about the rules.
  await drop(page, "second.json");
  await expect(dialog).toContainText("second.json");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => {
    location.hash = "rules";
  });
  await expect(page.getByRole("heading", { name: "All rules" })).toBeVisible();
  await drop(page, "third.json");
  await expect(dialog).toContainText("third.json");
  await page.keyboard.press("Escape");

  expect(await drop(page, "", "text/uri-list")).toEqual([false, false]);
});

test("an error in one part does not affect the others; after an error outside the parts the user can save and start over", async ({
  page,
  guard,
}) => {
  guard.allow(/no observer|no media/);
  await page.addInitScript(() => {
    const fails = () => sessionStorage.getItem("fails") ?? "part";
    const { addEventListener } = MediaQueryList.prototype;
    MediaQueryList.prototype.addEventListener = function listen(...listener: [string, never]) {
      if (fails() === "page") throw new Error("no media");
      addEventListener.apply(this, listener);
    };
    if (fails() !== "part") return;
    window.ResizeObserver = class {
      constructor() {
        throw new Error("no observer");
      }
    } as never;
  });
  await page.goto("/");
  await expect(failure(page, "The documents failed")).toContainText("no observer");
  await expect(page.getByRole("heading", { name: "The import", exact: true })).toBeVisible();
  await page.getByLabel("Account id", { exact: true }).first().fill("444455556666");

  await page.evaluate(() => sessionStorage.setItem("fails", "page"));
  await page.reload();
  await expect(page.getByRole("heading", { name: "Keyhole failed" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("no media");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  expect((await saved).suggestedFilename()).toBe("444455556666.keyhole.json");
  await page.evaluate(() => sessionStorage.setItem("fails", "nothing"));
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByRole("navigation", { name: "Documents" })).toBeVisible();
  await expect(page.getByLabel("Account id", { exact: true }).first()).not.toHaveValue(
    "444455556666",
  );
});
