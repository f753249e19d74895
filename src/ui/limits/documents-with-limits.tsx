import { DocumentsPane } from "../editor/documents-pane.tsx";
import { MapSection } from "../map/map-section.tsx";
import { LimitNotices } from "./limit-notices.tsx";

// The import dialogs share much code with the documents, so both are in one chunk.
export { DroppedInput, loadBulkDialog, loadImportPoliciesDialog } from "../import/import-code.ts";
// The wizard's question is in the documents' chunk, which is loaded before the question is needed.
export { PlatformNamingQuestion } from "./platform-naming-question.tsx";

/** The documents, with notices about exceeded limits and the map above them. */
export function DocumentsWithLimits() {
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(min-content,1fr)]">
      <div>
        <LimitNotices />
        <MapSection />
      </div>
      <DocumentsPane />
    </div>
  );
}
