import { useId } from "react";
import type { ImportedPolicy, PolicyPlace, Proposal } from "#import";
import { statementInWords } from "#policy";
import type { Scenario } from "#scenario";

interface ProposalListProps {
  readonly scenario: Scenario;
  readonly proposals: readonly Proposal[];
  readonly policies: readonly ImportedPolicy[];
  /** The ids of proposals that are not selected. */
  readonly declined: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

/** The answers that the policies imply, each with the statement that implies it. */
export function ProposalList(props: ProposalListProps) {
  const { scenario, proposals, policies, declined, onToggle } = props;
  const id = useId();
  if (proposals.length === 0)
    return (
      <p className="text-soft text-sm">
        These policies allow no use of a key, so they answer no question.
      </p>
    );
  return (
    <section aria-label="What your policies say" className="stack gap-1.5">
      <h3 className="font-semibold text-sm">What your policies say</h3>
      <ul className="stack divide-y divide-line rounded-md border border-line">
        {proposals.map((proposal, index) => {
          const { question, answer, because, place, apply } = proposal;
          const already = JSON.stringify(apply(scenario)) === JSON.stringify(scenario);
          const input = `${id}-${index}`;
          return (
            <li key={proposal.id} className="relative flex items-start gap-2 px-2.5 py-1.5">
              <input
                type="checkbox"
                id={input}
                className="relative z-1 mt-[3px] size-3.5 accent-accent-strong"
                checked={!declined.has(proposal.id)}
                aria-describedby={`${input}-why`}
                onChange={() => onToggle(proposal.id)}
              />
              <div className="min-w-0 flex-1">
                <label
                  htmlFor={input}
                  className="break-words text-sm before:absolute before:inset-0"
                >
                  {question}: <span className="font-medium">{answer}</span>
                </label>
                <p id={`${input}-why`} className="text-muted text-xs">
                  {because} {place && inWords(place, policies)}
                  {already && " This is already your answer."}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function inWords(place: PolicyPlace, policies: readonly ImportedPolicy[]): string {
  const title = policies.length > 1 ? policies[place.policy]?.title : undefined;
  const words = `${statementInWords(place.sid, place.statement)}${title ? ` of “${title}”` : ""}.`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
