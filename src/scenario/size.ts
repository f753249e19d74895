import { regionsOfKey, type Scenario } from "./scenario.ts";

/** Up to this many sources, documents and verdict are computed at each keystroke. */
const mostAtOnce = 200;

/**
 * Whether a scenario is too large to compute at once. Its documents and its verdict are then computed account by
 * account, with progress, and can be stopped. Counts all targets and keys, answered or not, so that the check is cheap.
 */
export function isLarge({ targets }: Scenario): boolean {
  let sources = 0;
  for (const { keys } of targets) {
    for (const key of keys) sources += regionsOfKey(key).length;
    if (sources > mostAtOnce) return true;
  }
  return false;
}
