import type { Key } from "#scenario";
import type { ImportProblem } from "../problem.ts";
import type { DescribedKey } from "../volume/key-metadata.ts";

/** The columns of a row, in the order of the preview. */
export const targetColumns = [
  "account",
  "name",
  "role",
  "region",
  "key",
  "type",
  "replicas",
  "createGrant",
  "administrators",
] as const;
export type TargetColumn = (typeof targetColumns)[number];

export type TargetCells = Readonly<Record<TargetColumn, string>>;

/** One row of a table or one entry of a listing: a key in an account, or only an account. The values are as given. */
export interface TargetRow {
  /** Unique among the rows of one text. */
  readonly id: string;
  /** Where the row is: "line 12", "account 3". */
  readonly place: string;
  readonly cells: TargetCells;
  /** Why the row could not be read completely, and what to change. */
  readonly unreadable?: string;
  /** The text of a row that could not be read. */
  readonly raw?: string;
  /** What the source says besides the cells, or why the row starts excluded. */
  readonly remark?: string;
  /** What the source does not say, for the user to check. */
  readonly doubt?: string;
  /** What `describe-key` says of the key and no column has. */
  readonly described?: Pick<DescribedKey, "spec" | "origin"> & Pick<Key, "states">;
  /** Excluded until the user includes it. */
  readonly isOut: boolean;
}

/** Longer cells hold no value that Keyhole uses. */
export const maximumCell = 2_048;
/** Further rows are not read. */
export const maximumRows = 20_000;

const blank: TargetCells = {
  account: "",
  name: "",
  role: "",
  region: "",
  key: "",
  type: "",
  replicas: "",
  createGrant: "",
  administrators: "",
};

/** All cells of a row; those that are not given are empty. */
export function cellsWith(given: Partial<TargetCells>): TargetCells {
  return { ...blank, ...given };
}

/** The format of one piece of a text, and its rows. The rows of CLI listings come from all texts together. */
export interface ReadPiece {
  readonly recognised: string;
  readonly rows: readonly TargetRow[];
  readonly problems: readonly ImportProblem[];
}
