import {
  type AccessRequest,
  authorize,
  type Cell,
  compareReach,
  type PolicySet,
  type ReachQuestion,
} from "#engine";
import { randomFor } from "#testing/random";
import { declareKeys, isAllowed, type OpenRequest } from "./encode.ts";
import type { Sort } from "./guide.ts";
import {
  type Pair,
  pairAccount,
  pairActions,
  pairCaller,
  pairKeys,
  randomPair,
} from "./random-pair.ts";
import { and, fitsPattern, literal, not, or, readLiteral } from "./smt.ts";
import type { Solve } from "./z3.ts";

export interface SolverFault {
  readonly problem: string;
  readonly before: ReachQuestion;
  readonly after: ReachQuestion;
  readonly request?: AccessRequest;
}

export interface SolverTally {
  questions: number;
  different: number;
  /** Neither side decided: `reach` says so, or the solver ran out of time. */
  undecidedByReach: number;
  undecidedBySolver: number;
  faults: SolverFault[];
}

/** Lists in a model have at most two values; longer ones only where `reach` shows a request with longer ones. */
const mostValues = 2;

/** Asks `compareReach` and the solver whether the second policies of a random pair allow more, and whether the first do. */
export async function checkPair(seed: number, index: number, solve: Solve): Promise<SolverTally> {
  const { before, after } = randomPair(randomFor(seed, index));
  const { gained, lost, undecided } = compareReach(before, after);
  const tally: SolverTally = {
    questions: 0,
    different: 0,
    undecidedByReach: 0,
    undecidedBySolver: 0,
    faults: [],
  };
  await compare({ before, after }, gained, undecided.length > 0, solve, tally);
  await compare({ before: after, after: before }, lost, undecided.length > 0, solve, tally);
  return tally;
}

async function compare(
  pair: Pair,
  cells: readonly Cell[],
  isUndecided: boolean,
  solve: Solve,
  tally: SolverTally,
): Promise<void> {
  tally.questions += 1;
  const most = Math.max(mostValues, ...cells.slice(0, 1).map(longestList));
  const { text, names } = asFormula(pair, most);
  const shown = cells[0]?.witness.request;
  const answer = await solve(text);
  if (answer.kind === "unknown") {
    // A request that reach shows is quickly checked.
    const pinned = shown && pin(shown, names);
    const again = pinned ? await solve(`${text}\n${pinned}`) : answer;
    if (again.kind === "unknown") tally.undecidedBySolver += 1;
    else if (again.kind === "satisfied") tally.different += 1;
    else if (shown)
      tally.faults.push({ ...pair, problem: "the solver refuses reach's request", request: shown });
    return;
  }
  if (answer.kind === "impossible") {
    const cell = cells[0];
    if (cell)
      tally.faults.push({
        ...pair,
        problem: "reach finds a request, the solver none",
        request: cell.witness.request,
      });
    return;
  }
  tally.different += 1;
  const request = requestOf(answer.model, names);
  const [was, is] = [pair.before, pair.after].map(
    ({ policies }) =>
      authorize(request, policies as PolicySet, { trace: false }).outcome === "allowed",
  );
  if (was || !is)
    tally.faults.push({
      ...pair,
      problem: `authorize decides the solver's request otherwise: ${was}, then ${is}`,
      request,
    });
  else if (cells.length === 0 && isUndecided) tally.undecidedByReach += 1;
  else if (cells.length === 0)
    tally.faults.push({ ...pair, problem: "the solver finds a request, reach none", request });
}

function longestList({ witness }: Cell): number {
  const lengths = Object.values(witness.request.context ?? {}).map((value) =>
    typeof value === "string" ? 1 : value.length,
  );
  return Math.max(0, ...lengths);
}

/** That some request is allowed by the second policies and not by the first. */
function asFormula({ before, after }: Pair, most: number) {
  const written = JSON.stringify([before.policies, after.policies]);
  const sorts = new Map<string, Sort>(
    Object.entries(pairKeys)
      .filter(([name]) => written.includes(name))
      .map(([name, { sort }]) => [name.toLowerCase(), sort]),
  );
  const { keys, lines } = declareKeys(sorts, most);
  const open: OpenRequest = {
    caller: pairCaller,
    account: pairAccount,
    actions: pairActions,
    keys,
  };
  const { resource } = after;
  const isAsked =
    typeof resource === "string"
      ? `(= resource ${literal(resource)})`
      : or(resource.like.map((pattern) => fitsPattern("resource", pattern)));
  const differs = and([
    isAllowed(after.policies as PolicySet, open),
    not(isAllowed(before.policies as PolicySet, open)),
  ]);
  const text = [
    "(declare-const action Int)",
    "(declare-const resource String)",
    ...lines,
    `(assert (<= 0 action ${pairActions.length - 1}))`,
    `(assert ${isAsked})`,
    `(assert ${differs})`,
  ].join("\n");
  return { text, names: [...sorts] };
}

/** Assertions that leave the solver nothing but this request. `undefined` for a value that has no place in the model. */
function pin(
  request: AccessRequest,
  names: readonly (readonly [string, Sort])[],
): string | undefined {
  const context = new Map(
    Object.entries(request.context ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      [value].flat(),
    ]),
  );
  const action = pairActions.findIndex(
    (name) => name.toLowerCase() === request.action.toLowerCase(),
  );
  const facts = [`(= action ${action})`, `(= resource ${literal(request.resource)})`];
  for (const [at, [name, sort]] of names.entries()) {
    const values = context.get(name) ?? [];
    facts.push(`(= count_${at} ${values.length})`);
    for (const [index, text] of values.entries()) {
      if (sort === "text") {
        facts.push(`(= value_${at}_${index} ${literal(text)})`);
        continue;
      }
      const read = readValue(sort, text);
      if (read && !Number.isInteger(read.value)) return undefined;
      facts.push(read ? `readable_${at}_${index}` : `(not readable_${at}_${index})`);
      if (!read) continue;
      const number = read.value < 0 ? `(- ${-read.value})` : String(read.value);
      facts.push(`(= value_${at}_${index} ${number})`, `(= bits_${at}_${index} ${read.bits})`);
    }
  }
  return `(assert ${and(facts)})`;
}

function readValue(sort: Sort, text: string): { value: number; bits: number } | undefined {
  if (sort === "number")
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? { value: 2 * Number(text), bits: 0 } : undefined;
  if (sort === "date") {
    const value = /^\d{5,}$/.test(text) ? 1_000 * Number(text) : Date.parse(text);
    return Number.isNaN(value) ? undefined : { value, bits: 0 };
  }
  const [, address, bits = "32"] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (address === undefined) return undefined;
  const value = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { value, bits: Number(bits) };
}

/** The request that a model stands for; what the model leaves out may be anything. */
function requestOf(
  model: ReadonlyMap<string, string>,
  names: readonly (readonly [string, Sort])[],
): AccessRequest {
  const number = (name: string) => Number(model.get(name)?.replace(/[()\s]/g, "") ?? 0);
  const context: Record<string, string[]> = {};
  names.forEach(([name, sort], at) => {
    const count = number(`count_${at}`);
    if (count === 0) return;
    context[name] = Array.from({ length: count }, (_, index) => {
      const value = `value_${at}_${index}`;
      if (sort === "text") return readLiteral(model.get(value) ?? '""');
      if (model.get(`readable_${at}_${index}`) !== "true") return "none";
      return valueText(sort, number(value), number(`bits_${at}_${index}`));
    });
  });
  return {
    principal: pairCaller,
    action: pairActions[number("action")] ?? "",
    resource: readLiteral(model.get("resource") ?? '""'),
    resourceAccount: pairAccount,
    context,
  };
}

function valueText(sort: Sort, value: number, bits: number): string {
  if (sort === "number") return String(value / 2);
  if (sort === "date") return new Date(value).toISOString();
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
  return `${bytes.join(".")}/${bits}`;
}
