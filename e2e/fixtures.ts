import {
  type Browser,
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
  type Request,
  type WebError,
} from "@playwright/test";

/**
 * Watches every page of a test. The test fails after a request to another origin, an error in the console, an uncaught
 * error, or a violation of the Content-Security-Policy.
 */
export interface Guard {
  /** The problems noticed so far. */
  readonly problems: readonly string[];
  /** Ignores problems that match: the test expects them. */
  allow(problem: RegExp): void;
  /** Allows requests to another origin that serves Keyhole in this test. */
  allowOrigin(address: string): void;
}

interface Fixtures {
  guard: Guard;
  /**
   * Whether the test gets a context with empty caches. Set it with `test.use` for tests about what is fetched. Tests with
   * service workers always get one.
   */
  emptyCaches: boolean;
  /** A page in a fresh browser profile, guarded like the first. */
  newProfile: () => Promise<Page>;
}

interface WorkerFixtures {
  /** The context that the tests of a worker share, one after the other; made for the first one that needs it. */
  sharedContext: () => Promise<BrowserContext>;
}

/**
 * Playwright's `test` with the guard in every test. The tests of a worker share a context: its cache keeps the page's
 * compiled code, so that a page starts in less CPU time. Each test begins with empty storage and no other page.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  emptyCaches: [false, { option: true }],
  sharedContext: [
    async ({ browser }, use) => {
      let made: Promise<BrowserContext> | undefined;
      await use(() => {
        made ??= newContext(browser);
        return made;
      });
      await (await made)?.close();
    },
    { scope: "worker" },
  ],
  context: async ({ browser, sharedContext, emptyCaches, serviceWorkers, baseURL }, use) => {
    if (emptyCaches || serviceWorkers === "allow") {
      const own = await newContext(browser, serviceWorkers);
      await use(own);
      await own.close();
      return;
    }
    const shared = await sharedContext();
    await clearStorage(shared, baseURL ?? "");
    await use(shared);
    for (const page of shared.pages()) await page.close();
    await shared.clearPermissions();
  },
  page: async ({ context, viewport }, use) => {
    const page = await context.newPage();
    // The context has the viewport of its first test.
    if (viewport) await page.setViewportSize(viewport);
    await use(page);
  },
  guard: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(baseURL ?? "");
      watch.over(context);
      await use(watch);
      watch.end();
      expect(watch.problems, "what the guard noticed").toEqual([]);
    },
    { auto: true },
  ],
  newProfile: async ({ browser, guard }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await newContext(browser);
      contexts.push(context);
      if (guard instanceof Watch) guard.over(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** A context with the options of the running test; it reports what the Content-Security-Policy stops. */
async function newContext(
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

/** Deletes all that Keyhole's pages have stored in a context. */
async function clearStorage(context: BrowserContext, address: string): Promise<void> {
  await context.clearCookies();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", {
    origin: new URL(address).origin,
    storageTypes: "local_storage,indexeddb,cache_storage,file_systems",
  });
  await page.close();
}

export { expect };

class Watch implements Guard {
  readonly #noticed: string[] = [];
  readonly #allowed: RegExp[] = [];
  readonly #origins = new Set<string>();
  readonly #endings: (() => void)[] = [];

  constructor(address: string) {
    this.allowOrigin(address);
  }

  get problems(): readonly string[] {
    return this.#noticed.filter(
      (problem) => !this.#allowed.some((pattern) => pattern.test(problem)),
    );
  }

  allow(problem: RegExp): void {
    this.#allowed.push(problem);
  }

  allowOrigin(address: string): void {
    this.#origins.add(new URL(address).origin);
  }

  over(context: BrowserContext): void {
    const onRequest = (request: Request) => this.#checkRequest(request.url());
    const onError = (error: WebError) => this.#noticed.push(`uncaught: ${error.error().message}`);
    const onMessage = (message: ConsoleMessage) => {
      if (message.type() !== "error") return;
      this.#noticed.push(`console: ${message.text()} (${message.location().url})`);
    };
    context.on("request", onRequest);
    context.on("weberror", onError);
    context.on("console", onMessage);
    this.#endings.push(() => {
      context.off("request", onRequest);
      context.off("weberror", onError);
      context.off("console", onMessage);
    });
  }

  /** Stops watching: the next test of a shared context has a guard of its own. */
  end(): void {
    for (const ending of this.#endings) ending();
  }

  #checkRequest(url: string): void {
    const { protocol, origin } = new URL(url);
    // These two do not use the network; a blob has the origin of the page that created it.
    if (protocol === "data:" || protocol === "about:" || this.#origins.has(origin)) return;
    this.#noticed.push(`request: ${url}`);
  }
}
