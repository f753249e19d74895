export { authorize } from "./authorizer/authorize.ts";
export { requestContext } from "./authorizer/request/request-context.ts";
export { explainDecision } from "./authorizer/trace/explain.ts";
export type {
  AccessRequest,
  Decision,
  DocumentReference,
  Door,
  Failure,
  Grant,
  GrantTrace,
  LayerTrace,
  Outcome,
  PolicySet,
  PolicySlot,
  Reason,
  StatementReference,
  StatementTrace,
  Trace,
  Verdict,
} from "./authorizer/types.ts";
