import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WebKitHere } from "../../scripts/other-browsers.mjs";
import { type Browser, type Driver, type Key, viewport } from "./driver.ts";
import { freePort, makeFolder, removeFolder, startDisplay, startProgram } from "./programs.ts";
import { WebDriverSession } from "./webdriver.ts";

/**
 * Starts WebKitGTK's MiniBrowser under its WebDriver, on a display that is not shown. The driver keeps to one browser at
 * a time, so every profile has a driver and a browser.
 */
export async function startWebKit(here: WebKitHere): Promise<Browser> {
  const display = await startDisplay(here.xvfb);
  return {
    newProfile: () => newProfile(here, display.name),
    close: () => display.end(),
  };
}

async function newProfile({ driver, browser }: WebKitHere, display: string): Promise<Driver> {
  const folder = makeFolder();
  const downloads = join(folder, "downloads");
  mkdirSync(downloads);
  // Source: xdg-user-dirs, "user-dirs.dirs".
  writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const program = startProgram(driver, [`--port=${port}`], {
    DISPLAY: display,
    GDK_BACKEND: "x11",
    // There is no graphics card, and no bus for assistive technology.
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    NO_AT_BRIDGE: "1",
    XDG_CACHE_HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_DATA_HOME: folder,
  });
  const end = async () => {
    await program.end();
    removeFolder(folder);
  };
  try {
    const session = await WebDriverSession.start(`http://127.0.0.1:${port}`, {
      "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
    });
    await session.post("/window/rect", viewport);
    return new WebKitDriver(session, downloads, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** The code points that WebDriver has for keys. Source: W3C WebDriver, "Keyboard actions". */
const codes: Partial<Record<Key, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Control: "\uE009",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowDown: "\uE015",
  Meta: "\uE03D",
};

interface PageWithProblems extends Window {
  keyholeProblems?: string[];
}

class WebKitDriver implements Driver {
  readonly #session: WebDriverSession;
  readonly #end: () => Promise<void>;
  /** Those of the pages that were left. */
  readonly #problems: string[] = [];

  readonly downloads: string;

  constructor(session: WebDriverSession, downloads: string, end: () => Promise<void>) {
    this.#session = session;
    this.downloads = downloads;
    this.#end = end;
  }

  async open(url: string): Promise<void> {
    await this.#leave();
    await this.#session.post("/url", { url });
    await this.#watch();
  }

  async reload(): Promise<void> {
    await this.#leave();
    await this.#session.post("/refresh", {});
    await this.#watch();
  }

  run<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return this.#session.post("/execute/sync", {
      script: `return (${inPage})(...arguments)`,
      args,
    });
  }

  async load(script: string): Promise<void> {
    await this.#session.post("/execute/sync", { script, args: [] });
  }

  async clickAt(x: number, y: number): Promise<void> {
    const actions = [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.#perform({ type: "pointer", id: "mouse", actions });
  }

  async type(text: string): Promise<void> {
    await this.#keys([...text].flatMap((value) => [down(value), up(value)]));
  }

  async press(...keys: Key[]): Promise<void> {
    const values = keys.map((key) => codes[key] ?? key);
    await this.#keys([...values.map(down), ...values.reverse().map(up)]);
  }

  async screenshot(): Promise<Uint8Array> {
    return Buffer.from(await this.#session.get<string>("/screenshot"), "base64");
  }

  async problems(): Promise<readonly string[]> {
    return [...this.#problems, ...(await this.#problemsOfPage())];
  }

  async close(): Promise<void> {
    try {
      await this.#session.end();
    } finally {
      await this.#end();
    }
  }

  #keys(actions: readonly object[]) {
    return this.#perform({ type: "key", id: "keyboard", actions });
  }

  #perform(source: object) {
    return this.#session.post<unknown>("/actions", { actions: [source] });
  }

  /** This WebDriver reports no errors, so the page has to: those after its load event. */
  async #watch(): Promise<void> {
    await this.run(() => {
      const page: PageWithProblems = window;
      const problems: string[] = [];
      page.keyholeProblems = problems;
      addEventListener("error", ({ message }) => problems.push(`uncaught: ${message}`));
      addEventListener("unhandledrejection", ({ reason }) => problems.push(`uncaught: ${reason}`));
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        problems.push(`policy: ${effectiveDirective} forbids ${blockedURI}`),
      );
      const print = console.error;
      console.error = (...texts: unknown[]) => {
        problems.push(`console: ${texts.join(" ")}`);
        print(...texts);
      };
    });
  }

  async #leave(): Promise<void> {
    this.#problems.push(...(await this.#problemsOfPage()));
  }

  #problemsOfPage(): Promise<readonly string[]> {
    return this.run(() => (window as PageWithProblems).keyholeProblems ?? []);
  }
}

const down = (value: string) => ({ type: "keyDown", value });
const up = (value: string) => ({ type: "keyUp", value });
