import type { TargetColumn } from "#bring";

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
  "md:grid-cols-[1.75rem_5.5rem_7.25rem_9rem_13rem_7.5rem_minmax(12rem,1fr)_8.5rem]";
