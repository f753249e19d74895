import { mkdirSync } from "node:fs";
import { join } from "node:path";
import puppeteer, {
  type BrowserContext,
  type ConsoleMessage,
  type Page,
  type Browser as PuppeteerBrowser,
} from "puppeteer-core";
import { type Browser, type Driver, type Key, viewport } from "./driver.ts";
import { makeFolder, removeFolder } from "./programs.ts";

/** Starts a Firefox without a window; Puppeteer speaks WebDriver BiDi with it. */
export async function startFirefox(executablePath: string): Promise<Browser> {
  // Puppeteer would make a folder too, but does not always get to remove that of Firefox.
  const userDataDir = makeFolder();
  const downloads = makeDownloads(userDataDir);
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    userDataDir,
    headless: true,
    defaultViewport: viewport,
    extraPrefsFirefox: {
      // 2: the folder of browser.download.dir.
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
    },
  });
  return browserOf(browser, userDataDir, () => browser.createBrowserContext());
}

/** Starts a Chromium without a window. */
export async function startChromium(here: {
  readonly path: string;
  readonly args: readonly string[];
}): Promise<Browser> {
  const userDataDir = makeFolder();
  const downloadPath = makeDownloads(userDataDir);
  const browser = await puppeteer.launch({
    executablePath: here.path,
    args: [...here.args],
    userDataDir,
    headless: true,
    defaultViewport: viewport,
  });
  const session = await browser.target().createCDPSession();
  return browserOf(browser, userDataDir, async () => {
    const context = await browser.createBrowserContext({
      downloadBehavior: { policy: "allow", downloadPath },
    });
    // Without a window it refuses the clipboard; with one, a click allows it.
    await session.send("Browser.grantPermissions", {
      permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"],
      ...(context.id === undefined ? {} : { browserContextId: context.id }),
    });
    return context;
  });
}

function makeDownloads(userDataDir: string): string {
  const folder = join(userDataDir, "downloads");
  mkdirSync(folder);
  return folder;
}

function browserOf(
  browser: PuppeteerBrowser,
  userDataDir: string,
  newContext: () => Promise<BrowserContext>,
): Browser {
  return {
    async newProfile() {
      const context = await newContext();
      return new PuppeteerDriver(await context.newPage(), join(userDataDir, "downloads"));
    },
    async close() {
      await browser.close();
      removeFolder(userDataDir);
    },
  };
}

class PuppeteerDriver implements Driver {
  readonly #page: Page;
  readonly #problems: Promise<string>[] = [];

  readonly downloads: string;

  constructor(page: Page, downloads: string) {
    this.#page = page;
    this.downloads = downloads;
    page.on("pageerror", (error) => this.#problems.push(Promise.resolve(`uncaught: ${error}`)));
    page.on("console", (message: ConsoleMessage) => {
      if (message.type() === "error") this.#problems.push(textOf(message));
    });
  }

  async open(address: string): Promise<void> {
    await this.#page.goto(address);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  run<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return this.#page.evaluate(
      `(${inPage})(...${JSON.stringify(args)})`,
    ) as unknown as Promise<Result>;
  }

  async load(script: string): Promise<void> {
    await this.#page.evaluate(script);
  }

  clickAt(x: number, y: number): Promise<void> {
    return this.#page.mouse.click(x, y);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  async press(...keys: Key[]): Promise<void> {
    // Chromium pastes at the editing command, not at the keys.
    const paste = keys.join("+") === "Control+v" ? { commands: ["Paste"] } : {};
    for (const key of keys) await this.#page.keyboard.down(key, key === "v" ? paste : {});
    for (const key of keys.reverse()) await this.#page.keyboard.up(key);
  }

  screenshot(): Promise<Uint8Array> {
    return this.#page.screenshot();
  }

  async problems(): Promise<readonly string[]> {
    return Promise.all(this.#problems);
  }

  close(): Promise<void> {
    return this.#page.browserContext().close();
  }
}

/** What the console shows. Of an error, `message.text()` says only that it is one. */
async function textOf(message: ConsoleMessage): Promise<string> {
  const texts = message
    .args()
    .map((argument) =>
      argument.evaluate((value) =>
        value instanceof Error ? `${value}\n${value.stack}` : `${value}`,
      ),
    );
  const shown = await Promise.all(texts).catch(() => [message.text()]);
  return `console: ${shown.join(" ")}`;
}
