import { matchPolicies } from "#import";
import type { CreateGrantAnswer, Scenario } from "#scenario";
import { decodeFile, decodeState } from "#share";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import type { ImportInput } from "../import/import-view.ts";
import { type ImportText, readInput } from "../import/read-input.ts";

type ComparedSides = Parameters<Checker["changes"]>[1];

/** What the documents are compared with, or why a text cannot be compared. */
export type OtherSide =
  | {
      /** The heading of the comparison. */
      readonly title: string;
      /** What “newly allowed” and “no longer allowed” mean. */
      readonly meaning: string;
      /** What a document without a difference is the same as. */
      readonly sameAs: string;
      readonly sides: ComparedSides;
      /** What was left out of the comparison. */
      readonly leftOut: readonly string[];
    }
  | { readonly problem: string };

/** Reads a Keyhole link, a Keyhole file or policies. Policies are compared with the documents that they belong to. Never rejects. */
export async function readOtherSide(
  input: ImportInput,
  { scenario, documents }: Subject,
  importText: ImportText,
): Promise<OtherSide> {
  const { name, imported, text } = await readInput("compared", input, importText);
  if (imported.fragment !== undefined || imported.isKeyholeFile) {
    const decoded = await (imported.fragment === undefined
      ? decodeFile(text ?? "")
      : decodeState(imported.fragment)
    ).catch(() => undefined);
    if (!decoded) return { problem: "The code that opens it could not be loaded. Try again." };
    if (!decoded.ok) return { problem: decoded.message };
    const { state, dropped } = decoded;
    const otherWork = { scenario: state.scenario, edits: state.edits };
    return { ...wordsFor(name), sides: { otherWork }, leftOut: dropped };
  }
  const matches = matchPolicies(imported.policies, scenario, documents);
  const before: Record<string, string[]> = {};
  const leftOut: string[] = [];
  for (const [at, policy] of imported.policies.entries()) {
    const id = matches[at]?.best?.documentId;
    if (id === undefined) leftOut.push(policy.title);
    else before[id] = [...(before[id] ?? []), policy.text];
  }
  if (Object.keys(before).length > 0) return { ...wordsFor(name), sides: { before }, leftOut };
  const error = imported.problems.find(({ severity }) => severity === "error")?.message;
  return {
    problem:
      error ??
      "No policy in it belongs to a role or key of the answers. Name the role or key, or import the policy.",
  };
}

const wordsFor = (name: string) => ({
  title: `Compared with ${name}`,
  meaning: "“Newly allowed” is allowed by your documents and not by the others.",
  sameAs: "the other document",
});

/** The documents that another answer to CreateGrant gives: what it newly allows, and what it takes away. */
export function otherAnswer(
  scenario: Scenario,
  createGrant: CreateGrantAnswer,
  label: string,
): OtherSide {
  return {
    title: `CreateGrant: ${label}`,
    meaning: "“No longer allowed” is what this answer takes away from your documents.",
    sameAs: "the documents of this answer",
    sides: { answers: { ...scenario, createGrant } },
    leftOut: [],
  };
}
