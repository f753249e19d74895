import { encodeState, type SharedState } from "#share";
import type { View, Work } from "./work.ts";

/**
 * What of the work goes into a link: what the screen shows. Edits of documents that the answers no longer ask for stay
 * at home: whoever took an account out of the answers does not expect it in the link.
 */
async function sharedOf(
  state: Pick<Work, "scenario" | "edits"> & { view: View },
): Promise<SharedState> {
  const { scenario, edits, view } = state;
  const { generatedText } = await import("./documents.ts");
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
  return `${baseUrl.replace(/#.*$/s, "")}#${await encodeState(await sharedOf(state))}`;
}
