import type { Key, Target } from "#scenario";

/** The props that all questions of one key share. */
export interface KeyQuestionProps {
  readonly target: Target;
  readonly sourceKey: Key;
  /** `targets.t1.keys.k1` */
  readonly path: string;
}
