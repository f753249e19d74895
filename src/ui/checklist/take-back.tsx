import { Copy } from "lucide-react";
import { useCallback, useMemo } from "react";
import { type TakeBackItem, takeBackOf, takeBackScript } from "#export";
import { documentsOf, subjectOf } from "#state";
import type { Checker } from "#worker";
import { useLaterCall } from "../access/use-later-call.ts";
import { useCopy } from "../editor/use-copy.ts";
import { usePresentPolicies } from "../import/present-policies.ts";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { markOfItem, TakeBackCard } from "./take-back-card.tsx";

/** What to take back in AWS after an incident, in order: one card for each step, with what still works after it. */
export function TakeBack() {
  const scenario = useKeyhole((state) => state.scenario);
  const documents = useKeyhole(documentsOf);
  const subject = useKeyhole(subjectOf);
  const { present, done } = useKeyhole((state) => state.rollout);
  const before = usePresentPolicies(subject);
  const { said, copy } = useCopy();
  const items = useMemo(
    () =>
      takeBackOf(
        scenario,
        documents.map(({ generated, text }) => ({ ...generated, text })),
        { layers: subject.layers, present, before },
      ),
    [scenario, documents, subject, present, before],
  );
  const call = useCallback(
    (checker: Checker) =>
      checker.stillWorks(
        subject,
        items.map(({ removal }) => removal),
      ),
    [subject, items],
  );
  const { result, isCurrent, retry } = useLaterCall(call);
  const isDone = (item: TakeBackItem) => done[item.id] === markOfItem(item);
  const finished = items.filter(isDone).length;
  return (
    <section aria-label="Take it back">
      <div className="mb-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="flex-1 whitespace-nowrap font-semibold text-base">Take it back</h2>
        <p role="status" className="text-muted text-sm">
          {said || `${finished} of ${items.length} done`}
        </p>
        <Button
          icon={Copy}
          disabled={items.length === 0}
          onClick={() => void copy(takeBackScript(items), "all commands")}
        >
          Copy all commands
        </Button>
      </div>
      {items.length === 0 ? (
        <p className="text-muted">
          {documents.length === 0
            ? "Nothing to take back. Answer the platform’s account and role, and add a key."
            : "For so many accounts, export AWS CLI scripts: each account has one that rolls back, and one that revokes grants."}
        </p>
      ) : (
        <>
          <p className="mb-2 text-soft text-sm">
            Rolled out with Terraform, CloudFormation or CDK? Destroy it there instead of detaching,
            restoring and deleting here. Grants and temporary keys stay in any case.
          </p>
          <ol className="stack gap-2">
            {items.map((item, at) => (
              <TakeBackCard
                key={item.id}
                number={at + 1}
                item={item}
                isDone={isDone(item)}
                isChanged={done[item.id] !== undefined && !isDone(item)}
                after={isCurrent ? result?.[at] : undefined}
                retry={retry}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
