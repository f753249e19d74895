import { type Verdict, verifyInSteps } from "#keyhole";
import { createProgress } from "../print/progress.ts";
import type { Terminal } from "../terminal.ts";
import type { CommandWork } from "../work/work.ts";

/** The verdict on a work, with progress on standard error unless `isQuiet`. */
export function verified(
  { scenario, documents, layers }: CommandWork,
  terminal: Terminal,
  isQuiet = false,
): Required<Verdict> {
  const progress = createProgress(terminal, isQuiet);
  const steps = verifyInSteps(scenario, documents, layers);
  for (;;) {
    const next = steps.next();
    if (next.done) {
      progress.end();
      return next.value;
    }
    progress.say("Accounts checked", next.value.done, next.value.of);
  }
}
