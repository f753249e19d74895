import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "./driver.ts";
import { hostileLink } from "./hostile-link.ts";
import { mainJob } from "./main-job.ts";
import type { Story } from "./story.ts";
import { User } from "./user.ts";

const storiesOfHost: readonly Story[] = [mainJob, hostileLink];
const pictures = join(import.meta.dirname, "../../test-results/browsers");

/** Each story as a test, in a profile that has never visited Keyhole; skipped if the browser is not on this machine. */
export function playStories<Here>(
  name: string,
  here: Here | undefined,
  start: (here: Here) => Promise<Browser>,
  stories: readonly Story[] = storiesOfHost,
): void {
  describe.skipIf(here === undefined)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      if (here !== undefined) browser = await start(here);
    });
    afterAll(() => browser?.close());

    it.each(stories)("$title", async ({ title, play }) => {
      const driver = await browser.newProfile();
      try {
        await play(new User(driver), inject("address"));
        expect(await driver.problems(), "errors in the console").toEqual([]);
      } catch (error) {
        await mkdir(pictures, { recursive: true });
        await writeFile(join(pictures, `${name}: ${title}.png`), await driver.screenshot());
        throw error;
      } finally {
        await driver.close();
      }
    });
  });
}
