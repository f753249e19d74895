import { encodeState } from "#share";
import { generatedText } from "./documents.ts";
import type { View, Work } from "./work.ts";

/**
 * What of the work goes into a link: what the screen shows. Edits of documents that the answers no longer ask for stay
 * at home: whoever took an account out of the answers does not expect it in the link.
 */
export function fragmentOfWork(
  state: Pick<Work, "scenario" | "edits" | "ignored"> & { readonly view: View },
): Promise<string> {
  const { scenario, view } = state;
  const isShown = (id: string) => generatedText(scenario, id) !== undefined;
  const edits = Object.entries(state.edits).filter(([id]) => isShown(id));
  const ignored = Object.entries(state.ignored).filter(([id]) => isShown(id));
  return encodeState({
    scenario,
    edits: Object.fromEntries(edits.map(([id, { text }]) => [id, text])),
    ...(view.documentId !== null && isShown(view.documentId)
      ? { documentId: view.documentId }
      : {}),
    ...(ignored.length > 0 ? { ignored: Object.fromEntries(ignored) } : {}),
  });
}
