// @ts-check
import { installDependencies } from "./install.mjs";
import { serve } from "./serve.mjs";
import { heading, mustRun } from "./steps.mjs";

await installDependencies();
heading("Build");
await mustRun("vite", ["build", "--logLevel", "warn"]);
heading("Serve");
const address = await serve(Number(process.env.PORT ?? 4173));
console.log(`Keyhole is at ${address} (Ctrl+C stops it)`);
