import type { ElementUse, PermissionUse, UseState } from "#evidence";
import { StateWord } from "../parts/state-word.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { StatementButtons } from "../verdict/statement-buttons.tsx";

const partWords: Readonly<Record<Exclude<UseState, "used">, string>> = {
  "not-seen": "Not in the log",
  "not-watched": "Not known",
  "of-others": "For other principals than the import’s roles",
};

/** The statements with a part that the log did not use: not seen, or not known because the log would not show it. */
export function PermissionList({
  permissions,
}: {
  readonly permissions: readonly PermissionUse[];
}) {
  const own = permissions.filter(({ state }) => state !== "of-others");
  const open = own.filter(({ elements }) => elements.some(({ state }) => state !== "used"));
  return (
    <section aria-label="Permissions">
      <h3 className="mb-1 font-medium text-soft text-sm">Permissions</h3>
      <p className="text-sm">
        {open.length === 0
          ? "The log used every part of every statement for the import."
          : `The log used every part of ${own.length - open.length} of ${own.length} statements. The others:`}
      </p>
      <LongList items={open} most={8} noun="statements" className="stack mt-1 gap-2">
        {(permission) => (
          <li key={`${permission.documentId} ${permission.statement}`}>
            <StatementButtons places={[permission]} />
            <Parts elements={permission.elements} state="not-seen" />
            <Parts elements={permission.elements} state="not-watched" />
            {permission.why && (
              <p className="text-muted text-xs">Not known, because {permission.why}.</p>
            )}
          </li>
        )}
      </LongList>
    </section>
  );
}

interface PartsProps {
  readonly elements: readonly ElementUse[];
  readonly state: "not-seen" | "not-watched";
}

function Parts({ elements, state }: PartsProps) {
  const values = elements.filter((element) => element.state === state);
  if (values.length === 0) return null;
  return (
    <p className="text-sm [overflow-wrap:anywhere]">
      <StateWord tone="open">{partWords[state]}</StateWord>{" "}
      {values.slice(0, 12).map(({ element, of, value }) => (
        <code key={`${element} ${of} ${value}`} className="mr-2">
          {of ? `${of}: ` : ""}
          {value}
        </code>
      ))}
    </p>
  );
}
