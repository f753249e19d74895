import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./fixtures.ts";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** A colour of axe, which its types lack. */
interface Color {
  r: number;
  g: number;
  b: number;
  alpha: number;
  parseString(this: Color, text: string): Color;
}

/** The rules with results that depend on colours. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** axe's script without an assertion about its own classes, which it makes several times for each colour. */
const source = axe.source.replace("function _checkPrivateRedeclaration(e, t) {", "$& return;");

/** All rules, those with results that depend on colours, or the others. */
type Rules = "all" | "of-colours" | "not-of-colours";

const options = {
  all: {},
  "of-colours": { runOnly: ofColours },
  "not-of-colours": {
    rules: Object.fromEntries(ofColours.map((rule) => [rule, { enabled: false }])),
  },
};

/**
 * Fails with each problem that axe finds, its element and how to fix it.
 *
 * @param state what the page shows, for the message
 * @param part a selector for the part to check
 */
export async function expectAccessible(
  page: Page,
  state: string,
  part = "html",
  rules: Rules = "all",
): Promise<void> {
  // axe's script has half a megabyte and is sent once for each page. axe's helper sends it for each check.
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(source);
    await page.evaluate(prepareAxe);
  }
  const found = await page.evaluate(
    async ([selector, given]) => {
      // Waits for transitions, because their colours have a wrong contrast. Endless animations are not waited for.
      const ending = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
      // axe looks at every element of the page, also if a part is checked: the two largest parts are taken away.
      const checked = document.querySelector(selector);
      const taken = [...document.querySelectorAll("#part-documents, #part-verdict")]
        .filter((other) => checked && !other.contains(checked) && !checked.contains(other))
        .map((other) => {
          const place = document.createComment("");
          other.replaceWith(place);
          return () => place.replaceWith(other);
        });
      const run = { ...given, resultTypes: ["violations" as const], elementRef: true };
      const { violations } = await window.axe.run(selector, run).finally(() => {
        for (const putBack of taken) putBack();
      });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ element, failureSummary }) => {
          const html = element?.outerHTML.slice(0, 300);
          return `${id}: ${help}\n  ${html}\n  ${failureSummary}`;
        }),
      );
    },
    [part, options[rules]] as const,
  );
  expect(found, state).toEqual([]);
}

/** Runs in the page: avoids two things that take axe much of its time. */
function prepareAxe(): void {
  // Otherwise axe writes the HTML of each element that it looks at.
  window.axe.configure({ noHtml: true });
  // axe parses the colours of each element, several times. A page has few.
  const { color } = window.axe.commons as unknown as { color: { Color: { prototype: Color } } };
  const { prototype } = color.Color;
  const { parseString } = prototype;
  const parsed = new Map<string, Pick<Color, "r" | "g" | "b" | "alpha">>();
  prototype.parseString = function parseOnce(text) {
    const known = parsed.get(text);
    if (known) return Object.assign(this, known);
    const { r, g, b, alpha } = parseString.call(this, text);
    parsed.set(text, { r, g, b, alpha });
    return this;
  };
}

/**
 * Checks the light and the dark theme. The page follows the system's theme; only colours differ.
 *
 * @param coloured a selector for the part whose colours to check, if those of the rest were checked before
 */
export async function expectAccessibleInBothThemes(
  page: Page,
  state: string,
  part?: string,
  coloured = part,
): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  if (coloured === part) await expectAccessible(page, `${state}, light`, part);
  else {
    await expectAccessible(page, `${state}, light`, part, "not-of-colours");
    await expectAccessible(page, `${state}, light`, coloured, "of-colours");
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, `${state}, dark`, coloured, "of-colours");
}
