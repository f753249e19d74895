import { callerAllows } from "../evaluation/evaluate.ts";
import { allLayers, type Layer, type Layers } from "../evaluation/layers.ts";
import { grantProblem, isLeftToAccount } from "../grant.ts";
import { reach } from "../principal.ts";
import type { RequestView } from "../request/request-view.ts";
import { compileDocument } from "../statement/document.ts";
import { assumedProblems, statementFailure, statementReach } from "../statement/match.ts";
import type { CompiledStatement } from "../statement/statement.ts";
import type {
  Grant,
  GrantTrace,
  LayerTrace,
  StatementReference,
  StatementTrace,
  Trace,
} from "../types.ts";

const reaches = {
  [reach.none]: "directly",
  [reach.direct]: "directly",
  [reach.role]: "through-role",
  [reach.account]: "through-account",
} as const;

/** Asks every statement again, and notes what it answered. The outcome is never read off the trace. */
export function traceOf(
  view: RequestView,
  layers: Layers,
  grants: readonly Grant[] | undefined,
): Trace {
  const statements: StatementTrace[] = [];
  return {
    request: { principal: view.caller.text, action: view.action, resource: view.resource },
    decidingPolicy: view.decidingPolicy,
    crossAccount: view.crossAccount,
    layers: allLayers(layers).map((layer) => layerTrace(layer, view, statements)),
    statements,
    grants: view.decidingPolicy === "key-policy" ? grantTraces(grants, view, layers) : [],
  };
}

/** What a layer says; its statements are added to `traces`. */
function layerTrace(layer: Layer, view: RequestView, traces: StatementTrace[]): LayerTrace {
  const { slot, level, applies } = layer;
  const says = applies ? layerAnswer(layer, view, traces) : "does-not-apply";
  return level === undefined ? { slot, says } : { slot, level, says };
}

function layerAnswer(
  layer: Layer,
  view: RequestView,
  traces: StatementTrace[],
): LayerTrace["says"] {
  const documentOf = view.cache?.documentOf ?? compileDocument;
  let says: LayerTrace["says"] = "nothing";
  for (const [at, policy] of layer.documents.entries())
    for (const [index, statement] of documentOf(policy).statements.entries()) {
      const place = placeOf(layer, at, index, statement?.sid);
      const trace = statement ? statementTrace(statement, layer, place, view) : unreadableAt(place);
      traces.push(trace);
      if (trace.result === "applies" && says !== "denies")
        says = trace.effect === "Deny" ? "denies" : "allows";
    }
  return says;
}

function statementTrace(
  statement: CompiledStatement,
  { rules }: Layer,
  at: StatementReference,
  view: RequestView,
): StatementTrace {
  const { effect } = statement;
  const failure = statementFailure(statement, rules, view);
  if (failure) {
    const otherAction =
      failure.kind === "action" || (failure.kind === "malformed" && failure.element === "Action");
    return { result: "fails", effect, at, failure, close: !otherAction };
  }
  const reached = statementReach(statement, rules, view);
  const assumed = assumedProblems(statement, rules, view);
  const applies = { result: "applies", effect, at, reaches: reaches[reached] } as const;
  return assumed.length > 0 ? { ...applies, assumed } : applies;
}

/** Without spreading: a trace has one for every statement. */
function placeOf(
  { slot, level, offset }: Layer,
  document: number,
  statement: number,
  sid: string | undefined,
): StatementReference {
  const index = offset + document;
  if (level === undefined)
    return sid === undefined ? { slot, index, statement } : { slot, index, statement, sid };
  return sid === undefined
    ? { slot, level, index, statement }
    : { slot, level, index, statement, sid };
}

function unreadableAt(at: StatementReference): StatementTrace {
  const problem = "it must be `Allow` or `Deny`";
  const failure = { kind: "malformed", element: "Effect", problem } as const;
  return { result: "fails", effect: "Allow", at, failure, close: false };
}

function grantTraces(
  grants: readonly Grant[] | undefined,
  view: RequestView,
  layers: Layers,
): readonly GrantTrace[] {
  if (!Array.isArray(grants)) return [];
  return grants.map((grant, index) => {
    const isRefused = isLeftToAccount(grant, view) && !callerAllows(view, layers);
    const problem =
      grantProblem(grant, view) ??
      (isRefused
        ? "it leaves retiring to the account, and its identity policies do not allow it"
        : undefined);
    return problem === undefined
      ? { index, result: "allows" }
      : { index, result: "fails", problem };
  });
}
