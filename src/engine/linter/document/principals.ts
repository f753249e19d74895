import { accountId, parseArn } from "#policy";
import type { Place } from "../types.ts";

/** The kinds of principal that a policy can name. */
export type PrincipalKind =
  | "everyone"
  | "account"
  | "user"
  | "role"
  | "session"
  | "federated-user"
  | "group"
  | "unique-id"
  | "service"
  | "provider"
  | "unknown";

/** One principal of a statement. */
export interface PrincipalEntry extends Place {
  /** The member of the Principal map: `AWS`, `Service`, `Federated`; `AWS` for a bare `"*"`. */
  readonly type: string;
  readonly text: string;
  readonly kind: PrincipalKind;
  readonly account: string | undefined;
  /** Of the document's account. */
  readonly isOwn: boolean;
  /** Of another account. */
  readonly isForeign: boolean;
}

const idPrefixes = "ABIA ACCA AGPA AIDA AIPA AKIA ANPA ANVA APKA AROA ASCA ASIA".split(" ");

/** Whether a text is an id that AWS gives to a user, role or group. Source: IAM User Guide, "IAM identifiers". */
export function isUniqueId(text: string): boolean {
  return text.length >= 8 && idPrefixes.includes(text.slice(0, 4)) && /^[A-Z0-9]+$/.test(text);
}

/** What a principal is, as far as its text says. */
export function readPrincipal(
  type: string,
  text: string,
  place: Place,
  owner: string,
): PrincipalEntry {
  const [kind, account] = kindOf(type, text);
  const isKnown = account !== undefined && accountId(account) !== undefined;
  return {
    type,
    text,
    start: place.start,
    end: place.end,
    kind,
    account,
    isOwn: account === owner,
    isForeign: isKnown && accountId(owner) !== undefined && account !== owner,
  };
}

function kindOf(type: string, text: string): readonly [PrincipalKind, string?] {
  if (type === "Service") return ["service"];
  if (type === "Federated") return ["provider"];
  if (type !== "AWS") return ["unknown"];
  if (text === "*") return ["everyone"];
  if (accountId(text)) return ["account", text];
  if (isUniqueId(text)) return ["unique-id"];
  const arn = parseArn(text);
  if (!arn) return ["unknown"];
  const slash = arn.resource.indexOf("/");
  const sort = slash < 0 ? arn.resource : arn.resource.slice(0, slash);
  const named = slash > 0 && slash < arn.resource.length - 1;
  if (arn.service === "iam" && sort === "root" && !named) return ["account", arn.account];
  if (!named) return ["unknown", arn.account];
  if (arn.service === "iam" && sort === "user") return ["user", arn.account];
  if (arn.service === "iam" && sort === "role") return ["role", arn.account];
  if (arn.service === "iam" && sort === "group") return ["group", arn.account];
  if (arn.service === "sts" && sort === "assumed-role" && arn.resource.split("/").length === 3)
    return ["session", arn.account];
  if (arn.service === "sts" && sort === "federated-user") return ["federated-user", arn.account];
  return ["unknown", arn.account];
}
