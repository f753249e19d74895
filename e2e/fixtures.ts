import {
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
  type Request,
  type WebError,
} from "@playwright/test";
import { newContext, SharedProfile } from "./shared-profile.ts";

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
  /**
   * Whether a test that begins with a link opens it in the page of the test before, without a load. Set it with `test.use`
   * for tests that do not depend on what else is stored.
   */
  keepsPage: boolean;
  /** A page in another browser profile with empty storage, guarded like the first; one for each test. */
  newProfile: () => Promise<Page>;
}

interface WorkerFixtures {
  /** Returns a profile that the tests of a worker share, one after the other; makes it for the first test. */
  sharedProfile: (name: "first" | "other") => Promise<SharedProfile>;
}

/**
 * Playwright's `test` with the guard in every test. The tests of a worker share a profile and its page: their scripts are
 * then fetched and compiled once. Each test begins with empty storage and no other page.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  emptyCaches: [false, { option: true }],
  keepsPage: [false, { option: true }],
  sharedProfile: [
    async ({ browser }, use) => {
      const profiles = new Map<string, Promise<SharedProfile>>();
      await use((name) => {
        const profile =
          profiles.get(name) ?? newContext(browser).then((context) => new SharedProfile(context));
        profiles.set(name, profile);
        return profile;
      });
      for (const profile of profiles.values()) await (await profile).context.close();
    },
    { scope: "worker" },
  ],
  context: async ({ browser, sharedProfile, emptyCaches, serviceWorkers }, use) => {
    if (!emptyCaches && serviceWorkers !== "allow") {
      const { context } = await sharedProfile("first");
      return use(context);
    }
    const own = await newContext(browser, serviceWorkers);
    await use(own);
    await own.close();
  },
  page: async ({ context, sharedProfile, keepsPage, viewport, baseURL }, use) => {
    const shared = await sharedProfile("first");
    const isShared = context === shared.context;
    const page = isShared ? await shared.begin(baseURL ?? "", keepsPage) : await context.newPage();
    // The page has the viewport of the test before.
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
  newProfile: async ({ sharedProfile, guard, keepsPage, viewport, baseURL }, use) => {
    await use(async () => {
      const other = await sharedProfile("other");
      const page = await other.begin(baseURL ?? "", keepsPage);
      if (guard instanceof Watch) guard.over(other.context);
      if (viewport) await page.setViewportSize(viewport);
      return page;
    });
  },
});

export { expect };

class Watch implements Guard {
  readonly #noticed: string[] = [];
  // Playwright's own script, which blocks service workers, fails in the report's sandboxed frame, or is refused there. That
  // the report has no script is tested in src/export.
  readonly #allowed = [
    /^uncaught: Failed to read the 'serviceWorker' property .* sandboxed/,
    /^console: Blocked script execution in 'about:srcdoc'/,
  ];
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

  /** Stops watching: the next test of a shared context has its own guard. */
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
