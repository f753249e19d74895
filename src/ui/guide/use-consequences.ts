import { useEffect, useState } from "react";
import type { Alternative, Consequence } from "#verdict";
import { useChecking } from "../verdict/verdict-context.tsx";

/**
 * What each of some answers means, in their order; `undefined` for one that is not known yet. The worker decides them one
 * after the other, so that a verdict does not wait for all. While new ones are decided the last ones stay.
 *
 * @param alternatives the same list as long as nothing changes
 */
export function useConsequences(
  alternatives: readonly Alternative[],
): readonly (Consequence | undefined)[] {
  const { checker } = useChecking();
  const [known, setKnown] = useState<readonly (Consequence | undefined)[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const decide = async () => {
      const { consequence } = await checker();
      for (const [index, alternative] of alternatives.entries()) {
        const decided = await consequence(alternative);
        if (!isCurrent) return;
        setKnown((before) => alternatives.map((_, at) => (at === index ? decided : before[at])));
      }
    };
    // Without the checker the options stay without consequences; the verdict says that it failed.
    decide().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [alternatives, checker]);
  return known;
}
