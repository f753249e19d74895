import { useState } from "react";
import { ruleSentence } from "#acquisition";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { RuleActions } from "./rule-actions.tsx";
import { RuleConditions } from "./rule-conditions.tsx";
import { draftOf, problemsOf, type RuleDraft, ruleOf, withRule } from "./rule-draft.ts";
import { RuleKeys } from "./rule-keys.tsx";
import { RuleSubjects } from "./rule-subjects.tsx";
import { keyWords } from "./rule-words.ts";

interface RuleDialogProps {
  /** The rule to change; without one, a new rule. */
  readonly ruleId?: string | undefined;
  readonly onClose: () => void;
}

/** Asks for a rule: who must never do what on which keys, or only under conditions. */
export function RuleDialog({ ruleId, onClose }: RuleDialogProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const [draft, setDraft] = useState<RuleDraft>(() =>
    draftOf(scenario.mustNever?.find(({ id }) => id === ruleId)),
  );
  const [named, setNamed] = useState(false);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const shown = tried ? problems : {};
  const change = (next: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...next }));
  const isComplete = Object.keys(problems).length === 0;
  const keep = () => {
    setTried(true);
    if (!isComplete) return;
    answer((now) => withRule(now, draft, ruleId));
    onClose();
  };
  return (
    <Dialog
      title={ruleId === undefined ? "New rule" : "Change the rule"}
      description="Something that must never be possible with your keys. No document changes: Keyhole proves the rule, or shows a request that breaks it."
      width={560}
      onClose={onClose}
    >
      <div className="stack gap-4">
        <RuleSubjects
          scenario={scenario}
          draft={draft}
          problem={shown.principals}
          onChange={change}
        />
        <RuleActions
          actions={draft.actions}
          named={named}
          problem={shown.actions}
          onChange={(next, isNamed) => {
            setNamed(isNamed);
            change(next);
          }}
        />
        <RuleKeys
          scenario={scenario}
          keys={draft.keys}
          problem={shown.keys}
          onChange={(keys) => change({ keys })}
        />
        <RuleConditions scenario={scenario} draft={draft} onChange={change} />
        <div className="rounded-md border border-line bg-canvas px-3 py-2">
          <p className="text-muted text-xs">The rule</p>
          <p role="status" className="break-words text-sm">
            {isComplete
              ? ruleSentence(ruleOf(draft, ""), keyWords(scenario, draft.keys))
              : "Not complete yet."}
          </p>
        </div>
        <div className="sticky -bottom-4 -mx-4 -mb-4 flex justify-end gap-2 border-line border-t bg-raised px-4 py-2.5">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" onClick={keep}>
            {ruleId === undefined ? "Add the rule" : "Keep the change"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
