import { FileText } from "lucide-react";
import { useRef, useState } from "react";
import { isReport } from "#export";
import { documentsOf } from "#state";
import { useIsWide } from "../editor/use-is-wide.ts";
import { WritingPanel } from "../editor/writing-panel.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { RadioCards } from "../parts/radio-cards.tsx";
import { ReplacedButton } from "../share/replaced-button.tsx";
import { useKeyhole } from "../store.tsx";
import { choose, useChoices } from "./export-choices.ts";
import { ExportFooter } from "./export-footer.tsx";
import { ExportNotices } from "./export-notices.tsx";
import { ExportOptionList } from "./export-options.tsx";
import { ExportedFiles } from "./exported-files.tsx";
import { formatRow, formats } from "./formats.ts";
import { useExport } from "./use-export.ts";

/** The least width in pixels for the files beside the choices. */
const sideBySideWidth = 760;

/** Exports the documents in a chosen format, with a preview of each file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const documents = useKeyhole(documentsOf);
  const writing = useKeyhole((state) => state.writing);
  return (
    <Dialog
      title="Export"
      description="The files contain the current text of the documents. Keyhole writes them in the browser."
      width={1240}
      fill
      onClose={onClose}
    >
      {writing ? (
        <WritingPanel writing={writing} />
      ) : documents.length === 0 ? (
        <EmptyState icon={FileText} title="Nothing to export yet">
          Answer the platform’s account, region and role, and add at least one key. Then you can
          export the documents.
        </EmptyState>
      ) : (
        <Export onClose={onClose} />
      )}
    </Dialog>
  );
}

function Export({ onClose }: { readonly onClose: () => void }) {
  const body = useRef<HTMLDivElement>(null);
  const wide = useIsWide(body, sideBySideWidth);
  const { format } = useChoices();
  const [path, setPath] = useState("");
  const exported = useExport();
  const row = formatRow(format);
  return (
    <div ref={body} className="grid h-full min-h-0 grid-rows-[minmax(0,1fr)_auto]">
      <div
        className={wide ? "grid min-h-0" : "grid min-h-0 content-start overflow-y-auto"}
        style={{
          gridTemplate: wide ? "minmax(0, 1fr) / 18rem minmax(0, 1fr)" : "none / minmax(0, 1fr)",
        }}
      >
        <div
          className={`stack content-start gap-4 p-4 ${wide ? "min-h-0 overflow-y-auto border-line border-r" : ""}`}
        >
          <RadioCards
            label="Format"
            choices={formats.map(({ id, name, help }) => ({ value: id, label: name, help }))}
            value={format}
            onChoose={(value) => choose({ format: value })}
          />
          <ExportOptionList options={row.options} />
          {isReport(format) && <ReplacedButton />}
        </div>
        <section
          aria-label="Files"
          aria-busy={exported.state === "waiting"}
          className={`grid min-w-0 grid-cols-[minmax(0,1fr)] ${wide ? "min-h-0" : "border-line border-t"}`}
          style={{ gridTemplateRows: `auto ${wide ? "minmax(0, 1fr)" : "minmax(26rem, 70dvh)"}` }}
        >
          <ExportNotices format={format} onClose={onClose} />
          <ExportedFiles exported={exported} row={row} path={path} onShow={setPath} wide={wide} />
        </section>
      </div>
      <ExportFooter exported={exported} format={format} />
    </div>
  );
}
