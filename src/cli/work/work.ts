import type { GeneratedDocument, Layer, Layers, Scenario } from "#keyhole";
import type { RangeInFile } from "./find-policies.ts";

/** What a command decides about: the answers, and the documents with what the files hold in them. */
export interface CommandWork {
  readonly scenario: Scenario;
  readonly documents: readonly CommandDocument[];
  /** The layers of the work and of files: SCPs, RCPs, permissions boundaries, session and endpoint policies, grants. */
  readonly layerList: readonly Layer[];
  /** The same as decisions take them; left out if there are none. */
  readonly layers?: Layers | undefined;
  /** The rules that the author of the work ignores, by document id. */
  readonly ignored: Readonly<Record<string, readonly string[]>>;
  /** Where the answers come from: a path, or “the preset cross-account”. */
  readonly answersFrom: string;
  /** The address of the page that `keyhole.json` names. */
  readonly at?: string;
  /** Edited documents by id, as a link has them. */
  readonly edits: Readonly<Record<string, string>>;
  /** What of the files was not used, or only with a reservation. */
  readonly notes: readonly string[];
}

/** One document of the work, and where its text stands. */
export interface CommandDocument extends GeneratedDocument {
  /** `files`: read from a file; `work`: edited in the work; `generated`: taken as generated from the answers. */
  readonly from: "files" | "work" | "generated";
  readonly place?: DocumentPlace;
  /** A further policy of the same role: the document with the id that the answers give has the first. */
  readonly further?: true;
}

/** Where a text stands in a file. */
export interface DocumentPlace {
  readonly path: string;
  /** The file's whole text. */
  readonly text: string;
  /** Where a range of the document stands in it. */
  readonly rangeOf: RangeInFile;
}
