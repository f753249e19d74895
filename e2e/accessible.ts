import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./fixtures.ts";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** The rules with results that depend on colours. */
const ofColours = ["color-contrast", "link-in-text-block"];

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
    await page.evaluate(axe.source);
    // Otherwise axe writes the HTML of each element that it looks at.
    await page.evaluate(() => window.axe.configure({ noHtml: true }));
  }
  const found = await page.evaluate(
    async ([selector, given]) => {
      // Waits for transitions, because their colours have a wrong contrast. Endless animations are not waited for.
      const ending = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
      const { violations } = await window.axe.run(selector, {
        ...given,
        resultTypes: ["violations"],
        elementRef: true,
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
