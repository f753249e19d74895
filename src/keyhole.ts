/**
 * Keyhole for other programs: everything that the page does, without a page. Every function is pure and total; none
 * needs a DOM, a network or a clock.
 */
export {
  checkRegions,
  explainRequest,
  type Probe,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
  type Step,
  type Survey,
  summarise,
  surveyOf,
} from "#acquisition";
export {
  type BroughtPolicy,
  type Imported,
  type ImportProblem,
  importText,
  type Merged,
  mergePolicies,
  readTargets,
  type TargetsFrom,
  targetsFrom,
} from "#bring";
export {
  type AccessRequest,
  authorize,
  type Decision,
  explainDecision,
  type Finding,
  lint,
  type PolicySet,
  requestContext,
} from "#engine";
export {
  type ExportedDocument,
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  exportFiles,
  exportFormats,
} from "#export";
export { type GeneratedDocument, generate, notesOf, type PastLimit, pastLimits } from "#generator";
export { type Offer, offersFor } from "#limits";
export { type Policy, parseDocument, printPolicy } from "#policy";
export { presets, type Scenario, validateScenario } from "#scenario";
export { decodeFile, decodeState, encodeFile, encodeState } from "#share";
