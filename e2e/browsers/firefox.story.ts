import { firefoxHere } from "../../scripts/other-browsers.mjs";
import { startFirefox } from "./puppeteer.ts";
import { playStories } from "./stories.ts";

playStories("Firefox", firefoxHere(), startFirefox);
