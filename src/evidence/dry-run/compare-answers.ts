import { createCallDecider, type DecisionOptions, type ScenarioDocument } from "#acquisition";
import type { Scenario } from "#scenario";
import { type DryRunCall, dryRunCalls, type NotAsked } from "./dry-run-calls.ts";

/** One call that AWS was asked about, beside the decision here on the same direct call. */
export interface ComparedCall {
  readonly id: string;
  readonly call: DryRunCall;
  /** The error code that KMS answered with. */
  readonly code: string;
  /** `undefined`: KMS answered with something that says nothing of permissions. */
  readonly awsAllows: boolean | undefined;
  readonly allowedHere: boolean;
  readonly agrees: boolean | undefined;
  /** Why the documents allow or refuse it. */
  readonly sentence: string;
}

/** The answers of AWS to the dry runs of `verify.sh`. */
export type ComparedAnswers =
  | {
      readonly ok: true;
      readonly calls: readonly ComparedCall[];
      /** What neither agrees nor differs, each with the reason. */
      readonly notAsked: readonly NotAsked[];
    }
  | { readonly ok: false; readonly message: string };

/** The member that marks the output of `verify.sh`. */
export const answersMark = "keyholeVerify";
const longestAnswers = 5 * 1_048_576;
const mostAnswers = 10_000;

/** What KMS's answers to a dry run say. Source: KMS Developer Guide, “Testing your permissions”. */
const permissionCodes: ReadonlyMap<string, boolean> = new Map([
  ["DryRunOperationException", true],
  ["AccessDeniedException", false],
  ["AccessDenied", false],
]);

/**
 * Sets what `verify.sh` printed beside the decisions of the same direct calls. What was not asked is named, never taken for
 * agreeing. Never throws.
 */
export function compareAnswers(
  text: string,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): ComparedAnswers {
  const answers = answersIn(text);
  if (typeof answers === "string") return { ok: false, message: answers };
  const { calls, notAsked } = dryRunCalls(scenario, documents, options);
  const decider = createCallDecider(scenario, documents, options);
  const compared: ComparedCall[] = [];
  const left: NotAsked[] = [...notAsked];
  for (const call of calls) {
    const answer = answers.get(call.id);
    answers.delete(call.id);
    if (!answer)
      left.push({ id: call.id, why: "the answers do not have it: run the script again" });
    else if (answer.code === "") left.push({ id: call.id, why: answer.why });
    else {
      const { outcome, sentence } = decider.decide(call.request);
      const awsAllows = permissionCodes.get(answer.code);
      const isDecided = awsAllows !== undefined && outcome !== "unknown";
      const allowedHere = outcome === "allowed";
      compared.push({
        id: call.id,
        call,
        code: answer.code,
        awsAllows,
        allowedHere,
        agrees: isDecided ? awsAllows === allowedHere : undefined,
        sentence,
      });
    }
  }
  for (const id of answers.keys())
    left.push({ id, why: "these documents do not ask it: the answers are of other ones" });
  return { ok: true, calls: compared, notAsked: left };
}

interface Answer {
  readonly code: string;
  readonly why: string;
}

function answersIn(text: string): Map<string, Answer> | string {
  if (text.length > longestAnswers) return "This is over 5 MiB: no output of verify.sh.";
  const value = parsed(text);
  if (value === undefined) return "This is no JSON. Save what verify.sh printed, and choose that.";
  const { [answersMark]: mark, calls } = value;
  if (mark !== 1 || !Array.isArray(calls)) return "This is no output of verify.sh.";
  const answers = new Map<string, Answer>();
  for (const one of calls.slice(0, mostAnswers)) {
    const { id, code, why } = (typeof one === "object" && one !== null ? one : {}) as Record<
      string,
      unknown
    >;
    if (typeof id !== "string" || typeof code !== "string") continue;
    answers.set(id.slice(0, 1_000), {
      code: code.slice(0, 100),
      why: typeof why === "string" ? why.slice(0, 300) : "the script did not ask it",
    });
  }
  return answers;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
