/** What a row can say, in the order of the preview. */
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

/** One row of a table, or one entry of a listing: a key in an account, or an account alone. Everything as given. */
export interface TargetRow {
  /** Unique among the rows of one text. */
  readonly id: string;
  /** Where it stood: "line 12", "account 3". */
  readonly place: string;
  readonly cells: TargetCells;
  /** Why not all of it could be read, and what to change. */
  readonly unreadable?: string;
  /** The row as it stood, where it could not be read. */
  readonly raw?: string;
  /** What the source says beside the cells, or why the row is left out at first. */
  readonly remark?: string;
  /** What the source leaves open, for the user to look at. */
  readonly doubt?: string;
  /** Left out until the user takes it. */
  readonly isOut: boolean;
}

/** Longer cells hold nothing that Keyhole asks for. */
export const maximumCell = 2_048;
/** More rows than this are not read. */
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

/** A whole set of cells; those that are not given are empty. */
export function cellsWith(given: Partial<TargetCells>): TargetCells {
  return { ...blank, ...given };
}
