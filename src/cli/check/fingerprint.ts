import { createHash } from "node:crypto";

/** A name by which the next run knows a result again: the same for the same parts. */
export function fingerprintOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}
