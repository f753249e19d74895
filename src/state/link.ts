import { encodeState, type SharedState } from "#share";
import { generatedText } from "./documents.ts";
import type { View, Work } from "./work.ts";

/**
 * What of the work goes into a link: what the screen shows. Edits of documents that the answers no longer ask for stay
 * at home: whoever took an account out of the answers does not expect it in the link.
 */
export function sharedOf(state: Pick<Work, "scenario" | "edits"> & { view: View }): SharedState {
  const { scenario, edits, view } = state;
  const isShown = (id: string) => generatedText(scenario, id) !== undefined;
  const shown = Object.entries(edits).filter(([id]) => isShown(id));
  return {
    scenario,
    edits: Object.fromEntries(shown.map(([id, { text }]) => [id, text])),
    ...(view.documentId !== null && isShown(view.documentId)
      ? { documentId: view.documentId }
      : {}),
  };
}

/** The link to what the screen shows, at the address of the page. */
export async function linkTo(
  state: Pick<Work, "scenario" | "edits"> & { view: View },
  baseUrl: string,
): Promise<string> {
  return `${baseUrl.replace(/#.*$/s, "")}#${await encodeState(sharedOf(state))}`;
}
