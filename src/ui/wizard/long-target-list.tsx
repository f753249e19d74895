import { useId, useMemo, useState } from "react";
import { useStore } from "zustand";
import { identityOfKey, type Target } from "#scenario";
import { TextInput } from "../parts/text-input.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { useRequestAgain } from "./go-to-question.tsx";
import { TargetCard } from "./target-card.tsx";
import { wizardView } from "./wizard-view.ts";
import { count } from "./words.ts";

/** A list of many accounts: it has a search field, and draws only the visible cards. */
export function LongTargetList({ targets }: { readonly targets: readonly Target[] }) {
  const id = useId();
  const [search, setSearch] = useState("");
  const { requested, forget } = useRequestedTarget(targets);
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return targets.filter((target) => target.id === requested || isFound(target, words));
  }, [targets, requested, search]);
  return (
    <div className="stack gap-2">
      <div className="stack gap-1">
        <label htmlFor={id} className="font-medium text-soft text-sm">
          Find an account
        </label>
        <TextInput
          id={id}
          type="search"
          value={search}
          placeholder="Account, name, role, key or region"
          onChange={(event) => {
            forget();
            setSearch(event.target.value);
          }}
        />
        <p role="status" className="min-h-4 text-muted text-xs">
          {search !== "" &&
            (shown.length === 0
              ? "No account contains all of these words. Remove some of them."
              : `${shown.length.toLocaleString("en-US")} of ${count(targets.length, "account")}`)}
        </p>
      </div>
      <VirtualList
        label="Accounts"
        items={shown}
        keyOf={({ id: key }) => key}
        height={58}
        gap={8}
        keepDrawn={requested}
      >
        {(target) => <TargetCard target={target} openAtFirst={false} />}
      </VirtualList>
    </div>
  );
}

/** The target of the last requested question. The list draws it and keeps it in the search result, so that it can get the focus. */
function useRequestedTarget(targets: readonly Target[]) {
  const requested = useStore(wizardView, (view) => view.requested);
  const [last, setLast] = useState(requested);
  if (requested !== null && requested !== last) setLast(requested);
  useRequestAgain();
  const id = useMemo(() => {
    const [kind, first] = (requested ?? last)?.path.split(".") ?? [];
    if (kind === "targets") return first;
    // `card.t1` or `card.k1`.
    if (kind !== "card") return undefined;
    return targets.find(
      (target) => target.id === first || target.keys.some((key) => key.id === first),
    )?.id;
  }, [requested, last, targets]);
  return { requested: id, forget: () => setLast(null) };
}

function isFound(target: Target, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(target);
  return words.every((word) => text.includes(word));
}

/** The text that the search looks in, cached for each target. */
function textOf(target: Target): string {
  const known = texts.get(target);
  if (known !== undefined) return known;
  const { account, name = "", role, keys } = target;
  const text = [
    account,
    name,
    role,
    ...keys.flatMap((key) => [identityOfKey(key), key.region, ...key.replicaRegions]),
  ]
    .join("\n")
    .toLowerCase();
  texts.set(target, text);
  return text;
}
const texts = new WeakMap<Target, string>();
