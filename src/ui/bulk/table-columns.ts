import type { TargetColumn } from "#import";

/** The columns that every row shows. */
export const mainColumns = ["account", "name", "role", "region", "key", "type"] as const;
/** Those that few rows fill: they stand below the others, where there is something in them. */
export const seldomColumns = ["replicas", "createGrant", "administrators"] as const;

export const columnWords: Readonly<Record<TargetColumn, string>> = {
  account: "Account",
  name: "Name",
  role: "Role",
  region: "Region",
  key: "Key",
  type: "Type",
  replicas: "Replica regions",
  createGrant: "CreateGrant",
  administrators: "Administrators",
};

/** The columns of a wide table: the tick, what becomes of the row, then `mainColumns`. */
export const tableGrid =
  "md:grid-cols-[1.5rem_4.75rem_7.25rem_minmax(0,0.75fr)_minmax(0,1.2fr)_6.75rem_minmax(0,1.7fr)_9.5rem]";

/** What a type may be called in a cell. */
export const typeNames = ["customer managed", "AWS managed", "multi-Region"];

/** The id of the list of values for a column's cells. */
export function suggestionsOf(column: string): string {
  return `bulk-${column}-values`;
}
