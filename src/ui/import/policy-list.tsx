import { useMemo, useState } from "react";
import { documentsOf } from "#state";
import { titleOf } from "../editor/words.ts";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { LongList } from "../verdict/long-list.tsx";
import type { ImportedRow } from "./import-store.ts";
import { PolicyRow } from "./policy-row.tsx";

interface PolicyListProps {
  readonly rows: readonly ImportedRow[];
  readonly onTighten: (key: string) => void;
}

/** A list with more policies than this has a search field. */
const mostWithoutSearch = 8;

/** All policies that were found, each with the document that it goes into. */
export function PolicyList({ rows, onTighten }: PolicyListProps) {
  const [search, setSearch] = useState("");
  const documents = useKeyhole(documentsOf);
  const titles = useMemo(
    () => new Map(documents.map(({ generated }) => [generated.id, titleOf(generated)])),
    [documents],
  );
  const found = useMemo(() => matching(rows, search), [rows, search]);
  return (
    <section aria-label="Policies found" className="stack gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="flex-1 whitespace-nowrap font-semibold text-sm">
          {rows.length === 1 ? "1 policy found" : `${rows.length} policies found`}
        </h3>
        {rows.length > mostWithoutSearch && (
          <div className="w-64 max-w-full">
            <TextInput
              type="search"
              aria-label="Search the policies"
              placeholder="Role, policy, key or account"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
        )}
      </div>
      {found.length === 0 && (
        <p role="status" className="text-muted text-sm">
          No policy has “{search}” in its name, role, key or account.
        </p>
      )}
      <div>
        <LongList
          key={search}
          items={found}
          most={30}
          noun="policies"
          className="stack divide-y divide-line rounded-md border border-line empty:hidden"
        >
          {(row) => <PolicyRow key={row.key} row={row} titles={titles} onTighten={onTighten} />}
        </LongList>
      </div>
    </section>
  );
}

function matching(rows: readonly ImportedRow[], search: string): readonly ImportedRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ policy }) => {
    const { title, roles, key, account = "", policyName = "" } = policy;
    const text = [
      title,
      policyName,
      account,
      key?.arn ?? key?.id ?? "",
      key?.alias ?? "",
      ...roles.map(({ name, arn = "" }) => `${name} ${arn}`),
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
