import { firefoxHere, webKitHere } from "../../scripts/other-browsers.mjs";
import { oneFile } from "./one-file.ts";
import { startChromium, startFirefox } from "./puppeteer.ts";
import { playStories } from "./stories.ts";
import { startWebKit } from "./webkit.ts";

const path = process.env.KEYHOLE_CHROMIUM || undefined;
const args = process.env.KEYHOLE_CHROMIUM_ARGUMENTS?.split("\n") ?? [];

playStories("Chromium", path === undefined ? undefined : { path, args }, startChromium, [oneFile]);
playStories("Firefox", firefoxHere(), startFirefox, [oneFile]);
playStories("WebKit", webKitHere(), startWebKit, [oneFile]);
