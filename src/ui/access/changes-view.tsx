import type { Changes, PolicyChanges } from "#acquisition";
import { StateWord } from "../parts/state-word.tsx";
import { count } from "../wizard/words.ts";
import { AllowedRows } from "./allowed-rows.tsx";

interface ChangesViewProps {
  readonly changes: Changes;
  /** What a policy without a row is the same as: “the generated document”. */
  readonly sameAs: string;
}

/** What each policy newly allows and no longer allows. */
export function ChangesView({ changes, sameAs }: ChangesViewProps) {
  const { policies, notCompared } = changes;
  return (
    <div className="stack gap-3">
      {policies.length === 0 && (
        <StateWord line tone="good">
          No document differs.
        </StateWord>
      )}
      {policies.map((each) => (
        <OfPolicy key={each.about} changes={each} sameAs={sameAs} />
      ))}
      {notCompared > 0 && (
        <StateWord line tone="open">
          Not compared: {count(notCompared, "other document")}
        </StateWord>
      )}
    </div>
  );
}

function OfPolicy(props: { readonly changes: PolicyChanges; readonly sameAs: string }) {
  const { about, newlyAllowed, noLongerAllowed, undecided } = props.changes;
  const nothing = newlyAllowed.length + noLongerAllowed.length + undecided.length === 0;
  return (
    <article aria-label={about} className="stack gap-1.5">
      <h3 className="font-medium text-soft text-xs">{about}</h3>
      {nothing && (
        <StateWord line tone="good">
          Allows exactly the same requests as {props.sameAs}.
        </StateWord>
      )}
      <AllowedRows title="Newly allowed" tone="caution" rows={newlyAllowed} />
      <AllowedRows title="No longer allowed" tone="open" rows={noLongerAllowed} />
      {undecided.map((sentence) => (
        <p key={sentence} className="break-words text-muted text-xs">
          {sentence}
        </p>
      ))}
    </article>
  );
}

/** The same in a word: how many sentences are newly allowed. */
export function ChangesWord({ policies, notCompared }: Changes) {
  const newly = policies.reduce((sum, { newlyAllowed }) => sum + newlyAllowed.length, 0);
  const lost = policies.some(({ noLongerAllowed }) => noLongerAllowed.length > 0);
  const open = notCompared > 0 || policies.some(({ undecided }) => undecided.length > 0);
  if (newly > 0) return <StateWord tone="caution">more is allowed</StateWord>;
  if (open) return <StateWord tone="open">not decided</StateWord>;
  return <StateWord tone="good">{lost ? "less is allowed" : "nothing"}</StateWord>;
}
