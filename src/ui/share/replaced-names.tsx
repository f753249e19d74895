import { Download } from "lucide-react";
import type { ReplacedShare } from "#state";
import { saveText } from "../editor/download.ts";
import { Button } from "../parts/button.tsx";

/** The table shows so many rows; its file has all of them. */
const mostRows = 100;

/** What stands for what: for the user alone. */
export function ReplacedNames({ share }: { readonly share: ReplacedShare }) {
  const { names, namesText } = share;
  const more = names.length - mostRows;
  return (
    <section className="stack gap-2 border-line border-t pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-sm">What stands for what</h3>
          <p className="text-muted text-xs">
            For you alone: it stays in this browser, and nothing above contains it.
          </p>
        </div>
        <Button
          icon={Download}
          disabled={names.length === 0}
          onClick={() => saveText(namesText, "keyhole-names.json", "application/json")}
        >
          Save this table
        </Button>
      </div>
      {names.length === 0 ? (
        <p className="text-muted text-sm">
          The work has example values only: there is nothing to replace.
        </p>
      ) : (
        <div className="max-h-64 overflow-y-auto rounded-md border border-line">
          <table className="w-full table-fixed border-collapse text-left text-xs">
            <thead className="sticky top-0 bg-canvas text-muted">
              <tr>
                <th scope="col" className="px-2 py-1 font-medium">
                  In your work
                </th>
                <th scope="col" className="px-2 py-1 font-medium">
                  What others see
                </th>
              </tr>
            </thead>
            <tbody>
              {names.slice(0, mostRows).map(({ original, example }) => (
                <tr key={original} className="border-line border-t">
                  <td className="break-all px-2 py-1 align-top font-mono">{original}</td>
                  <td className="break-all px-2 py-1 align-top font-mono">{example}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && (
            <p className="border-line border-t px-2 py-1 text-muted text-xs">
              and {more.toLocaleString("en-US")} more, in the saved table
            </p>
          )}
        </div>
      )}
    </section>
  );
}
