export { type AuthorizeOptions, authorize } from "./authorizer/authorize.ts";
export { type AuthorizerCache, createAuthorizerCache } from "./authorizer/cache.ts";
export { requestContext } from "./authorizer/request/request-context.ts";
export { explainDecision } from "./authorizer/trace/explain.ts";
export type {
  AccessRequest,
  DecidingPolicy,
  Decision,
  DocumentReference,
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
export { possibleValues } from "./linter/conditions/impossible-condition-value.ts";
export { operatorNames } from "./linter/document/operators.ts";
export { ownAccount as exampleAccount } from "./linter/examples.ts";
export { applyFix } from "./linter/fix-all.ts";
export { addFirstMember, addItem, rangeWithout, replaceString } from "./linter/fixes.ts";
export { fixAll, lint } from "./linter/lint.ts";
export type { Rule as LintRule, RuleDocs } from "./linter/rule.ts";
export { rules as lintRules } from "./linter/rules.ts";
export type {
  Finding,
  Fix,
  KnownScenario,
  LintOptions,
  Severity,
  TextEdit,
} from "./linter/types.ts";
export { compareReach, reachBeyond } from "./reach/compare.ts";
export { explainCell } from "./reach/explain.ts";
export { holds, holdsAll, holdsWhateverElse } from "./reach/holds.ts";
export { cellIncludes } from "./reach/includes.ts";
export { reach } from "./reach/reach.ts";
export { createReachCache, type ReachCache } from "./reach/reach-cache.ts";
export type {
  Cell,
  Claim,
  ClaimResult,
  Comparison,
  PrincipalSet,
  PrincipalTest,
  Product,
  Reach,
  ReachComparison,
  ReachQuestion,
  Relation,
  Undecided,
  ValueSet,
  Witness,
} from "./reach/types.ts";
