import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ruleSentence } from "#acquisition";
import { type OwnRule, ruleLimits } from "#scenario";
import type { ClaimResult } from "#verdict";
import { Button, IconButton } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { ClaimRow } from "../verdict/claim-section.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { withoutRule } from "./rule-draft.ts";
import { keyWords } from "./rule-words.ts";

const RuleDialog = lazyPart("The editor of rules", () =>
  import("./rule-dialog.tsx").then((module) => module.RuleDialog),
);

interface OwnRulesProps {
  /** The decided rules of the last verdict; `undefined` as long as there is none. */
  readonly claims: readonly ClaimResult[] | undefined;
}

/** The user’s own rules with their results, and the commands to add, change and remove them. */
export function OwnRules({ claims }: OwnRulesProps) {
  const rules = useKeyhole((state) => state.scenario.mustNever) ?? none;
  // An empty text is a new rule.
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <div className="stack gap-2">
      {rules.length === 0 ? (
        <p className="text-sm text-soft">
          You have no rules yet. A rule says who must never do what with your keys.
        </p>
      ) : (
        <ul aria-label="Your rules" className="stack gap-1">
          {rules.map((rule) => (
            <li key={rule.id}>
              <RuleRow rule={rule} claims={claims} onEdit={() => setEditing(rule.id)} />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button
          icon={Plus}
          aria-haspopup="dialog"
          disabled={rules.length >= ruleLimits.rules}
          onClick={() => setEditing("")}
        >
          Add a rule
        </Button>
      </div>
      {editing !== null && (
        <RuleDialog ruleId={editing || undefined} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}

const none: readonly OwnRule[] = [];

interface RuleRowProps {
  readonly rule: OwnRule;
  readonly claims: readonly ClaimResult[] | undefined;
  readonly onEdit: () => void;
}

function RuleRow({ rule, claims, onEdit }: RuleRowProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const own = claims?.filter((claim) => claim.rule === rule.id);
  const [tone, word] = stateOf(own);
  const sentence = ruleSentence(rule, keyWords(scenario, rule.keys ?? null));
  const refuting = own?.find(({ witness }) => witness)?.witness;
  const why = own?.find((claim) => claim.why)?.why;
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <Disclosure
          openAtFirst={false}
          className="-ml-1"
          head={
            <StateWord line tone={tone}>
              <span className="font-medium">{word}</span>{" "}
              <span className="break-words text-text">{sentence}</span>
            </StateWord>
          }
          below={
            <div className="ml-[18px] grid grid-cols-[minmax(0,1fr)] gap-1 text-soft text-xs">
              {refuting && (
                <p className="break-words">
                  This request is allowed:{" "}
                  <span className="break-all font-mono">{refuting.principal}</span> may call{" "}
                  <span className="font-mono">{refuting.action}</span>.
                </p>
              )}
              {why && <p className="break-words">{why}</p>}
            </div>
          }
        >
          {() => (
            <div className="ml-[18px]">
              {own && own.length > 0 ? (
                <LongList items={own} most={25} noun="keys">
                  {(claim) => (
                    <li key={claim.id}>
                      <ClaimRow claim={claim} />
                    </li>
                  )}
                </LongList>
              ) : (
                <p className="text-muted text-xs">
                  {own ? "It is about no key of this verdict." : "It is being decided."}
                </p>
              )}
            </div>
          )}
        </Disclosure>
      </div>
      <IconButton label={`Change the rule: ${sentence}`} icon={Pencil} onClick={onEdit} />
      <IconButton
        label={`Remove the rule: ${sentence}`}
        icon={Trash2}
        onClick={() => answer((now) => withoutRule(now, rule.id))}
      />
    </div>
  );
}

/** The worst result of a rule, as tone and word. */
function stateOf(claims: readonly ClaimResult[] | undefined): readonly [StateTone, string] {
  if (!claims) return ["open", "Being decided."];
  if (claims.some(({ result }) => result === "refuted")) return ["bad", "Refuted."];
  if (claims.some(({ result }) => result === "undecided")) return ["open", "Not decided."];
  return claims.length > 0 ? ["good", "Proved."] : ["open", "Nothing to check."];
}
