import { parseArn, principalName, roleOfSession } from "#policy";
import { type CallGroup, succeeded } from "./call-group.ts";
import type { Replay, ReplayedCall, ReplayState } from "./replay.ts";

const mostRows = 500;

/** What is shown first. */
const order: readonly ReplayState[] = [
  "stops",
  "differs",
  "unknown",
  "refused",
  "failed",
  "passes",
];

/** The calls of a log as rows, with what the documents say of each. */
export function replayedCalls(
  groups: readonly CallGroup[],
): Pick<Replay, "calls" | "callsLeftOut" | "counts"> {
  const counts = { passes: 0, stops: 0, refused: 0, differs: 0, failed: 0, unknown: 0 };
  const rows = new Map<string, ReplayedCall>();
  for (const group of groups) {
    const row = rowOf(group);
    counts[row.state] += row.count;
    const { state, caller, action, resource, region, origin, ended, sentence } = row;
    const name = JSON.stringify([state, caller, action, resource, region, origin, ended, sentence]);
    const known = rows.get(name);
    rows.set(name, known ? { ...known, count: known.count + row.count } : row);
  }
  const calls = [...rows.values()].toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  const left = calls.slice(mostRows);
  return {
    calls: calls.slice(0, mostRows),
    callsLeftOut: left.reduce((sum, { count }) => sum + count, 0),
    counts,
  };
}

function rowOf({
  check,
  denial,
  decided,
  count,
  ended,
  isDenied,
  example,
}: CallGroup): ReplayedCall {
  const { request, cautions } = denial;
  return {
    state: stateOf(ended, isDenied, decided?.outcome),
    caller: callerWords(request.principal),
    action: request.action,
    resource: request.resource,
    ...(check.region ? { region: check.region } : {}),
    origin: check.origin,
    count,
    ...(ended ? { ended } : {}),
    sentence: decided?.sentence ?? "",
    places: decided?.places ?? [],
    cautions,
    request,
    example,
  };
}

function stateOf(ended: string, isDenied: boolean, outcome: string | undefined): ReplayState {
  if (outcome === undefined || outcome === "unknown") return "unknown";
  const isAllowed = outcome === "allowed";
  if (isDenied) return isAllowed ? "differs" : "refused";
  if (!succeeded(ended)) return "failed";
  return isAllowed ? "passes" : "stops";
}

function callerWords(principal: string): string {
  const arn = parseArn(principal);
  const session = roleOfSession(arn);
  if (session === "aws:ec2-infrastructure") return `EC2 for an instance of ${arn?.account}`;
  if (session !== undefined) return `${session} of ${arn?.account}`;
  const { name, account } = principalName(principal);
  return `${name} of ${account}`;
}
