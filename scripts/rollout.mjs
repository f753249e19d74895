// @ts-check
import { heading, run } from "./steps.mjs";

// npm run rollout   tries the exported scripts with a fault at every call, by a stand-in and by the real AWS CLI where one is
//                   installed. Takes about half an hour. `npm test` tries a sample with the stand-in.

heading("Scripts with a fault at every call");
process.exitCode = await run("vitest", ["run", "src/export/cli"], {
  env: { KEYHOLE_EVERY_FAULT: "1" },
});
