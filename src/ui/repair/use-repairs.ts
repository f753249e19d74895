import { useMemo } from "react";
import { useStore } from "zustand";
import { applyFix } from "#engine";
import { documentsOf, type KeyholeState } from "#state";
import { type ProblemRepairs, type Repair, withAnswer } from "#verdict";
import { useKeyholeStore } from "../store.tsx";
import { useChecking, useVerdict } from "../verdict/verdict-context.tsx";

/** The repairs of what is wrong with the present work; empty while they are looked for, or while the work changes. */
export function useRepairs(): readonly ProblemRepairs[] {
  const { repairs } = useChecking();
  const verified = useVerdict((state) => state.verified);
  const isCurrent = useVerdict((state) => state.status === "current");
  const found = useStore(repairs);
  return isCurrent && found.verified === verified ? found.problems : none;
}
const none: readonly ProblemRepairs[] = [];

/** The repairs of one step, probe or claim. */
export function useRepairsOf(of: ProblemRepairs["of"], id: string): readonly Repair[] {
  const problems = useRepairs();
  return problems.find((problem) => problem.of === of && problem.id === id)?.repairs ?? noRepair;
}
const noRepair: readonly Repair[] = [];

/** Returns a function that makes a repair, as one step of undo. It does nothing if a text has changed since. */
export function useApplyRepair(): (repair: Repair) => void {
  const store = useKeyholeStore();
  const { repairs } = useChecking();
  return useMemo(
    () => (repair) => {
      const texts = new Map(
        repairs.getState().verified?.documents.map(({ id, text }) => [id, text]),
      );
      applyRepair(store.getState(), texts, repair);
    },
    [store, repairs],
  );
}

function applyRepair(
  state: KeyholeState,
  verified: ReadonlyMap<string, string>,
  { answer, edits, title }: Repair,
): void {
  if (answer) {
    state.answer((scenario) => withAnswer(scenario, answer));
    return;
  }
  const documents = new Map(documentsOf(state).map(({ generated, text }) => [generated.id, text]));
  if (edits.some(({ documentId: id }) => documents.get(id) !== verified.get(id))) return;
  for (const { documentId, edits: own } of edits) {
    const text = documents.get(documentId) ?? "";
    state.edit(documentId, applyFix(text, { label: title, edits: own }), `repair: ${title}`);
  }
}
