// @ts-check
import { installDependencies } from "./install.mjs";
import { heading, mustRun } from "./steps.mjs";

await installDependencies();
heading("Speed");
await mustRun("vitest", ["bench", "--run", "--passWithNoTests", ...process.argv.slice(2)]);
heading("Size");
await mustRun("vite", ["build", "--logLevel", "warn"]);
await mustRun(process.execPath, ["scripts/size.mjs"]);
heading("From an answer to the text on the page");
await mustRun(process.execPath, ["scripts/bench-page.mjs"]);
heading("Texts of megabytes in the editor");
await mustRun(process.execPath, ["scripts/bench-long-text.mjs"]);
