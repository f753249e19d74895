import { principalWords } from "#acquisition";
import { platformRole, rulePlaceholders, type Scenario, targetRole } from "#scenario";
import { ProblemText } from "../parts/field.tsx";
import { Segments } from "../parts/segments.tsx";
import type { Suggestion } from "../parts/suggest-list.tsx";
import { TokenList } from "../wizard/token-list.tsx";
import { AddField } from "./add-field.tsx";
import { principalIn, type RuleDraft, type Subjects } from "./rule-draft.ts";
import { TickRow, toggled } from "./tick-row.tsx";

interface RuleSubjectsProps {
  readonly scenario: Scenario;
  readonly draft: RuleDraft;
  readonly problem: string | undefined;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

const subjects: readonly { readonly value: Subjects; readonly label: string }[] = [
  { value: "everyone", label: "Everyone" },
  { value: "others", label: "Everyone but" },
  { value: "these", label: "Only these" },
];

/** The question whom a rule is about. */
export function RuleSubjects({ scenario, draft, problem, onChange }: RuleSubjectsProps) {
  const { principals } = draft;
  const { organizationId } = scenario.guards;
  const offered: readonly string[] = [
    ...rulePlaceholders,
    ...(organizationId === "" ? [] : [organizationId]),
  ];
  const set = (next: readonly string[]) => onChange({ principals: [...new Set(next)] });
  return (
    <div className="stack gap-2">
      <Segments
        label="Who must not be able to"
        choices={subjects}
        value={draft.subjects}
        onChoose={(chosen) => onChange({ subjects: chosen })}
      />
      {draft.subjects !== "everyone" && (
        <fieldset className="stack gap-1 border-line border-l-2 pl-3">
          <legend className="sr-only">Principals</legend>
          {offered.map((name) => (
            <TickRow
              key={name}
              label={name === organizationId ? `Organization ${name}` : labelOf(name)}
              on={principals.includes(name)}
              onTick={(on) => set(toggled(principals, name, on))}
            />
          ))}
          <AddField
            label="Another principal"
            help="A role’s or user’s ARN, an account id or an organization id."
            placeholder="arn:aws:iam::…, 123456789012, o-…"
            suggestions={suggestionsFrom(scenario)}
            read={principalIn}
            problem="This is no ARN of a role or user, no account id and no organization id."
            onAdd={(name) => set([...principals, name])}
          />
          <TokenList
            label="Other principals"
            tokens={principals.filter((name) => !offered.includes(name))}
            show={(name) => <code className="min-w-0 break-all text-xs">{name}</code>}
            onRemove={(name) => set(toggled(principals, name, false))}
          />
          {problem && <ProblemText>{problem}</ProblemText>}
        </fieldset>
      )}
    </div>
  );
}

/** The roles and accounts of the answers. */
function suggestionsFrom(scenario: Scenario): readonly Suggestion[] {
  const roles = [
    platformRole(scenario),
    ...scenario.targets.map((target) => targetRole(scenario, target)),
  ].flatMap((role) => role ?? []);
  const accounts = [scenario.platform, ...scenario.targets].map(({ account }) => account);
  return [
    ...new Map(roles.map(({ arn, name }) => [arn, { value: arn, name }])).values(),
    ...[...new Set(accounts)]
      .filter((account) => account !== "")
      .map((account) => ({ value: account, name: "an account of the import" })),
  ];
}

function labelOf(placeholder: string): string {
  if (placeholder === "ec2") return "EC2 itself, for running instances";
  const words = principalWords(placeholder);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
