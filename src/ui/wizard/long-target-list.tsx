import { useId, useMemo, useState } from "react";
import { useStore } from "zustand";
import { identityOfKey, type Target } from "#scenario";
import { TextInput } from "../parts/text-input.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { useAskAgain } from "./go-to-question.tsx";
import { TargetCard } from "./target-card.tsx";
import { wizardView } from "./wizard-view.ts";
import { count } from "./words.ts";

/** More accounts than anybody looks through: found by searching, and drawn where they are in sight. */
export function LongTargetList({ targets }: { readonly targets: readonly Target[] }) {
  const id = useId();
  const [search, setSearch] = useState("");
  const { wanted, forget } = useWantedTarget(targets);
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return targets.filter((target) => target.id === wanted || isFound(target, words));
  }, [targets, wanted, search]);
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
              ? "No account has all of these words: take some out."
              : `${shown.length.toLocaleString("en-US")} of ${count(targets.length, "account")}`)}
        </p>
      </div>
      <VirtualList
        label="Accounts"
        items={shown}
        keyOf={({ id: key }) => key}
        height={58}
        gap={8}
        wanted={wanted}
      >
        {(target) => <TargetCard target={target} openAtFirst={false} />}
      </VirtualList>
    </div>
  );
}

/** The target that a question was last asked for in: it is drawn and found, so that the focus can go there. */
function useWantedTarget(targets: readonly Target[]) {
  const wanted = useStore(wizardView, (view) => view.wanted);
  const [last, setLast] = useState(wanted);
  if (wanted !== null && wanted !== last) setLast(wanted);
  useAskAgain();
  const id = useMemo(() => {
    const [kind, first] = (wanted ?? last)?.path.split(".") ?? [];
    if (kind === "targets") return first;
    // `card.t1` or `card.k1`.
    if (kind !== "card") return undefined;
    return targets.find(
      (target) => target.id === first || target.keys.some((key) => key.id === first),
    )?.id;
  }, [wanted, last, targets]);
  return { wanted: id, forget: () => setLast(null) };
}

function isFound(target: Target, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(target);
  return words.every((word) => text.includes(word));
}

/** What a target is found by, put together once. */
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
