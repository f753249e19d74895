import { allLayers, type Layer, type Layers } from "../evaluation/layers.ts";
import { grantProblem } from "../grant.ts";
import { reach } from "../principal.ts";
import type { RequestView } from "../request/request-view.ts";
import { compileDocument } from "../statement/document.ts";
import { assumedProblems, statementFailure, statementReach } from "../statement/match.ts";
import type { CompiledStatement } from "../statement/statement.ts";
import type {
  DocumentReference,
  Grant,
  GrantTrace,
  LayerTrace,
  StatementTrace,
  Trace,
} from "../types.ts";

const reaches = {
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
  const traced = allLayers(layers).map((layer) => ({
    layer,
    statements: layer.applies ? layerStatements(layer, view) : [],
  }));
  return {
    request: { principal: view.caller.text, action: view.action, resource: view.resource },
    door: view.door,
    crossAccount: view.crossAccount,
    layers: traced.map(({ layer, statements }) => layerTrace(layer, statements)),
    statements: traced.flatMap(({ statements }) => statements),
    grants: view.door === "key-policy" ? grantTraces(grants, view) : [],
  };
}

function layerTrace(layer: Layer, statements: readonly StatementTrace[]): LayerTrace {
  const { slot, level, applies } = layer;
  const place = level === undefined ? { slot } : { slot, level };
  if (!applies) return { ...place, says: "does-not-apply" };
  const effects = statements.flatMap((one) => (one.result === "applies" ? [one.effect] : []));
  if (effects.includes("Deny")) return { ...place, says: "denies" };
  return { ...place, says: effects.includes("Allow") ? "allows" : "nothing" };
}

function layerStatements(layer: Layer, view: RequestView): readonly StatementTrace[] {
  const { slot, level, offset } = layer;
  return layer.documents.flatMap((policy, at) => {
    const index = offset + at;
    const place = level === undefined ? { slot, index } : { slot, level, index };
    const { allows, denies, unreadable } = compileDocument(policy);
    const traces = [
      ...[...allows, ...denies].map((statement) => statementTrace(statement, layer, place, view)),
      ...unreadable.map((statement) => unreadableTrace(place, statement)),
    ];
    return traces.sort((one, other) => one.at.statement - other.at.statement);
  });
}

function statementTrace(
  statement: CompiledStatement,
  { rules }: Layer,
  place: DocumentReference,
  view: RequestView,
): StatementTrace {
  const { effect, index, sid } = statement;
  const at = placeOf(place, index, sid);
  const failure = statementFailure(statement, rules, view);
  if (failure) {
    const otherAction =
      failure.kind === "action" || (failure.kind === "malformed" && failure.element === "Action");
    return { result: "fails", effect, at, failure, close: !otherAction };
  }
  const reached = statementReach(statement, rules, view);
  const assumed = assumedProblems(statement, rules, view);
  const found = reached === reach.none ? "directly" : reaches[reached];
  const applies = { result: "applies", effect, at, reaches: found } as const;
  return assumed.length > 0 ? { ...applies, assumed } : applies;
}

/** Without spreading: a trace has one for every statement. */
function placeOf(place: DocumentReference, statement: number, sid: string | undefined) {
  const { slot, level, index } = place;
  if (level === undefined)
    return sid === undefined ? { slot, index, statement } : { slot, index, statement, sid };
  return sid === undefined
    ? { slot, level, index, statement }
    : { slot, level, index, statement, sid };
}

function unreadableTrace(place: DocumentReference, statement: number): StatementTrace {
  const problem = "it must be `Allow` or `Deny`";
  const failure = { kind: "malformed", element: "Effect", problem } as const;
  return {
    result: "fails",
    effect: "Allow",
    at: placeOf(place, statement, undefined),
    failure,
    close: false,
  };
}

function grantTraces(
  grants: readonly Grant[] | undefined,
  view: RequestView,
): readonly GrantTrace[] {
  if (!Array.isArray(grants)) return [];
  return grants.map((grant, index) => {
    const problem = grantProblem(grant, view);
    return problem === undefined
      ? { index, result: "allows" }
      : { index, result: "fails", problem };
  });
}
