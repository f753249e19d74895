import type { Suggestion } from "#denial";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";

const methodNames = { "ebs-direct": "EBS direct", "create-volume": "Create a volume" } as const;

/** An answer that fits what AWS said better, with a button that gives it. */
export function SuggestionNotice({ suggestion }: { readonly suggestion: Suggestion }) {
  const answer = useKeyhole((state) => state.answer);
  const method = useKeyhole((state) => state.scenario.method);
  return (
    <Notice
      tone="info"
      title="The import uses another method"
      actions={
        method !== suggestion.answer && (
          <Button
            tip="Changes the answer. Undo reverts it."
            onClick={() => answer((now) => ({ ...now, method: suggestion.answer }))}
          >
            Answer “{methodNames[suggestion.answer]}”
          </Button>
        )
      }
    >
      {suggestion.text}
    </Notice>
  );
}
