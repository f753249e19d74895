import { CircleCheck } from "lucide-react";
import { useMemo, useState } from "react";
import { documentsOf } from "#state";
import type { AccountVerdict } from "#verdict";
import { AccountChip } from "../parts/chips.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Segments } from "../parts/segments.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { type AccountRow, hasProblem, rowsOf, stateOfRow } from "./account-rows.ts";
import { verdictView } from "./verdict-view.ts";

type Filter = "all" | "problems";

/** The state of each account of a large scenario. */
export function AccountsTable({ parts }: { readonly parts: readonly AccountVerdict[] }) {
  const targets = useKeyhole((state) => state.scenario.targets);
  const platform = useKeyhole((state) => state.scenario.platform.account);
  const ignored = useKeyhole((state) => state.ignored);
  const [filter, setFilter] = useState<Filter>("all");
  const [search, setSearch] = useState("");
  const rows = useMemo(
    () => rowsOf(parts, targets, platform, ignored),
    [parts, targets, platform, ignored],
  );
  const withProblems = useMemo(() => rows.filter(hasProblem), [rows]);
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return (filter === "problems" ? withProblems : rows).filter(({ text }) =>
      words.every((word) => text.includes(word)),
    );
  }, [filter, search, rows, withProblems]);
  return (
    <section aria-label="Accounts" className="stack gap-2 px-4 py-3">
      <Segments
        label="Show"
        choices={[
          { value: "all", label: `All accounts (${rows.length.toLocaleString("en-US")})` },
          {
            value: "problems",
            label: `With problems (${withProblems.length.toLocaleString("en-US")})`,
          },
        ]}
        value={filter}
        onChoose={setFilter}
      />
      <TextInput
        type="search"
        aria-label="Search the accounts"
        placeholder="Account, name or role"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {shown.length === 0 ? (
        <Nothing filtered={filter === "problems" && search === ""} />
      ) : (
        <VirtualList label="Accounts" items={shown} keyOf={({ partId }) => partId} height={67}>
          {(row) => <Row row={row} />}
        </VirtualList>
      )}
    </section>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <EmptyState icon={CircleCheck} title="No account has problems">
      Every checked account works, or stops only because you withhold CreateGrant.
    </EmptyState>
  ) : (
    <p role="status" className="text-muted text-sm">
      No account contains all of these words. Remove some of them.
    </p>
  );
}

function Row({ row }: { readonly row: AccountRow }) {
  const store = useKeyholeStore();
  const { tone, words } = stateOfRow(row);
  const open = () => {
    const first = documentsOf(store.getState()).find(
      ({ generated }) => generated.owner === row.partId,
    );
    if (first) store.getState().show(first.generated.id);
    verdictView.getState().showScope("account");
  };
  return (
    <button
      type="button"
      onClick={open}
      className="grid w-full grid-cols-[minmax(0,1fr)] gap-0.5 border-line border-b px-1 py-1.5 text-left hover:bg-canvas focus-visible:-outline-offset-2"
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="shrink-0">
          <AccountChip account={row.account} />
        </span>
        <span className="min-w-0 truncate text-soft text-xs">{row.name}</span>
      </span>
      <StateWord line tone={tone}>
        {words}
      </StateWord>
    </button>
  );
}
