/** Condition keys of a request, as the authorizer takes them. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/**
 * What AWS's text tells of a denied call. What it leaves out is `undefined`, never guessed: the answers may add it
 * (`complete.ts`).
 */
export interface ParsedDenial {
  /** In the words of a caution: the event or the message. */
  readonly source: "event" | "message";
  /** Empty where the text names nobody; then `callerAccount` may say where to look. */
  readonly principal: string;
  readonly callerAccount?: string | undefined;
  /** `kms:Decrypt`, one that is checked: ReEncrypt becomes two denials. */
  readonly action: string;
  /** The ARN of key, alias or role; nothing where the call is on one that the text does not name. */
  readonly resource: string | undefined;
  /** The alias that the call named the key by. */
  readonly alias?: string | undefined;
  readonly region?: string | undefined;
  readonly context: Context;
  /** How the call reached AWS; `unknown` where the text has no condition keys at all. */
  readonly origin: "ec2" | "service" | "direct" | "unknown";
  /** Whether the text has what the call carried: encryption context, grant, external id. */
  readonly hasParameters: boolean;
  readonly said?: string | undefined;
  readonly cautions: readonly string[];
}
