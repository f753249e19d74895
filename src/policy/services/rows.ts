/** How the generated file lays out a service that the linter judges in full; lists are shared by index. */
export interface ServiceRows {
  /** Condition keys that any action of the service carries. */
  readonly keys: readonly string[];
  /** Lists of indexes into `keys`. */
  readonly keySets: readonly (readonly number[])[];
  /** Resource types as ARN patterns with `${…}` in them. */
  readonly arns: readonly string[];
  /** Name, index into `keySets`, then indexes into `arns`. */
  readonly actions: readonly (readonly [string, number, ...number[]])[];
}
