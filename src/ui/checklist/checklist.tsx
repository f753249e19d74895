import { Copy, Download } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { type ChecklistItem, checklistOf } from "#export";
import { documentsOf, markOf, subjectOf } from "#state";
import { downloadAll } from "../editor/download.ts";
import { useCopy } from "../editor/use-copy.ts";
import { usePresentPolicies } from "../import/present-policies.ts";
import { Button } from "../parts/button.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";
import { useKeyhole } from "../store.tsx";
import { ChecklistCard } from "./checklist-card.tsx";

/** With more accounts than this, the cards of an account are shown on request. */
const mostOpenAccounts = 6;

/** What to do in AWS, in order: one card for each document and grant, to tick. */
export function Checklist() {
  const scenario = useKeyhole((state) => state.scenario);
  const documents = useKeyhole(documentsOf);
  const subject = useKeyhole(subjectOf);
  const { present, done } = useKeyhole((state) => state.rollout);
  const before = usePresentPolicies(subject);
  const { said, copy } = useCopy();
  const { attempt, failure } = useAttempt("Keyhole could not make the .zip");
  const accounts = useMemo(
    () =>
      byAccount(
        checklistOf(
          scenario,
          documents.map(({ generated, text }) => ({ ...generated, text })),
          present,
        ),
      ),
    [scenario, documents, present],
  );
  const items = accounts.flatMap((account) => account.items);
  const isDone = ({ id, text }: ChecklistItem) => done[id] === markOf(text);
  const finished = items.filter(isDone).length;
  return (
    <section aria-label="Do this in AWS">
      <div className="mb-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="flex-1 whitespace-nowrap font-semibold text-base">Do this in AWS</h2>
        <p role="status" className="text-muted text-sm">
          {said || `${finished} of ${items.length} done`}
        </p>
        <Button icon={Copy} onClick={() => void copy(scriptOf(items), "all commands")}>
          Copy all commands
        </Button>
        <Button icon={Download} onClick={() => attempt(() => downloadAll(documents))}>
          Download the documents
        </Button>
        {failure}
      </div>
      {items.length === 0 && (
        <p className="text-muted">
          Nothing to do yet. Answer the platform’s account and role, and add a key.
        </p>
      )}
      {accounts.map(({ account, items: own }) => (
        <AccountCards
          key={own[0]?.id}
          account={account}
          done={own.filter(isDone).length}
          count={own.length}
          openAtFirst={accounts.length <= mostOpenAccounts}
        >
          {() =>
            own.map((item) => (
              <ChecklistCard
                key={item.id}
                number={items.indexOf(item) + 1}
                item={item}
                isDone={isDone(item)}
                isChanged={done[item.id] !== undefined && !isDone(item)}
                before={before.get(item.id)}
              />
            ))
          }
        </AccountCards>
      ))}
    </section>
  );
}

interface AccountCardsProps {
  readonly account: string;
  readonly done: number;
  readonly count: number;
  readonly openAtFirst: boolean;
  readonly children: () => ReactNode;
}

function AccountCards({ account, done, count, openAtFirst, children }: AccountCardsProps) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <div className="mb-3">
      {!openAtFirst && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full items-center gap-2 rounded-md px-1 py-1 text-left hover:bg-sunken"
        >
          <AccountChip account={account} />
          <span className="text-muted text-sm">
            {done} of {count} done
          </span>
        </button>
      )}
      {open && <ol className="stack gap-2">{children()}</ol>}
    </div>
  );
}

/** The items in their order, those of one account that follow each other together. */
function byAccount(items: readonly ChecklistItem[]) {
  const accounts: { readonly account: string; readonly items: ChecklistItem[] }[] = [];
  for (const item of items) {
    const last = accounts.at(-1);
    if (last?.account === item.account) last.items.push(item);
    else accounts.push({ account: item.account, items: [item] });
  }
  return accounts;
}

/** All commands in order, each account under a comment: credentials change between them. */
function scriptOf(items: readonly ChecklistItem[]): string {
  let account = "";
  return items
    .flatMap(({ title, account: own, replaces, commands, hints }) => {
      const head = own === account ? [] : [`# Account ${own}`];
      account = own;
      const lines = [...(replaces?.backup ?? []), ...commands];
      return [...head, `# ${title}`, ...hints.map((hint) => `# ${hint}`), ...lines, ""];
    })
    .join("\n");
}
