import { parseDocument } from "#keyhole";
import { type Alignment, alignerOf, type Range } from "./align-words.ts";

/** Where a range of a policy's text stands in a file, or `undefined` if that is not known. */
export type RangeInFile = (start: number, end: number) => Range | undefined;

/**
 * Finds the policies that were read from a file in its text: verbatim, or by their words in another layout, in YAML, or
 * escaped in a text, or else (in Terraform's language) the Sids of their statements. Policies come in the order of the
 * file. Nothing is searched before it is asked for. Never throws.
 */
export function findPolicies(file: string, policies: readonly string[]): readonly RangeInFile[] {
  let ranges: readonly RangeInFile[] | undefined;
  const search = () => {
    ranges ??= searched(file, policies);
    return ranges;
  };
  return policies.map((_, index) => (start, end) => search()[index]?.(start, end));
}

function searched(file: string, policies: readonly string[]): readonly RangeInFile[] {
  let align: ReturnType<typeof alignerOf> | undefined;
  let after = 0;
  return policies.map((policy) => {
    const offset = offsetOf(file, policy, after);
    if (offset !== undefined) {
      after = offset + policy.length;
      return (start, end) => ({ start: start + offset, end: end + offset });
    }
    align ??= alignerOf(file);
    const alignment = align(policy, after);
    if (alignment === undefined) return bySid(file, policy);
    after = alignment.end;
    return (start, end) => rangeBy(alignment, start, end);
  });
}

/** Where a text stands as it is, from an offset on or else from the beginning. */
function offsetOf(file: string, text: string, from: number): number | undefined {
  const ahead = file.indexOf(text, from);
  const found = ahead < 0 ? file.indexOf(text) : ahead;
  return found < 0 ? undefined : found;
}

/** From the first word of the range that was found to the last; if there is none, the last word before it. */
function rangeBy({ words }: Alignment, start: number, end: number): Range | undefined {
  const inside = words.filter(({ inPolicy }) => inPolicy >= start && inPolicy < end);
  const before = words.findLast(({ inPolicy }) => inPolicy < start);
  const first = inside[0] ?? before;
  const last = inside.at(-1) ?? before;
  return first && last && { start: first.inFile.start, end: last.inFile.end };
}

/** The Sid of the statement that the range begins in, where the file has that word once. */
function bySid(file: string, policy: string): RangeInFile {
  const parsed = parseDocument(policy);
  const statements = parsed.tree?.children?.find(isMember("Statement"))?.children?.[1];
  const list = statements?.type === "array" ? (statements.children ?? []) : [];
  return (start) => {
    const statement = list.findLast(({ offset }) => offset <= start);
    const sid = statement?.children?.find(isMember("Sid"))?.children?.[1]?.value;
    if (typeof sid !== "string" || sid === "") return undefined;
    const quoted = `"${sid}"`;
    const at = file.indexOf(quoted);
    const isAlone = at >= 0 && file.indexOf(quoted, at + 1) < 0;
    return isAlone ? { start: at, end: at + quoted.length } : undefined;
  };
}

const isMember =
  (name: string) =>
  ({ children }: { readonly children?: readonly { readonly value?: unknown }[] }) =>
    children?.[0]?.value === name;
