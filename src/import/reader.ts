import type { Format } from "./imported.ts";
import type { PolicyCollector } from "./policy-collector.ts";

/** One value out of a text, with what may be known of it beside. */
export interface Source {
  readonly value: unknown;
  /** The strict JSON it was read from, where it was JSON. */
  readonly json?: string;
  /** The name of the file. */
  readonly name?: string;
}

/** What a value was taken for. */
export interface Recognised {
  readonly format: Format;
  readonly recognised: string;
}

/**
 * Knows one format. Says by content whether a value is of it, and if so brings its policies and problems; nothing
 * where the value is of another format. Never throws.
 */
export type Reader = (source: Source, collector: PolicyCollector) => Recognised | undefined;
