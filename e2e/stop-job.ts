import type { Page } from "@playwright/test";

/**
 * Presses the "Stop" of a job as soon as its progress bar shows that so much is done: by hand it would be too late on a fast
 * machine.
 *
 * @param label of the progress bar that will appear
 * @param least how much is done: accounts, or what else the bar counts
 */
export async function stopJob(page: Page, label: string, least: number): Promise<void> {
  await page.evaluate(
    ([name, done]) => {
      const stop = () => {
        const bar = document.querySelector(`[aria-label="${name}"]`);
        if (!bar || Number(bar.getAttribute("aria-valuenow")) < done) return;
        watch.disconnect();
        const part = bar.closest("section, [role=dialog]") ?? document;
        for (const button of part.querySelectorAll<HTMLElement>("button"))
          if (button.textContent?.trim() === "Stop") button.click();
      };
      const watch = new MutationObserver(stop);
      watch.observe(document.body, {
        childList: true,
        subtree: true,
        attributeFilter: ["aria-valuenow"],
      });
    },
    [label, least] as const,
  );
}
