export { heightWithAbuses } from "./layout/abuses.ts";
export { type IconName, icons } from "./layout/icons.ts";
export { narrowDrawing } from "./layout/narrow.ts";
export type { Box, Drawing, Shape } from "./layout/shapes.ts";
export { smallDrawing } from "./layout/small.ts";
export { type WideOptions, wideDrawing } from "./layout/wide.ts";
export { sceneToMermaid } from "./mermaid.ts";
export { type AnswersByStep, answersByStep, stepsFollowingFrom } from "./named-answers.ts";
export { type NamingStatement, stepsNamedBy } from "./named-steps.ts";
export type {
  CallState,
  Outcome,
  RouteScene,
  Scene,
  SceneAbuse,
  SceneCall,
  SceneData,
  SceneGroup,
  SceneKey,
  SceneRole,
  SceneUser,
} from "./scene.ts";
export { sceneDrawing, sceneToSvg } from "./scene-drawing.ts";
export { type ListedCall, type ListedUser, listedCalls, listedUsers } from "./scene-list.ts";
export { type MapVerdict, sceneOf } from "./scene-of.ts";
export type { SvgOptions } from "./svg.ts";
export { outcomeWords, stateWords } from "./words.ts";
