/** How the generated file lays out a service whose actions are known in full; lists are shared by index. */
export interface ServiceRows {
  /** Condition keys that any action of the service carries. */
  readonly keys: readonly string[];
  /** Lists of indexes into `keys`. */
  readonly keySets: readonly (readonly number[])[];
  /** Resource types as ARN patterns with `${…}` in them. */
  readonly arns: readonly string[];
  /** Name, index into `keySets`, then indexes into `arns`; sorted by name. */
  readonly actions: readonly (readonly [string, number, ...number[]])[];
}

/** What every reference knows. */
export interface CoreTables {
  /** Every service prefix of AWS, sorted, with a space between two. */
  readonly prefixes: string;
  /** The services whose actions are known in full, by prefix. */
  readonly knownInFull: Readonly<Record<string, ServiceRows>>;
  /** Condition keys, one a line, each after the code of its type; sorted by name. */
  readonly conditionKeyRows: string;
}

/** The names of all other services. */
export interface OtherTables {
  /** A service prefix with the names of its actions, with a space between two. */
  readonly actionNameRows: readonly (readonly [string, string])[];
  /** As in `CoreTables`. */
  readonly conditionKeyRows: string;
}
