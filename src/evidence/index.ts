export {
  answersMark,
  type ComparedAnswers,
  type ComparedCall,
  compareAnswers,
} from "./dry-run/compare-answers.ts";
export {
  type DryRunCall,
  type DryRuns,
  dryRunCalls,
  type NotAsked,
} from "./dry-run/dry-run-calls.ts";
export {
  type Rehearsal,
  type RehearsalCall,
  type RehearsedRoute,
  rehearsalOf,
} from "./dry-run/rehearsal-calls.ts";
export type { Coverage, CoveredPlace } from "./replay/coverage.ts";
export { createReplay, type RunningReplay } from "./replay/create-replay.ts";
export type { ElementUse, PermissionUse, UseState } from "./replay/permission-use.ts";
export type { Replay, ReplayedCall, ReplayState } from "./replay/replay.ts";
export type { TighterAnswer } from "./replay/tighten.ts";
export type { EventPattern } from "./watching/event-conditions.ts";
export {
  type Opening,
  openingsOf,
  readState,
  type Unwatched,
  type Watch,
  type Watches,
  watchesFor,
  watchesOf,
} from "./watching/watching.ts";
