import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";

/** A link to work that no test begins with. */
const otherWork = "#1.same-account";

/**
 * A browser profile that the tests of a worker use one after the other. Its page stays in one process of the browser, which
 * keeps the compiled scripts: the next load costs about half of the CPU time of the first.
 */
export class SharedProfile {
  readonly context: BrowserContext;
  #page: Page | undefined;
  #session: CDPSession | undefined;
  /** Whether a test gave the page scripts that every later load would run. */
  #hasInitScripts = false;
  /** What is left to do before the first `goto` of a test. Returns whether the page of the test before stays. */
  #prepare: ((address: string) => Promise<boolean>) | undefined;

  constructor(context: BrowserContext) {
    this.context = context;
  }

  /**
   * Returns the page for the next test, without what the test before set for it. The first `goto` finds empty storage.
   *
   * @param keepsPage whether a first `goto` of a link opens the link in the page of the test before, as when the user
   *   changes the address: without a load, and without emptying the storage
   */
  async begin(baseAddress: string, keepsPage = false): Promise<Page> {
    if (this.#hasInitScripts) await this.#page?.close();
    const page = this.#page && !this.#page.isClosed() ? this.#page : await this.#open();
    for (const other of this.context.pages()) if (other !== page) await other.close();
    await this.context.setOffline(false);
    await this.context.clearPermissions();
    await page.unrouteAll();
    await page.emulateMedia({ colorScheme: null });
    this.#prepare = async (address) => {
      const keeps = keepsPage && isLinkToWork(address, baseAddress) && (await showsWork(page));
      if (keeps && (await openOtherWork(page))) return true;
      await this.#reset(page, baseAddress);
      return false;
    };
    return page;
  }

  /** Empties the storage. The page then shows a file of the site that has no scripts. */
  async #reset(page: Page, baseAddress: string): Promise<void> {
    await page.goto(new URL("icon.svg", baseAddress).href);
    await page.evaluate(() => sessionStorage.clear());
    await this.#session?.send("Storage.clearDataForOrigin", {
      origin: new URL(baseAddress).origin,
      storageTypes: "cookies,local_storage,indexeddb,cache_storage,file_systems",
    });
  }

  async #open(): Promise<Page> {
    const page = await this.context.newPage();
    const { goto, addInitScript } = page;
    page.goto = async (address, options) => {
      const prepare = this.#prepare;
      this.#prepare = undefined;
      const keeps = await prepare?.(address);
      const response = await goto.call(page, address, options);
      if (keeps) await openArrivedLink(page).click();
      return response;
    };
    page.addInitScript = (...script: Parameters<Page["addInitScript"]>) => {
      this.#hasInitScripts = true;
      return addInitScript.apply(page, script);
    };
    page.once("crash", () => page.close());
    this.#page = page;
    this.#session = await this.context.newCDPSession(page);
    this.#hasInitScripts = false;
    return page;
  }
}

function isLinkToWork(address: string, baseAddress: string): boolean {
  return new URL(address, baseAddress).hash.startsWith("#1.");
}

/** Whether a page shows work, without a dialog or menu over it. */
async function showsWork(page: Page): Promise<boolean> {
  if (!new URL(page.url()).hash.startsWith("#1.")) return false;
  const opened = page.locator("[role=dialog], [role=alertdialog], [role=menu]");
  return (await page.locator("#part-answers").count()) === 1 && (await opened.count()) === 0;
}

/** The button of the notice that asks before a link replaces the work of the page. */
function openArrivedLink(page: Page) {
  return page.getByRole("status").getByRole("button", { name: "Open the link" });
}

/** Opens a link in a page that shows the user's own work: the page asks first. */
export async function openOverWork(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await openArrivedLink(page).click();
}

/** Opens other work, so that the link of the test is not the one that the page shows. */
async function openOtherWork(page: Page): Promise<boolean> {
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, otherWork);
  const answer = page
    .locator("#part-answers")
    .getByRole("radio", { name: "The platform’s account", checked: true, includeHidden: true });
  const open = openArrivedLink(page);
  const opened = await open
    .or(answer)
    .first()
    .waitFor({ state: "attached", timeout: 5_000 })
    .then(
      () => true,
      () => false,
    );
  if (await open.isVisible()) await open.click();
  // A page begins with the answers; the test before may have left another part open.
  const answers = page.getByRole("tab", { name: "Answers" });
  if (opened && (await answers.isVisible())) await answers.click();
  return opened;
}

/** A context with the options of the running test; it reports what the Content-Security-Policy stops. */
export async function newContext(
  browser: Browser,
  serviceWorkers: "allow" | "block" = "block",
): Promise<BrowserContext> {
  const context = await browser.newContext({ serviceWorkers });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.effectiveDirective} forbids ${event.blockedURI}`);
    });
  });
  return context;
}
