import { documentsOf } from "#state";
import { titleOf } from "../editor/words.ts";
import { useKeyhole } from "../store.tsx";

/** Returns a function that maps a document's id to its title. */
export function useTitles(): (documentId: string) => string {
  const documents = useKeyhole(documentsOf);
  return (documentId) => {
    const found = documents.find(({ generated }) => generated.id === documentId);
    return found ? titleOf(found.generated) : documentId;
  };
}
