import { encodeFile, encodeState, largeFragment, type SharedState } from "#share";
import { carriedOver } from "./carry-work.ts";
import { generatedText, isWritten, writtenNow } from "./documents.ts";
import type { View, Work } from "./work.ts";

export type Shown = Pick<Work, "scenario" | "edits" | "ignored"> & { readonly view: View };

/** Past this many keys, or characters of edits, a link is longer than an address should be: some 16,000 characters. */
const most = { keys: 500, edits: 100_000 };

/** What of the work goes into a link. */
export function fragmentOfWork(state: Shown): Promise<string> {
  return encodeState(sharedState(state));
}

/** What of the work stands in the address: the link, or for large work a word that says so, which takes no time. */
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
 * What others are shown: what the screen shows. Edits of documents that the answers no longer ask for stay at home:
 * whoever took an account out of the answers does not expect it in the link.
 */
function sharedState({ scenario, view, ...shown }: Shown): SharedState {
  // Which documents there are must be known now, whatever the scenario's size: an edit is not left out for a delay.
  if (Object.keys(shown.edits).length + Object.keys(shown.ignored).length > 0) writtenNow(scenario);
  // Nor does one stand on what was generated for earlier answers: who opens it could not tell.
  const work = carriedOver({ ...shown, scenario, conflicts: [] }, scenario);
  const isShown = (id: string) => !isWritten(scenario) || generatedText(scenario, id) !== undefined;
  const edits = Object.entries(work.edits).filter(([id]) => isShown(id));
  const ignored = Object.entries(work.ignored).filter(([id]) => isShown(id));
  return {
    scenario,
    edits: Object.fromEntries(edits.map(([id, { text }]) => [id, text])),
    ...(view.documentId !== null && isShown(view.documentId)
      ? { documentId: view.documentId }
      : {}),
    ...(ignored.length > 0 ? { ignored: Object.fromEntries(ignored) } : {}),
  };
}
