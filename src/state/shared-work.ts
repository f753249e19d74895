import { isLayerId, type Layer } from "#scenario";
import { encodeFile, encodeState, largeFragment, type SharedState } from "#share";
import { carriedOver } from "./carry-work.ts";
import { generatedText, isWritten, writtenNow } from "./documents.ts";
import type { View, Work } from "./work.ts";

/** The work that is shared, with what the user looks at. */
export type Shown = Pick<Work, "scenario" | "edits" | "ignored" | "layers"> & {
  readonly view: View;
};

/** With more keys or characters of edits than this, a link would have more than about 16,000 characters. */
const most = { keys: 500, edits: 100_000 };

/** The part of the work that a link contains: all but layers that do not fit. */
export function fragmentOfWork(state: Shown): Promise<string> {
  return encodeState(sharedState({ ...state, layers: layersInLink(state) }));
}

/** Characters of layers that a link has room for. */
const roomForLayers = 60_000;

/** The layers that fit into a link, in their order. A file has all of them. */
export function layersInLink({ layers }: Pick<Work, "layers">): readonly Layer[] {
  let room = roomForLayers;
  return layers.filter(({ text }) => {
    room -= text.length;
    return room >= 0;
  });
}

/** The fragment of the address: the link, or for large work a fixed word. */
export async function addressOfWork(state: Shown): Promise<string> {
  const keys = state.scenario.targets.reduce((sum, target) => sum + target.keys.length, 0);
  const edits = Object.values(state.edits).reduce((sum, { text }) => sum + text.length, 0);
  return keys > most.keys || edits > most.edits ? largeFragment : fragmentOfWork(state);
}

/** The text of the work's file. */
export function fileOfWork(state: Shown): string {
  return encodeFile(sharedState(state));
}

/**
 * The work for others, as the screen shows it. It does not contain edits of documents that no longer exist: a user who
 * removed an account does not expect it in the link.
 */
export function sharedState({ scenario, view, ...shown }: Shown): SharedState {
  // The documents must be known now, also for a large scenario: otherwise an edit would be missing.
  if (Object.keys(shown.edits).length + Object.keys(shown.ignored).length > 0) writtenNow(scenario);
  // Edits must be based on the current answers, because the recipient has no earlier ones.
  const work = carriedOver({ ...shown, scenario, conflicts: [] }, scenario);
  const layers = new Set(work.layers.map(({ id }) => id));
  const isShown = (id: string) =>
    isLayerId(id)
      ? layers.has(id)
      : !isWritten(scenario) || generatedText(scenario, id) !== undefined;
  const edits = Object.entries(work.edits).filter(([id]) => isShown(id));
  const ignored = Object.entries(work.ignored).filter(([id]) => isShown(id));
  return {
    scenario,
    edits: Object.fromEntries(edits.map(([id, { text }]) => [id, text])),
    ...(view.documentId !== null && isShown(view.documentId)
      ? { documentId: view.documentId }
      : {}),
    ...(ignored.length > 0 ? { ignored: Object.fromEntries(ignored) } : {}),
    ...(work.layers.length > 0 ? { layers: work.layers } : {}),
  };
}
