import { chromium } from "@playwright/test";
import { browsersHere, choiceVariable } from "../../scripts/browser.mjs";
import { startChromium } from "./puppeteer.ts";
import { playStories } from "./stories.ts";

const own = chromium.executablePath();
const choice = process.env[choiceVariable] ?? browsersHere(own)[0];
playStories("Chromium", choice === "" ? own : choice, startChromium);
