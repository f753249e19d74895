import { strFromU8 } from "fflate";
import { maximumLength } from "./search.ts";
import { isGzip, unzipped } from "./unzipped.ts";

/** The text of a dropped file, such as a log file of S3; gzip is unpacked. Returns a message if it is damaged or too large. */
export function textOfFile(bytes: Uint8Array): { readonly text: string } | string {
  if (!isGzip(bytes)) return bytes.length > maximumLength ? tooLarge : { text: strFromU8(bytes) };
  const read = unzipped(bytes, maximumLength);
  if (read === "too-large") return tooLarge;
  return read === "broken" ? "This file begins like gzip but is damaged." : read;
}

const tooLarge = "This file is larger than 5 MiB. Drop only the denied event.";
