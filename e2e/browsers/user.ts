import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Driver } from "./driver.ts";
import { type Found, findInPage } from "./find-in-page.ts";

/** An element as a user knows it: the `nth` of this role and name inside a part of the page. */
export interface Target {
  /** Without it the part itself is meant. */
  readonly role?: string;
  /** The whole accessible name, or a pattern in it. */
  readonly name?: string | RegExp;
  /** Counted from 0; without it there must be one only. */
  readonly nth?: number;
  /** A CSS selector; without it the whole page. */
  readonly within?: string;
}

/** Longer than a browser on a busy machine needs for anything. */
const patience = 30_000;

/** The queries of Testing Library, for all browsers the same; loaded into each page. */
const library = readFileSync(
  fileURLToPath(import.meta.resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js")),
  "utf8",
);

const command = process.platform === "darwin" ? "Meta" : "Control";

/** What a user does and sees in a page. Everything waits until it is possible, and throws after 30 seconds. */
export class User {
  readonly driver: Driver;

  constructor(driver: Driver) {
    this.driver = driver;
  }

  /** Waits until there is one, and returns its text. */
  async see(target: Target): Promise<string> {
    const { text } = await this.#find(target, (found) => found !== undefined);
    return text;
  }

  /** How many there are at this moment. */
  async count({ nth: _, ...target }: Target): Promise<number> {
    return (await this.#all(target)).length;
  }

  /** Waits until the text (of a text box: its value) fits. */
  async read(target: Target, expected: string | RegExp): Promise<void> {
    await this.#find(
      target,
      (found) =>
        found !== undefined &&
        (typeof expected === "string" ? found.text === expected : expected.test(found.text)),
      ` with the text ${expected}`,
    );
  }

  /** Waits until nothing covers it, then clicks its middle. */
  async click(target: Target): Promise<void> {
    const { x, y } = await this.#find(
      target,
      (found) => found?.isReachable === true,
      " to click on",
    );
    await this.driver.clickAt(x, y);
  }

  /** Types over what a text box holds, one key after the other. */
  async typeOver(target: Target, text: string): Promise<void> {
    await this.click(target);
    await this.driver.press(command, "a");
    await this.driver.type(text);
  }

  /** Writes over what a text box holds, the whole text at once: the page answers to it once, not to each key. */
  async fill(target: Target, text: string): Promise<void> {
    await this.click(target);
    await this.driver.press(command, "a");
    await this.driver.run((whole) => document.execCommand("insertText", false, whole), text);
    await this.read(target, text);
  }

  /** Puts the cursor at the start of the editor that has the focus. */
  async goToStart(): Promise<void> {
    await this.driver.press(command, "a");
    await this.driver.press("ArrowLeft");
  }

  /** What the clipboard holds. Pasted, as no browser lets a page read it without asking. */
  async clipboard(): Promise<string> {
    await this.driver.run(() => {
      const box = document.createElement("textarea");
      box.id = "pasted";
      // A dialog's inertness would keep the focus out.
      document.body.append(box);
      box.focus();
    });
    await this.driver.press(command, "v");
    const pasted = () =>
      this.driver.run(() => document.querySelector<HTMLTextAreaElement>("#pasted")?.value ?? "");
    const text = await until("the clipboard to hold a text", pasted, (value) => value !== "");
    await this.driver.run(() => document.querySelector("#pasted")?.remove());
    return text;
  }

  async #find(
    target: Target,
    isMet: (found: Found | undefined) => boolean,
    condition = "",
  ): Promise<Found> {
    const found = await until(
      `${inWords(target)}${condition}`,
      async () => {
        const all = await this.#all(target);
        return target.nth === undefined && all.length > 1 ? undefined : all[target.nth ?? 0];
      },
      isMet,
    );
    if (found === undefined) throw new Error(`there is no ${inWords(target)}`);
    return found;
  }

  async #all({ role, name, within, nth }: Target): Promise<readonly Found[]> {
    const query = {
      within: within ?? "body",
      nth: nth ?? 0,
      ...(role === undefined ? {} : { role }),
      ...(name === undefined
        ? {}
        : { name: typeof name === "string" ? name : { source: name.source, flags: name.flags } }),
    };
    const found = await this.driver.run(findInPage, query);
    if (found) return found;
    await this.driver.load(library);
    return (await this.driver.run(findInPage, query)) ?? [];
  }
}

/** Asks again and again until the answer is met; throws with the last answer after 30 seconds. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isMet: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isMet(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`waited for ${what}; the last answer: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}

function inWords({ role, name, nth, within }: Target): string {
  return [role, name, nth === undefined ? "" : `number ${nth + 1}`, within && `in ${within}`]
    .filter(Boolean)
    .join(" ");
}
