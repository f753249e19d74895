import type { TargetColumn } from "#import";

/** The columns that every row shows. */
export const mainColumns = ["account", "name", "role", "region", "key", "type"] as const;
/** The columns that few rows fill: a row shows them below the others if they have a value or a problem. */
export const optionalColumns = ["replicas", "createGrant", "administrators"] as const;

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

/** The grid columns of a wide table: the checkbox, the row's state, then `mainColumns`. */
export const tableGrid =
  "md:grid-cols-[1.5rem_4.75rem_7.25rem_minmax(0,0.55fr)_minmax(0,1.15fr)_8rem_minmax(0,2.6fr)_9.5rem]";

/** The suggested values for a cell of the column `type`. */
export const typeNames = ["customer managed", "AWS managed", "multi-Region"];

/** The id of the `datalist` for a column's cells. */
export function suggestionsId(column: string): string {
  return `bulk-${column}-values`;
}
