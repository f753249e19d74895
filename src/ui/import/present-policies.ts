import { useMemo } from "react";
import { useStore } from "zustand";
import type { Subject } from "#state";
import { useKeyhole } from "../store.tsx";
import { matchedRows } from "./found-entries.ts";
import { importStore, targetOf } from "./import-store.ts";

/** The imported policies by the document that they belong to, as they are in AWS; kept as long as the page is open. */
export function usePresentPolicies({
  scenario,
  documents,
}: Subject): ReadonlyMap<string, readonly string[]> {
  const texts = useStore(importStore, (state) => state.texts);
  const corrected = useStore(importStore, (state) => state.corrected);
  const chosen = useStore(importStore, (state) => state.chosen);
  const applied = useStore(importStore, (state) => state.applied);
  const workId = useKeyhole((state) => state.workId);
  return useMemo(() => {
    const present = new Map<string, readonly string[]>(
      applied.workId === workId ? applied.byDocument : [],
    );
    const now = new Map<string, string[]>();
    for (const row of matchedRows({ texts, corrected }, { scenario, documents })) {
      const target = targetOf(row, chosen);
      if (target === undefined) continue;
      now.set(target, [...(now.get(target) ?? []), row.policy.text]);
    }
    for (const [documentId, policies] of now) present.set(documentId, policies);
    return present;
  }, [texts, corrected, chosen, applied, workId, scenario, documents]);
}
