import type { AccessRow, ActionAccess } from "#import";

/** For each action, what the imported policies allow and what the least policy allows. */
export function AccessTable({ rows }: { readonly rows: readonly AccessRow[] }) {
  return (
    <div className="stack gap-1.5">
      <h3 className="font-semibold text-sm">What it allows</h3>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="What it allows"
        className="max-h-72 overflow-auto rounded-md border border-line"
      >
        <table className="w-full border-collapse text-left text-xs">
          <thead className="sticky top-0 bg-canvas text-muted">
            <tr>
              <th scope="col" className="px-2.5 py-1.5 font-medium">
                Action
              </th>
              <th scope="col" className="px-2.5 py-1.5 font-medium">
                Your policies
              </th>
              <th scope="col" className="px-2.5 py-1.5 font-medium">
                Least policy
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ action, theirs, least }) => {
              const wider = allows(theirs) && inWords(theirs) !== inWords(least);
              return (
                <tr key={action} className="border-line border-t">
                  <th scope="row" className="px-2.5 py-1 font-mono font-normal break-all">
                    {action}
                  </th>
                  <td className={`px-2.5 py-1 ${wider ? "font-medium text-caution" : ""}`}>
                    {inWords(theirs)}
                  </td>
                  <td className="px-2.5 py-1">{inWords(least)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </div>
  );
}

const words: Readonly<Record<ActionAccess["importKeys"], string>> = {
  no: "Not allowed",
  "through EC2": "Only through EC2",
  "for AWS resources": "Grants for AWS resources only",
  directly: "Directly, or through any service",
  allowed: "Allowed",
  "for anybody": "Grants for any principal",
};

const allows = ({ importKeys, otherKeys }: ActionAccess) =>
  importKeys !== "no" || otherKeys !== "no";

function inWords({ importKeys, otherKeys }: ActionAccess): string {
  if (importKeys === "no" && otherKeys !== "no") return `${words[otherKeys]}, on other keys`;
  return otherKeys === "no" ? words[importKeys] : `${words[importKeys]}, on every key`;
}
