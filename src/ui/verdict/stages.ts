import type { Step } from "#acquisition";

/** Consecutive steps of one role in one account and region. */
export interface Stage {
  readonly actor: string;
  readonly actorAccount: string;
  /** Where the calls go. */
  readonly account: string;
  readonly region: string;
  readonly steps: readonly Step[];
}

/** Groups the steps of a source in their order; a new stage begins if the role, account or region changes. */
export function stagesOf(steps: readonly Step[]): readonly Stage[] {
  const stages: {
    actor: string;
    actorAccount: string;
    account: string;
    region: string;
    steps: Step[];
  }[] = [];
  for (const step of steps) {
    const { actor, actorAccount, account, region } = step;
    const last = stages.at(-1);
    if (last && last.actor === actor && last.account === account && last.region === region)
      last.steps.push(step);
    else stages.push({ actor, actorAccount, account, region, steps: [step] });
  }
  return stages;
}
