import { DocumentsPane } from "../editor/documents-pane.tsx";
import { LimitNotices } from "./limit-notices.tsx";

// What imports shares much code with the documents and comes with them.
export { DroppedInput, loadBulkDialog, loadImportPoliciesDialog } from "../import/import-code.ts";
// The wizard's question comes with the documents: its chunk is there already when there is a reason to ask.
export { PlatformNamingQuestion } from "./platform-naming-question.tsx";

/** The documents, and above them what of it AWS does not take. */
export function DocumentsWithLimits() {
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(min-content,1fr)]">
      <div>
        <LimitNotices />
      </div>
      <DocumentsPane />
    </div>
  );
}
