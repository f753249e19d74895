/**
 * Keyhole for other programs: everything that the page does, without a page. Every function is pure and total; none
 * needs a DOM, a network or a clock.
 */
export {
  type Answered,
  answerRequest,
  checkRegions,
  type Explanation,
  explainRequest,
  lintOptions,
  type Probe,
  type ProbeState,
  type RegionCheck,
  type Remedy,
  type RequestPlace,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
  type Step,
  type StepRequest,
  type StepState,
  type Summary,
  type Survey,
  summarise,
  surveyOf,
} from "#acquisition";
export { type Denial, type DenialText, readDenial } from "#denial";
export {
  type AccessRequest,
  applyFix,
  authorize,
  type Decision,
  explainDecision,
  type Finding,
  type Fix,
  type Grant,
  type LintOptions,
  lint,
  type Outcome,
  type PolicySet,
  type PolicySlot,
  requestContext,
  type Severity,
  type TextEdit,
  type Trace,
} from "#engine";
export {
  type ExportedDocument,
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  exportFiles,
  exportFormats,
} from "#export";
export {
  type GeneratedDocument,
  type GeneratorNote,
  generate,
  notesOf,
  type PastLimit,
  pastLimits,
} from "#generator";
export {
  type ImportChoices,
  type Imported,
  type ImportedPolicy,
  type ImportProblem,
  importText,
  type Match,
  type MergeChoice,
  type Merged,
  type MergedDocument,
  matchPolicies,
  mergePolicies,
  type ReadTargets,
  readTargets,
  type TargetRow,
  type TargetsFrom,
  type TargetText,
  targetsFrom,
} from "#import";
export { type SizeOption, sizeOptionsFor } from "#limits";
export {
  type DocumentKind,
  type ParsedDocument,
  type Policy,
  parseDocument,
  printPolicy,
  type Statement,
  type SyntaxNode,
  type SyntaxProblem,
} from "#policy";
export {
  type Key,
  type Platform,
  type PlatformNaming,
  type Preset,
  type Problem,
  presets,
  type Scenario,
  type Target,
  validateScenario,
} from "#scenario";
export {
  type DecodedState,
  type DecodeFailure,
  decodeFile,
  decodeState,
  encodeFile,
  encodeState,
  type SharedState,
} from "#share";
