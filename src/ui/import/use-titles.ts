import { documentsOf } from "#state";
import { titleOf } from "../editor/words.ts";
import { useKeyhole } from "../store.tsx";

/** What a document is called, by its id. */
export function useTitles(): (documentId: string) => string {
  const documents = useKeyhole(documentsOf);
  return (documentId) => {
    const found = documents.find(({ generated }) => generated.id === documentId);
    return found ? titleOf(found.generated) : documentId;
  };
}
