import type { AllowedRow, KeyAccessRow } from "#acquisition";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { RequestTable } from "../verdict/request-table.tsx";

interface AllowedRowsProps {
  readonly title: string;
  readonly tone: StateTone;
  readonly rows: readonly (AllowedRow & Partial<Pick<KeyAccessRow, "statements">>)[];
}

/** Sentences about requests, each with its resources and one request; nothing if there are none. */
export function AllowedRows({ title, tone, rows }: AllowedRowsProps) {
  if (rows.length === 0) return null;
  return (
    <div>
      <p className="font-medium">
        <StateWord line tone={tone}>
          {title}
        </StateWord>
      </p>
      <LongList items={rows} most={6} noun="rows" className="-mx-1">
        {({ sentence, resources, statements = [], request }) => (
          <li key={sentence}>
            <Disclosure
              openAtFirst={false}
              className="px-1"
              head={
                <span className="stack">
                  <span className="break-words text-sm">{sentence}</span>
                  {resources.length > 0 && (
                    <span className="break-all text-muted text-xs">
                      On <code>{shortList(resources)}</code>
                    </span>
                  )}
                  {statements.length > 0 && (
                    <span className="break-words text-muted text-xs">
                      By <code>{statements.join(", ")}</code>
                    </span>
                  )}
                </span>
              }
            >
              {() => (
                <div className="mb-2 ml-[18px]">
                  <p className="text-muted text-xs">One of these requests:</p>
                  <RequestTable request={request} />
                </div>
              )}
            </Disclosure>
          </li>
        )}
      </LongList>
    </div>
  );
}

/** How many patterns are named. */
const mostNamed = 3;

function shortList(patterns: readonly string[]): string {
  const named = patterns.slice(0, mostNamed).join(", ");
  return patterns.length > mostNamed ? `${named} and ${patterns.length - mostNamed} more` : named;
}
