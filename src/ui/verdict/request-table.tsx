import type { AccessRequest } from "#engine";

/** A complete request: principal, action, resource and condition keys. */
export function RequestTable({ request }: { readonly request: AccessRequest }) {
  const context = Object.entries(request.context ?? {}).sort(([one], [other]) =>
    one.localeCompare(other),
  );
  const rows: readonly (readonly [string, string | readonly string[]])[] = [
    ["Principal", request.principal],
    ["Action", request.action],
    ["Resource", request.resource],
  ];
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-semibold text-sm">The request</h3>
      <table className="w-full table-fixed border-collapse text-xs">
        <tbody>
          {[...rows, ...context].map(([name, value]) => (
            <tr key={name} className="border-line border-t">
              <th
                scope="row"
                className="w-2/5 break-words py-1 pr-3 text-left align-top font-normal text-muted"
              >
                {name}
              </th>
              <td className="break-all py-1 align-top font-mono">{textOf(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function textOf(value: string | readonly string[]): string {
  if (typeof value === "string") return value;
  return value.length === 0 ? "(an empty list)" : value.join(", ");
}
