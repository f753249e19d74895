import { actionGroups } from "#acquisition";
import { kmsActions } from "#policy/kms";
import { isRuleAction } from "#scenario";
import { Field, ProblemText } from "../parts/field.tsx";
import type { Suggestion } from "../parts/suggest-list.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { TokenList } from "../wizard/token-list.tsx";
import { AddField } from "./add-field.tsx";
import { chosenGroup, type RuleDraft } from "./rule-draft.ts";
import { toggled } from "./tick-row.tsx";

interface RuleActionsProps {
  readonly actions: readonly string[];
  /** Whether the actions are named one by one, even if they are those of a group. */
  readonly named: boolean;
  readonly problem: string | undefined;
  readonly onChange: (change: Partial<RuleDraft>, named: boolean) => void;
}

const labels: Readonly<Record<(typeof actionGroups)[number]["id"], string>> = {
  everything: "use or manage the key",
  use: "use the key: decrypt, encrypt, make data keys",
  decrypt: "decrypt with the key",
  grant: "make grants on the key",
  change: "change its policy, disable or delete it",
  delete: "delete the key",
};

/** The question what a rule forbids: a group of actions, or actions by name. */
export function RuleActions({ actions, named, problem, onChange }: RuleActionsProps) {
  const group = named ? "named" : chosenGroup(actions);
  return (
    <div className="stack gap-2">
      <Field label="What" help={group === "named" ? undefined : actions.join(", ")}>
        {(ids) => (
          <SelectInput
            {...ids}
            value={group}
            onChange={({ target: { value } }) => {
              const chosen = actionGroups.find(({ id }) => id === value);
              onChange(chosen ? { actions: chosen.actions } : {}, !chosen);
            }}
          >
            {actionGroups.map(({ id }) => (
              <option key={id} value={id}>
                {labels[id]}
              </option>
            ))}
            <option value="named">actions by name</option>
          </SelectInput>
        )}
      </Field>
      {group === "named" && (
        <div className="stack gap-1 border-line border-l-2 pl-3">
          <AddField
            label="Action"
            help="A KMS action; * and ? are wildcards."
            placeholder="kms:Decrypt"
            suggestions={suggestions}
            read={(text) => (isRuleAction(text.trim()) ? text.trim() : undefined)}
            problem="This is no action of KMS: write kms: and its name."
            onAdd={(action) => onChange({ actions: toggled(actions, action, true) }, true)}
          />
          <TokenList
            label="Actions of the rule"
            tokens={actions}
            show={(action) => <code className="text-xs">{action}</code>}
            onRemove={(action) => onChange({ actions: toggled(actions, action, false) }, true)}
          />
          {problem && <ProblemText>{problem}</ProblemText>}
        </div>
      )}
    </div>
  );
}

const suggestions: readonly Suggestion[] = kmsActions.map(({ name, accessLevel }) => ({
  value: `kms:${name}`,
  name: accessLevel,
}));
