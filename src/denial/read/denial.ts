import type { AccessRequest } from "#engine";
import type { AwsSaid } from "./aws-said.ts";

/** The condition keys of a request, as the authorizer reads them. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/**
 * What AWS's text says about a denied call. What it omits is `undefined`; `complete.ts` adds values from the answers.
 */
export interface ParsedDenial {
  /** What a caution calls the text: the event or the message. */
  readonly source: "event" | "message";
  /** Empty if the text names no principal; `callerAccount` may then name the account. */
  readonly principal: string;
  readonly callerAccount?: string | undefined;
  /** The checked action, such as `kms:Decrypt`. ReEncrypt becomes two denials. */
  readonly action: string;
  /** The ARN of the key, alias or role; `undefined` if the text does not name it. */
  readonly resource: string | undefined;
  /** The alias that the call used to name the key. */
  readonly alias?: string | undefined;
  readonly region?: string | undefined;
  /** When the call was made, as an instant; left out if the text does not say it. */
  readonly time?: string | undefined;
  readonly context: Context;
  /** How the call reached AWS; `unknown` if the text has no condition keys. */
  readonly origin: "ec2" | "service" | "direct" | "unknown";
  /** Whether the text has the parameters of the call: encryption context, grant, external id. */
  readonly hasParameters: boolean;
  readonly said?: string | undefined;
  /** Counts the calls of a text from 0. */
  readonly call?: number;
  readonly cautions: readonly string[];
}

/** A request that AWS denied, rebuilt from AWS's text. */
export interface Denial {
  readonly request: AccessRequest;
  /** The reason that AWS gave, if it gave one. */
  readonly said?: string;
  /** The policy layer that AWS named, if it named one. */
  readonly awsSaid?: AwsSaid;
  /** When the call was made, as an instant; left out if the text does not say it. */
  readonly time?: string;
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
