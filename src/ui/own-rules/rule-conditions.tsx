import { conditionWords } from "#acquisition";
import { isRegion, regionsOf } from "#policy/kms";
import { type RuleCondition, ruleConditions, type Scenario } from "#scenario";
import { RegionChip } from "../parts/chips.tsx";
import { WarningText } from "../parts/field.tsx";
import { TokenList } from "../wizard/token-list.tsx";
import { AddField } from "./add-field.tsx";
import { asksGrantsOfOthers, type RuleDraft } from "./rule-draft.ts";
import { TickRow, toggled } from "./tick-row.tsx";

interface RuleConditionsProps {
  readonly scenario: Scenario;
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

/** The question under which conditions a rule allows the actions. */
export function RuleConditions({ scenario, draft, onChange }: RuleConditionsProps) {
  const { onlyWhen } = draft;
  const set = (next: RuleCondition) =>
    onChange({ onlyWhen: onlyWhen.map((one) => (one.by === next.by ? next : one)) });
  return (
    <fieldset className="stack gap-1">
      <legend className="float-left min-h-5 font-medium text-soft text-sm">Except</legend>
      <p className="text-muted text-xs">
        Without a condition, never. All conditions that you choose must be met.
      </p>
      {ruleConditions.map((by) => {
        const chosen = onlyWhen.find((one) => one.by === by);
        return (
          <div key={by} className="stack gap-1">
            <TickRow
              label={conditionWords(chosen ?? blank(by))}
              on={chosen !== undefined}
              onTick={(on) =>
                onChange({
                  onlyWhen: on ? [...onlyWhen, blank(by)] : onlyWhen.filter((one) => one.by !== by),
                })
              }
            />
            {chosen && "regions" in chosen && (
              <Regions scenario={scenario} condition={chosen} onChange={set} />
            )}
          </div>
        );
      })}
      {asksGrantsOfOthers(draft) && (
        <WarningText>
          Only CreateGrant, ListGrants and RevokeGrant say that they are for an AWS resource. Every
          other action refutes this rule.
        </WarningText>
      )}
    </fieldset>
  );
}

interface RegionsProps {
  readonly scenario: Scenario;
  readonly condition: Extract<RuleCondition, { readonly regions: readonly string[] }>;
  readonly onChange: (condition: RuleCondition) => void;
}

function Regions({ scenario, condition, onChange }: RegionsProps) {
  const { by, regions } = condition;
  const set = (next: readonly string[]) => onChange({ by, regions: next });
  const what = by === "region" ? "Region" : "Region of EC2";
  return (
    <div className="stack gap-1 border-line border-l-2 pl-3">
      <AddField
        label={what}
        help="Without a region, it is the key’s region."
        placeholder="Search by code or name"
        suggestions={regionsOf(scenario.partition).map(({ code, name }) => ({ value: code, name }))}
        read={(text) =>
          isRegion(text.trim().toLowerCase()) ? text.trim().toLowerCase() : undefined
        }
        problem="No region has this code."
        onAdd={(region) => set(toggled(regions, region, true))}
      />
      <TokenList
        label={`${what}s of the rule`}
        tokens={regions}
        show={(region) => <RegionChip region={region} />}
        onRemove={(region) => set(toggled(regions, region, false))}
      />
    </div>
  );
}

function blank(by: RuleCondition["by"]): RuleCondition {
  return by === "through-ec2" || by === "region" ? { by, regions: [] } : { by };
}
