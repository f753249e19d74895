import { useId, useMemo, useState } from "react";
import { type SizeOption, sizeOptionFor } from "#generator";
import { limits } from "#policy";
import { type PlatformNaming, platformNamingProblems } from "#scenario";
import { beyondListOf } from "#verdict";
import { Button } from "../parts/button.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { BeyondList } from "./beyond-list.tsx";
import { policyCount } from "./limits-of-work.ts";
import { NamingFields } from "./naming-fields.tsx";

interface SizeOptionCardProps {
  /** The initial values of the fields. */
  readonly naming: PlatformNaming;
  readonly onUse: (naming: PlatformNaming) => void;
}

/** One size option: its fields, what it needs from the user, how many policies it takes, and what it allows beyond the list. */
export function SizeOptionCard({ naming: first, onUse }: SizeOptionCardProps) {
  const id = useId();
  const scenario = useKeyhole((state) => state.scenario);
  const [naming, setNaming] = useState(first);
  // An incomplete tag cannot be decided: the last decision stays.
  const [decided, setDecided] = useState(first);
  const problem = platformNamingProblems({ ...scenario, platformNaming: naming })[0]?.message;
  const option = useMemo(() => sizeOptionFor(scenario, decided), [scenario, decided]);
  const beyond = useMemo(() => beyondListOf(scenario, decided), [scenario, decided]);
  const change = (next: PlatformNaming) => {
    setNaming(next);
    if (platformNamingProblems({ ...scenario, platformNaming: next }).length === 0)
      setDecided(next);
  };
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3"
    >
      <h3 id={id} className="font-semibold text-sm">
        {naming.by === "tag" ? "By tag" : "By alias and role name"}
      </h3>
      {usesFields(option) && <NamingFields naming={naming} problem={problem} onChange={change} />}
      <div className="stack gap-1">
        <h4 className="font-medium text-soft text-sm">What it needs from you</h4>
        <p className="text-sm">{needsOf(option)}</p>
        {naming.by === "tag" && option.keys > 0 && (
          <p className="text-muted text-xs">
            Assumed: KMS evaluates tags across accounts, as it does aliases. Its guide shows only
            keys of the caller’s account. Test with one key first.
          </p>
        )}
        <PolicyCount policies={option.policies} />
      </div>
      <BeyondList beyond={beyond} />
      <div className="mt-auto flex justify-end">
        <Button
          tone="primary"
          disabled={problem !== undefined}
          aria-describedby={id}
          tip="Changes the answer. Undo reverts it."
          onClick={() => onUse(naming)}
        >
          Use this
        </Button>
      </div>
    </section>
  );
}

function PolicyCount({ policies }: { readonly policies: number }) {
  const fits = policies <= limits.attachedPolicies;
  return (
    <StateWord line tone={fits ? "good" : "caution"}>
      {policyCount(policies)}
      {!fits &&
        `: still more than the ${limits.attachedPolicies} that AWS attaches to a role. Role names and keys of the platform’s account need the space.`}
    </StateWord>
  );
}

/** Whether this import uses what the option's fields name. */
function usesFields({ naming, keys }: SizeOption): boolean {
  return naming.by === "tag" || keys > 0;
}

const english = new Intl.NumberFormat("en-US");

function needsOf({ naming, keys, roles }: SizeOption): string {
  const many = (number: number, noun: string) =>
    `${english.format(number)} ${noun}${number === 1 ? "" : "s"}`;
  if (naming.by === "tag") {
    const tagged = [
      ...(keys > 0 ? [many(keys, "key")] : []),
      ...(roles > 0 ? [many(roles, "role")] : []),
    ].join(" and ");
    return `This tag on ${tagged}${keys > 0 ? ", including the replicas of each key" : ""}.`;
  }
  return keys > 0
    ? `An alias with this prefix on each of ${many(keys, "key")} and its replicas. The policy names roles only by name.`
    : "Nothing: the platform role uses no key of another account, and the policy names roles only by name.";
}
