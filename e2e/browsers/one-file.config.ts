import { pathToFileURL } from "node:url";
import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

// `npm run release -- --check`: keyhole.html of KEYHOLE_ONE_FILE, opened from the disk in each browser that is here.
export default defineConfig({
  test: {
    ...config.test,
    include: ["one-file.story.ts"],
    globalSetup: [],
    provide: { address: pathToFileURL(process.env.KEYHOLE_ONE_FILE ?? "").href },
  },
});
