import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

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
  /** A page in a fresh browser profile, guarded like the first. */
  newProfile: () => Promise<Page>;
}

/** Playwright's `test` with the guard in every test. */
export const test = base.extend<Fixtures>({
  guard: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(baseURL ?? "");
      await watch.over(context);
      await use(watch);
      expect(watch.problems, "what the guard noticed").toEqual([]);
    },
    { auto: true },
  ],
  newProfile: async ({ browser, guard, contextOptions, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL === undefined ? {} : { baseURL }),
        serviceWorkers: "block",
      });
      contexts.push(context);
      if (guard instanceof Watch) await guard.over(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

class Watch implements Guard {
  readonly #noticed: string[] = [];
  readonly #allowed: RegExp[] = [];
  readonly #origins = new Set<string>();

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

  async over(context: BrowserContext): Promise<void> {
    context.on("request", (request) => this.#checkRequest(request.url()));
    context.on("weberror", (error) => this.#noticed.push(`uncaught: ${error.error().message}`));
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      this.#noticed.push(`console: ${message.text()} (${message.location().url})`);
    });
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.effectiveDirective} forbids ${event.blockedURI}`);
      });
    });
  }

  #checkRequest(url: string): void {
    const { protocol, origin } = new URL(url);
    // These two do not use the network; a blob has the origin of the page that created it.
    if (protocol === "data:" || protocol === "about:" || this.#origins.has(origin)) return;
    this.#noticed.push(`request: ${url}`);
  }
}
