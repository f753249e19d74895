import { createCallDecider, type DecisionOptions, type ScenarioDocument } from "#acquisition";
import type { Scenario } from "#scenario";
import { type DryRunCall, dryRunCalls, type NotAsked } from "./dry-run-calls.ts";
import { type RehearsalCall, rehearsalOf } from "./rehearsal-calls.ts";

/** One call that AWS was asked about, beside the decision here on the same call. */
export interface ComparedCall {
  readonly id: string;
  /** The direct call; left out for a call of a rehearsal. */
  readonly call?: DryRunCall;
  /** The error code that AWS answered with; `Success` for a call of a rehearsal that AWS let through. */
  readonly code: string;
  /** `undefined`: AWS answered with something that says nothing of permissions. */
  readonly awsAllows: boolean | undefined;
  readonly allowedHere: boolean;
  readonly agrees: boolean | undefined;
  /** Why the documents allow or refuse it. */
  readonly sentence: string;
}

/** The answers of AWS to the dry runs of `verify.sh`, or to the calls of `rehearse.sh`. */
export type ComparedAnswers =
  | {
      readonly ok: true;
      readonly from: "dry-runs" | "rehearsal";
      readonly calls: readonly ComparedCall[];
      /** What neither agrees nor differs, each with the reason. */
      readonly notAsked: readonly NotAsked[];
    }
  | { readonly ok: false; readonly message: string };

/** The member that marks the output of `verify.sh` and `rehearse.sh`. */
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
 * What AWS's answers to the calls of a rehearsal say. A copy, a snapshot or a volume of which KMS refuses the key fails only
 * after the call: the script waits for it, and prints the last two. Source: facts §8; EC2 API Reference, "Error codes"
 * (UnauthorizedOperation); EBS direct APIs Reference, "GetSnapshotBlock" (AccessDeniedException).
 */
const rehearsalCodes: ReadonlyMap<string, boolean> = new Map([
  ["Success", true],
  ["AccessDeniedException", false],
  ["AccessDenied", false],
  ["UnauthorizedOperation", false],
  ["KeyNotAccessible", false],
  ["VolumeVanished", false],
]);

/**
 * Sets what `verify.sh` or `rehearse.sh` printed beside the decisions of the same calls. What was not asked is named, never
 * taken for agreeing. Never throws.
 */
export function compareAnswers(
  text: string,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): ComparedAnswers {
  const read = answersIn(text);
  if (typeof read === "string") return { ok: false, message: read };
  const { from, answers } = read;
  const { asked, notAsked } =
    from === "rehearsal"
      ? madeCalls(scenario, documents, options)
      : directCalls(scenario, documents, options);
  const compared: ComparedCall[] = [];
  const left: NotAsked[] = [...notAsked];
  for (const { id, compare } of asked) {
    const answer = answers.get(id);
    answers.delete(id);
    if (!answer) left.push({ id, why: "the answers do not have it: run the script again" });
    else if (answer.code === "") left.push({ id, why: answer.why });
    else compared.push(compare(answer.code));
  }
  for (const id of answers.keys())
    left.push({ id, why: "these documents do not ask it: the answers are of other ones" });
  return { ok: true, from, calls: compared, notAsked: left };
}

interface AskedCalls {
  readonly asked: readonly { readonly id: string; readonly compare: Compare }[];
  readonly notAsked: readonly NotAsked[];
}

type Compare = (code: string) => ComparedCall;

function directCalls(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
): AskedCalls {
  const { calls, notAsked } = dryRunCalls(scenario, documents, options);
  const decider = createCallDecider(scenario, documents, options);
  const asked = calls.map((call) => ({
    id: call.id,
    compare: (code: string): ComparedCall => {
      const { outcome, sentence } = decider.decide(call.request);
      const awsAllows = permissionCodes.get(code);
      const isDecided = awsAllows !== undefined && outcome !== "unknown";
      const allowedHere = outcome === "allowed";
      const agrees = isDecided ? awsAllows === allowedHere : undefined;
      return { id: call.id, call, code, awsAllows, allowedHere, agrees, sentence };
    },
  }));
  return { asked, notAsked };
}

function madeCalls(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
): AskedCalls {
  const { routes, notAsked } = rehearsalOf(scenario, documents, options);
  const calls = routes.flatMap((route) => route.calls);
  return {
    asked: calls.map((call) => ({ id: call.id, compare: (code) => madeCall(call, code) })),
    notAsked,
  };
}

/** Where EC2's permission is not decided, an answer agrees or differs only by what is decided of KMS. */
function madeCall({ id, requests, isOwnDecided }: RehearsalCall, code: string): ComparedCall {
  const awsAllows = rehearsalCodes.get(code);
  const denied = requests.find(({ outcome }) => outcome !== "allowed" && outcome !== "unknown");
  const unknown = requests.find(({ outcome }) => outcome === "unknown");
  const isOpen = denied === undefined && (unknown !== undefined || requests.length === 0);
  const allowedHere = denied === undefined && !isOpen;
  const hangsOnEc2 = !isOwnDecided && allowedHere && awsAllows === false;
  const isDecided = awsAllows !== undefined && !isOpen && !hangsOnEc2;
  const least = denied ?? unknown;
  const preface = isOwnDecided ? [] : ["EC2’s and EBS’s own permission is not decided"];
  const sentence = least?.why
    ? `${least.label}: ${least.why.sentence}`
    : requests.length > 0
      ? `the documents allow ${requests.map(({ label }) => label).join(", ")}`
      : undefined;
  return {
    id,
    code,
    awsAllows,
    allowedHere,
    agrees: isDecided ? awsAllows === allowedHere : undefined,
    sentence: [...preface, ...(sentence === undefined ? [] : [sentence])].join("; "),
  };
}

interface Answer {
  readonly code: string;
  readonly why: string;
}

interface ReadAnswers {
  readonly from: "dry-runs" | "rehearsal";
  readonly answers: Map<string, Answer>;
}

function answersIn(text: string): ReadAnswers | string {
  if (text.length > longestAnswers)
    return "This is over 5 MiB: no output of verify.sh or rehearse.sh.";
  const value = parsed(text);
  if (value === undefined)
    return "This is no JSON. Save what verify.sh or rehearse.sh printed, and choose that.";
  const { [answersMark]: mark, rehearsal, calls } = value;
  if (mark !== 1 || !Array.isArray(calls)) return "This is no output of verify.sh or rehearse.sh.";
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
  return { from: rehearsal === true ? "rehearsal" : "dry-runs", answers };
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
