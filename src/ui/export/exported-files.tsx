import { Play } from "lucide-react";
import { useState } from "react";
import type { ExportedFile } from "#export";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { FileHead } from "./file-head.tsx";
import { FileList } from "./file-list.tsx";
import type { FormatRow } from "./formats.ts";
import { isPage } from "./framed-report.ts";
import { PagePreview } from "./page-preview.tsx";
import { Preview } from "./preview.tsx";
import { ReportProgress } from "./report-progress.tsx";
import type { Exported } from "./use-export.ts";

interface ExportedFilesProps {
  readonly exported: Exported;
  readonly row: FormatRow;
  /** The path of the last previewed file. If no file has it, the first file is shown. */
  readonly path: string;
  readonly onShow: (path: string) => void;
  readonly wide: boolean;
}

/** The list of exported files, and a preview of the chosen one. */
export function ExportedFiles({ exported, row, path, onShow, wide }: ExportedFilesProps) {
  const [asSource, setAsSource] = useState(false);
  if (exported.state === "failed") return <Failed retry={exported.retry} />;
  if (exported.state === "stopped") return <Stopped retry={exported.retry} />;
  if (exported.state === "waiting")
    return exported.checked ? (
      <div className="mx-auto grid w-full max-w-md content-start gap-3 p-6">
        <ReportProgress {...exported.checked} stop={exported.stop} />
      </div>
    ) : (
      <Skeleton label="Writing the files" lines={[40, 70, 85, 60, 75, 50, 80, 65]} />
    );
  const { files, old } = exported;
  const found = files.findIndex((file) => file.path === path);
  const shown = Math.max(0, found);
  const file = files[shown];
  if (!file)
    return (
      <p className="p-4 text-muted text-sm">
        This format has no files, because no document is valid JSON.
      </p>
    );
  const showFile = (index: number) => onShow(files[index]?.path ?? "");
  const several = files.length > 1;
  return (
    <div
      aria-busy={old}
      className="row-start-2 grid min-h-0"
      style={{
        gridTemplate: `minmax(0, 1fr) / ${wide && several ? "15rem " : ""}minmax(0, 1fr)`,
      }}
    >
      {wide && several && (
        <div className="grid min-h-0 border-line border-r">
          <FileList files={files} shown={shown} onShow={showFile} />
        </div>
      )}
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
        <div className="stack gap-1.5 border-line border-b px-3 py-2">
          {!wide && several && <FileChoice files={files} shown={shown} onShow={showFile} />}
          <FileHead
            file={file}
            checked={row.checked}
            alone={!several}
            asSource={asSource}
            onShowAs={setAsSource}
          />
        </div>
        {isPage(file) && !asSource ? <PagePreview file={file} /> : <Preview file={file} />}
      </div>
    </div>
  );
}

/** A longer list is unusable on a phone. */
const mostChoices = 500;

interface FileChoiceProps {
  readonly files: readonly ExportedFile[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
}

function FileChoice({ files, shown, onShow }: FileChoiceProps) {
  const rest = files.length - mostChoices;
  return (
    <div className="stack gap-1">
      <SelectInput
        aria-label="File to preview"
        value={shown}
        onChange={(event) => onShow(Number(event.target.value))}
      >
        {files.slice(0, mostChoices).map(({ path }, index) => (
          <option key={path} value={index}>
            {path}
          </option>
        ))}
      </SelectInput>
      {rest > 0 && (
        <p className="text-muted text-xs">
          The first {mostChoices} files. The .zip has {rest.toLocaleString("en-US")} more.
        </p>
      )}
    </div>
  );
}

/** "Stop" had the focus, and is gone. */
const focusOn = (button: HTMLButtonElement | null) => button?.focus();

function Stopped({ retry }: { readonly retry: () => void }) {
  return (
    <div className="mx-auto w-full max-w-md p-6">
      <Notice
        tone="info"
        title="The report is not written"
        actions={
          <Button ref={focusOn} icon={Play} onClick={retry}>
            Write the report
          </Button>
        }
      >
        You stopped while Keyhole checked the accounts.
      </Notice>
    </div>
  );
}

function Failed({ retry }: { readonly retry: () => void }) {
  return (
    <div className="p-4">
      <FailedNotice title="The files could not be written" onRetry={retry}>
        Your documents are unchanged. If the error persists, choose another format or reload the
        page. Your work is kept.
      </FailedNotice>
    </div>
  );
}
