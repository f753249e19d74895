import type { BlockingDeny, Merged, NewlyAllowedAbuse } from "#import";
import { statementName } from "#policy";
import { Notice } from "../parts/notice.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { SummaryHead } from "../verdict/summary-head.tsx";
import { count } from "../wizard/words.ts";
import { useTitles } from "./use-titles.ts";

/** The verdict on the merged documents, and the user's statements that stop the import or allow abuses. */
export function Effects({ merged }: { readonly merged: Merged }) {
  const { before, after, stoppedBy, opened } = merged;
  return (
    <section aria-label="Verdict" className="stack gap-2">
      <div className="stack gap-1.5 rounded-md border border-line bg-surface px-2.5 py-2">
        <p className="text-muted text-xs">Now: {before.text}</p>
        <p className="text-soft text-xs">With the documents below:</p>
        <SummaryHead summary={after} />
      </div>
      {stoppedBy.length > 0 && <Stops stops={stoppedBy} />}
      {opened.length > 0 && <OpenedAbuses opened={opened} />}
    </section>
  );
}

function Stops({ stops }: { readonly stops: readonly BlockingDeny[] }) {
  const title = useTitles();
  return (
    <Notice
      tone="problem"
      title={
        stops.length === 1
          ? "Your Deny statement stops the import"
          : `${stops.length} of your Deny statements stop the import`
      }
    >
      <ul className="stack gap-1.5">
        {stops.map((stop) => (
          <li key={`${stop.documentId} ${stop.statement}`}>
            <p>
              <code className="text-xs">{statementName(stop.sid, stop.statement)}</code> in{" "}
              {title(stop.documentId)} denies:
            </p>
            <LongList
              items={stop.stops}
              most={5}
              noun="requests"
              className="list-disc pl-5 text-xs"
            >
              {(what) => <li key={what}>{what}</li>}
            </LongList>
          </li>
        ))}
      </ul>
      <p className="mt-1">
        Keyhole does not change Deny statements. Apply the documents, then exempt the roles of the
        import from the statement, or remove it.
      </p>
    </Notice>
  );
}

function OpenedAbuses({ opened }: { readonly opened: readonly NewlyAllowedAbuse[] }) {
  const title = useTitles();
  const named = opened.map(({ probe, places }) => ({
    probe,
    // Each document with its statements: “Identity policy of R: UseKeys, statement 3”.
    where: [...new Set(places.map(({ documentId }) => documentId))].map((id) => {
      const own = places.filter(({ documentId }) => documentId === id);
      const names = own.map(({ sid, statement }) => statementName(sid, statement));
      return `${title(id)}: ${[...new Set(names)].join(", ")}`;
    }),
  }));
  return (
    <Notice
      tone="problem"
      title={`Your statements allow ${count(opened.length, "abuse")} that the current documents refuse`}
    >
      <LongList items={named} most={4} noun="abuses" className="list-disc pl-5 text-xs">
        {({ probe, where }) => (
          <li key={probe.id}>
            {probe.title} ({probe.about})
            {where.length > 0 && <span className="block text-muted">{where.join("; ")}</span>}
          </li>
        )}
      </LongList>
      <p className="mt-1">
        Apply the documents, then narrow or remove those statements. Or go back and choose Tighten.
      </p>
    </Notice>
  );
}
