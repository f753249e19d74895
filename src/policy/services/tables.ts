/** The data of a service with full data, as the generated file stores it in JSON. Lists are shared by index. */
export interface ServiceRows {
  /** Condition keys of the service's actions. */
  readonly keys: readonly string[];
  /** Lists of indexes into `keys`. */
  readonly keySets: readonly (readonly number[])[];
  /** Resource types as ARN patterns with `${…}`. */
  readonly arns: readonly string[];
  /** Name, index into `keySets`, then indexes into `arns`; sorted by name. */
  readonly actions: readonly (readonly [string, number, ...number[]])[];
}

/** The data of every reference. */
export interface CoreTables {
  /** Every AWS service prefix, sorted, separated by spaces. */
  readonly prefixes: string;
  /** The services with full data, by prefix. Each is read when it is asked about for the first time. */
  readonly knownInFull: Readonly<Record<string, () => ServiceRows>>;
  /** Condition keys, one on each line, after the code of the type; sorted by name. */
  readonly conditionKeyRows: string;
}

/** The names of all other services. */
export interface OtherTables {
  /** On each line a service prefix and the names of its actions, separated by spaces. */
  readonly actionNameRows: string;
  /** As in `CoreTables`. */
  readonly conditionKeyRows: string;
}
