import type { AccessRequest } from "#engine";
import type { AwsSaid } from "./aws-said.ts";

/** A request that AWS denied, rebuilt from AWS's text. */
export interface Denial {
  readonly request: AccessRequest;
  /** The reason that AWS gave, if it gave one. */
  readonly said?: string;
  /** The policy layer that AWS named, if it named one. */
  readonly awsSaid?: AwsSaid;
  /** Denials with the same number are checks of the same call. */
  readonly call: number;
  /** The text does not name the key. Nothing is decided until the user enters its ARN. */
  readonly lacksKey: boolean;
  /** What was assumed or is missing. */
  readonly cautions: readonly string[];
}

/** The result of reading a pasted text. */
export type DenialText =
  | {
      readonly ok: true;
      readonly from: "cloudtrail" | "error-message" | "decoded-message";
      readonly denials: readonly Denial[];
      /** What was left out, each with the reason, without duplicates. */
      readonly skipped: readonly string[];
    }
  | { readonly ok: false; readonly message: string };
