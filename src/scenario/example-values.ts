import { exampleAccounts, exampleKeyId, exampleMultiRegionKeyId } from "./presets.ts";
import type { Scenario } from "./scenario.ts";

/** Whether an account or a key of the answers is one of the examples that AWS's and the vendor's documents use. */
export function hasExampleValues({ platform, targets }: Scenario): boolean {
  return (
    exampleAccounts.includes(platform.account) ||
    targets.some(
      ({ account, keys }) =>
        exampleAccounts.includes(account) ||
        keys.some(
          ({ naming }) =>
            naming.by === "arn" &&
            (naming.keyId === exampleKeyId || naming.keyId === exampleMultiRegionKeyId),
        ),
    )
  );
}

/** What screen, reports, scripts and readmes say of example values. */
export const exampleWarning = "Example: put in your accounts";
