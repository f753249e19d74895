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

/**
 * Fails with each problem that axe finds, its element and how to fix it.
 *
 * @param state what the page shows, for the message
 * @param part a selector for the part to check
 * @param rules the ids of the rules to check; all if missing
 */
export async function expectAccessible(
  page: Page,
  state: string,
  part = "html",
  rules?: readonly string[],
): Promise<void> {
  // axe's script has half a megabyte and is sent once for each page. axe's helper sends it for each check.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ([selector, only]) => {
      // Waits for transitions, because their colours have a wrong contrast. Endless animations are not waited for.
      const ending = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
      const { violations } = await window.axe.run(selector, {
        resultTypes: ["violations"],
        ...(only === undefined ? {} : { runOnly: [...only] }),
      });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
      );
    },
    [part, rules] as const,
  );
  expect(found, state).toEqual([]);
}

/**
 * Checks the light and the dark theme. The page follows the system's theme; only colours differ.
 *
 * @param coloured a selector for the part whose colours to check in the dark theme, if the rest was checked before
 */
export async function expectAccessibleInBothThemes(
  page: Page,
  state: string,
  part?: string,
  coloured = part,
): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${state}, light`, part);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, `${state}, dark`, coloured, ofColours);
}
