import { nameOfKey, ruleLimits, type Scenario } from "#scenario";
import { ProblemText } from "../parts/field.tsx";
import { Segments } from "../parts/segments.tsx";
import { TickRow, toggled } from "./tick-row.tsx";

interface RuleKeysProps {
  readonly scenario: Scenario;
  readonly keys: readonly string[] | null;
  readonly problem: string | undefined;
  readonly onChange: (keys: readonly string[] | null) => void;
}

/** The question which keys a rule is about; not asked if the import has one key. */
export function RuleKeys({ scenario, keys, problem, onChange }: RuleKeysProps) {
  const all = scenario.targets.flatMap((target) =>
    target.keys.map((key) => ({ key, account: target.account })),
  );
  if (all.length < 2 && keys === null) return null;
  return (
    <div className="stack gap-2">
      <Segments
        label="On which keys"
        choices={[
          { value: "all", label: "Every key of the import" },
          { value: "some", label: "Some keys" },
        ]}
        value={keys === null ? "all" : "some"}
        onChoose={(chosen) => onChange(chosen === "all" ? null : [])}
      />
      {keys !== null && (
        <fieldset className="stack max-h-48 gap-1 overflow-y-auto border-line border-l-2 pl-3">
          <legend className="sr-only">Keys</legend>
          {all.slice(0, ruleLimits.keys).map(({ key, account }) => (
            <TickRow
              key={key.id}
              label={`${nameOfKey(key)} in ${key.region}, account ${account}`}
              on={keys.includes(key.id)}
              onTick={(on) => onChange(toggled(keys, key.id, on))}
            />
          ))}
          {problem && <ProblemText>{problem}</ProblemText>}
        </fieldset>
      )}
    </div>
  );
}
