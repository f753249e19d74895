import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./fixtures.ts";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** The rules whose result depends on colours. */
const ofColours = ["color-contrast", "link-in-text-block"];

/**
 * Fails with each thing that axe finds, its element and how to repair it.
 *
 * @param state what the page shows, for the message
 * @param part a selector for what is new in this state: the rest of the page is then not looked at again
 * @param rules the ids of the rules to go by, if not all
 */
export async function expectAccessible(
  page: Page,
  state: string,
  part = "html",
  rules?: readonly string[],
): Promise<void> {
  // Half a megabyte, once a page. axe's own helper sends it for each state, and opens a second page for the results.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ([selector, only]) => {
      // A colour on its way to another one has a contrast that nobody reads. A spinner never ends.
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

/** In both themes, without a change of the state: the page goes with the system's theme. They differ in colours only. */
export async function expectAccessibleInBothThemes(
  page: Page,
  state: string,
  part?: string,
): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${state}, light`, part);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, `${state}, dark`, part, ofColours);
}
