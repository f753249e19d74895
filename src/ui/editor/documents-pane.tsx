import { FileText } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { documentsOf, layerDocumentsOf, shownDocument } from "#state";
import { ImportPoliciesButton } from "../import/import-policies-button.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { editorIsDrawn } from "../parts/load-order.ts";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole } from "../store.tsx";
import { AllDocuments } from "./all-documents.tsx";
import { DocumentList, mostWithoutSearch } from "./document-list.tsx";
import { DocumentPicker } from "./document-picker.tsx";
import { DocumentStrip } from "./document-strip.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import { groupsOf } from "./groups.ts";
import { notesOfWork } from "./notes-of-work.ts";
import { OpenDocument } from "./open-document.tsx";
import { useIsWide } from "./use-is-wide.ts";
import { WritingPanel } from "./writing-panel.tsx";

const LongDocumentList = lazyPart(
  "The list of documents",
  () => import("./long-document-list.tsx").then((module) => module.LongDocumentList),
  <Skeleton label="Loading the list" lines={[60, 80, 70]} />,
);

/** With more documents than this, only the visible ones are drawn. */
const tooManyToDraw = 300;

/** The least width in pixels for a list of documents beside the open one. */
const roomForList = 920;

/** The documents of all accounts, and the open one to read and edit. */
export function DocumentsPane() {
  const pane = useRef<HTMLDivElement>(null);
  const wide = useIsWide(pane, roomForList);
  const platform = useKeyhole((state) => state.scenario.platform.account);
  const documents = useKeyhole(documentsOf);
  const shown = useKeyhole(shownDocument);
  const conflicts = useKeyhole((state) => state.conflicts);
  const show = useKeyhole((state) => state.show);
  const writing = useKeyhole((state) => state.writing);
  const notes = useKeyhole(notesOfWork);
  const layers = useKeyhole(layerDocumentsOf);
  const groups = useMemo(
    () => groupsOf(platform, documents, notes, layers),
    [platform, documents, notes, layers],
  );
  const isEmpty = shown === undefined;
  useEffect(() => {
    if (isEmpty) editorIsDrawn();
  }, [isEmpty]);
  const chooser: DocumentsProps = {
    groups,
    shownId: shown?.generated.id,
    conflicts: (id) => conflicts.filter(({ documentId }) => documentId === id).length,
    onShow: show,
  };
  const List = documents.length > tooManyToDraw ? LongDocumentList : DocumentList;
  const Chooser = wide
    ? List
    : documents.length > mostWithoutSearch
      ? DocumentPicker
      : DocumentStrip;
  return (
    <div
      ref={pane}
      data-wide={wide}
      className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(min-content,1fr)] data-[wide=true]:grid-cols-[16rem_minmax(0,1fr)] data-[wide=true]:grid-rows-[minmax(min-content,1fr)]"
    >
      {shown ? (
        <>
          <nav
            aria-label="Documents"
            className={
              wide
                ? // The open document decides the height; a long list scrolls.
                  "grid min-h-0 grid-rows-[minmax(0,1fr)_auto] contain-size border-line border-r"
                : "@container border-line border-b"
            }
          >
            {/* On a phone the commands have their own row, so that the tabs have the whole width. */}
            <div
              className={
                wide
                  ? "contents"
                  : "grid grid-cols-[minmax(0,1fr)_auto] @max-lg:grid-cols-[minmax(0,1fr)]"
              }
            >
              <Chooser {...chooser} list={List} />
              <DrawAfter
                what="editor"
                before={<span className={wide ? "h-11" : "h-14 w-31 @max-lg:h-9.25"} />}
              >
                <AllDocuments documents={documents} stacked={!wide} />
              </DrawAfter>
            </div>
          </nav>
          <OpenDocument document={shown} />
        </>
      ) : writing ? (
        <div className="col-span-full">
          <WritingPanel writing={writing} />
        </div>
      ) : (
        <div className="col-span-full">
          <EmptyState icon={FileText} title="No documents yet">
            Answer the platform’s account, region and role, and add at least one key. The policies
            then appear here.
            <p className="mt-3">
              <ImportPoliciesButton />
            </p>
          </EmptyState>
        </div>
      )}
    </div>
  );
}
