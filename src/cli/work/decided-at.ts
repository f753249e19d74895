import { asksForTime, instantOf, withMoment } from "#keyhole";
import { CouldNotBeDone, type Terminal } from "../terminal.ts";
import type { CommandWork } from "./work.ts";

/**
 * The work with the moment that its conditions on time are decided for: the given one, or the one of its answers, or now if a
 * policy or an answer is about time. Throws `CouldNotBeDone` if the given text is no time.
 */
export function decidedAt<Work extends Pick<CommandWork, "scenario" | "documents" | "layerList">>(
  work: Work,
  given: string | undefined,
  terminal: Terminal,
): Work {
  const { documents, layerList } = work;
  if (given !== undefined) {
    const moment = instantOf(given);
    if (moment === undefined)
      throw new CouldNotBeDone(
        `--moment takes a day (2026-12-01) or a time (2026-12-01T17:00:00Z), not “${given}”.`,
      );
    return { ...work, scenario: { ...work.scenario, moment } };
  }
  const policies = [...documents, ...layerList];
  const isAboutTime = () => policies.some(({ text }) => asksForTime(text));
  return { ...work, scenario: withMoment(work.scenario, isAboutTime, terminal.moment()) };
}
