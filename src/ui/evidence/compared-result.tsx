import type { ComparedAnswers, ComparedCall, NotAsked } from "#evidence";
import { Notice } from "../parts/notice.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { LongList } from "../verdict/long-list.tsx";

/** What AWS answered to dry runs or a rehearsal, beside the decision of the same calls, and what was not asked. */
export function ComparedResult({ compared }: { readonly compared: ComparedAnswers }) {
  if (!compared.ok)
    return (
      <Notice tone="problem" title="Nothing was compared">
        {compared.message}
      </Notice>
    );
  const { calls, notAsked, from } = compared;
  const count = (agrees: boolean) => calls.filter((call) => call.agrees === agrees).length;
  const through = calls.filter(({ awsAllows }) => awsAllows).length;
  const isRehearsal = from === "rehearsal";
  return (
    <div className="stack gap-4">
      <p role="status" className="font-medium">
        {isRehearsal && calls.length > 0 && `AWS let ${through} of ${calls.length} calls through. `}
        {calls.length === 0
          ? "The answers compare no call."
          : `AWS agrees on ${count(true)} of ${calls.length} calls, and differs on ${count(false)}.`}{" "}
        {notAsked.length} were not asked.
      </p>
      {calls.length > 0 && (
        <section aria-label="Asked">
          <h3 className="mb-1 font-medium text-soft text-sm">
            {isRehearsal ? "Made in the test account" : "Asked, as direct calls"}
          </h3>
          <LongList items={calls} most={12} noun="calls" className="stack gap-2">
            {(call) => <CallRow key={call.id} call={call} />}
          </LongList>
        </section>
      )}
      <section aria-label="Not asked">
        <h3 className="mb-1 font-medium text-soft text-sm">Not asked</h3>
        <LongList items={notAsked} most={12} noun="calls" className="stack gap-1">
          {(one) => <NotAskedRow key={one.id} {...one} />}
        </LongList>
      </section>
    </div>
  );
}

function CallRow({
  call: { id, agrees, awsAllows, code, allowedHere, sentence },
}: {
  readonly call: ComparedCall;
}) {
  const [tone, words]: readonly [StateTone, string] =
    agrees === undefined
      ? [
          "open",
          awsAllows ? "Not decided here: AWS allows it" : `Not decided: AWS answered ${code}`,
        ]
      : agrees
        ? ["good", `Agree: ${allowedHere ? "allowed" : "denied"}`]
        : ["bad", `Differ: AWS ${awsAllows ? "allows" : "denies"} it`];
  return (
    <li className="text-sm">
      <code className="break-all">{id}</code>
      <p>
        <StateWord tone={tone}>{words}</StateWord>
      </p>
      <p className="text-muted text-xs">Here: {sentence}</p>
    </li>
  );
}

function NotAskedRow({ id, why }: NotAsked) {
  return (
    <li className="text-sm">
      <code className="break-all">{id}</code>
      <p className="text-muted text-xs">Not asked: {why}.</p>
    </li>
  );
}
