import { useMemo } from "react";
import type { ExportedFile } from "#export";
import { framedReport } from "./framed-report.ts";

/**
 * An HTML file as the page that it is. The sandbox runs no script and has another origin than this page; the
 * Content-Security-Policies of this page and of the file apply as well. A click on a link to another site opens a tab.
 */
export function PagePreview({ file }: { readonly file: ExportedFile }) {
  const html = useMemo(
    () => framedReport(file.text, document.documentElement.dataset.theme),
    [file],
  );
  return (
    <iframe
      title={`Preview of ${file.path}`}
      srcDoc={html}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className="block size-full border-0 bg-surface"
    />
  );
}
