import { type AwsEntry, readAwsEntry } from "../principal.ts";
import { inLowerCase } from "../request/context-reader.ts";

/** How the texts of a document are read: the same few ARNs, keys and actions repeat, so a cache may remember them. */
export interface TextReaders {
  readonly lowerCase: (text: string) => string;
  readonly awsEntryOf: (text: string) => AwsEntry;
}

/** Readers that remember nothing. */
export const plainReaders: TextReaders = { lowerCase: inLowerCase, awsEntryOf: readAwsEntry };
