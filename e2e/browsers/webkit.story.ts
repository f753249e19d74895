import { webKitHere } from "../../scripts/other-browsers.mjs";
import { playStories } from "./stories.ts";
import { startWebKit } from "./webkit.ts";

playStories("WebKit", webKitHere(), startWebKit);
