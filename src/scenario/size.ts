import { regionsOfKey, type Scenario } from "./scenario.ts";

/** Up to this many sources, documents and verdict are worth making at each keystroke. */
const mostAtOnce = 200;

/**
 * Whether a scenario is too large to be done at one go: its documents and its verdict then come account by account, with
 * progress, and can be stopped. Counts what is answered and what is not, so that it costs nothing to ask.
 */
export function isLarge({ targets }: Scenario): boolean {
  let sources = 0;
  for (const { keys } of targets) {
    for (const key of keys) sources += regionsOfKey(key).length;
    if (sources > mostAtOnce) return true;
  }
  return false;
}
