import type { Format } from "./imported.ts";
import type { PolicyCollector } from "./policy-collector.ts";

/** One value of a text, and what else is known about it. */
export interface Source {
  readonly value: unknown;
  /** The strict JSON that it was parsed from, if it was JSON. */
  readonly json?: string;
  /** The name of the file. */
  readonly name?: string;
}

/** The format that a reader recognised. */
export interface Recognised {
  readonly format: Format;
  readonly recognised: string;
}

/**
 * Reads one format. If the value has this format, adds its policies and problems and names it; otherwise returns
 * `undefined`. Never throws.
 */
export type Reader = (source: Source, collector: PolicyCollector) => Recognised | undefined;
