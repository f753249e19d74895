import type { AccessRequest } from "#engine";

/** A request that AWS denied, rebuilt from what AWS said of it. */
export interface Denial {
  readonly request: AccessRequest;
  /** What AWS itself gave as the reason, where it did. */
  readonly said?: string;
  /** The text does not say on which key: nothing is decided until somebody enters its ARN. */
  readonly lacksKey: boolean;
  /** What had to be guessed or is missing. */
  readonly cautions: readonly string[];
}

/** What a pasted text turned out to be. */
export type DenialText =
  | {
      readonly ok: true;
      readonly from: "cloudtrail" | "error-message" | "decoded-message";
      readonly denials: readonly Denial[];
      /** What was left out, each with the reason; no two alike. */
      readonly skipped: readonly string[];
    }
  | { readonly ok: false; readonly message: string };
