// @ts-check
import { heading, run } from "./steps.mjs";

// npm run rollout   tries the exported scripts with a fault at every call, by a stand-in and by the real AWS CLI where one is
//                   installed; a thousand accounts; and the Terraform export by the real terraform where one is installed.
//                   Takes about an hour. KEYHOLE_PART=2/8 takes an eighth of the real AWS CLI's faults, KEYHOLE_ACCOUNTS=100
//                   fewer accounts. `npm test` tries a sample with the stand-in.

heading("Scripts with a fault at every call");
process.exitCode = await run(
  "vitest",
  ["run", "src/export/cli", "src/export/terraform/real-terraform.test.ts"],
  { env: { KEYHOLE_EVERY_FAULT: "1" } },
);
