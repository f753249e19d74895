import { accountId, parseArn, roleName } from "#policy";

/** The kinds of caller that policies tell apart. */
export type CallerKind =
  | "user"
  | "role"
  | "role-session"
  | "federated-user"
  | "root"
  | "service"
  | "anonymous"
  /** A federated identity provider, a canonical user, or a text that is no principal at all. */
  | "outside";

/** Who calls. `account` and `partition` are empty where the principal has none. */
export interface Caller {
  readonly kind: CallerKind;
  readonly text: string;
  readonly partition: string;
  readonly account: string;
  /** The name, without its path, of the role that a session plays. */
  readonly role: string;
  /** Service-linked roles stand outside service and resource control policies. */
  readonly serviceLinked: boolean;
}

/**
 * Reads a request's principal. Never throws: a text that is no principal is an `outside` caller whom nothing names.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers".
 */
export function readCaller(text: string): Caller {
  if (text === "*") return caller("anonymous", text);
  if (accountId(text)) return caller("root", text, "", text);
  const arn = parseArn(text);
  if (!arn) return caller(isServicePrincipal(text) ? "service" : "outside", text);
  const { partition, service, account, resource } = arn;
  if (!accountId(account)) return caller("outside", text);
  if (service === "iam") {
    if (resource === "root") return caller("root", text, partition, account);
    if (resource.startsWith("user/")) return caller("user", text, partition, account);
    if (resource.startsWith("role/")) {
      const linked = resource.startsWith("role/aws-service-role/");
      return { ...caller("role", text, partition, account), serviceLinked: linked };
    }
  }
  if (service === "sts") {
    if (resource.startsWith("federated-user/"))
      return caller("federated-user", text, partition, account);
    const [type, role, session] = resource.split("/");
    if (type === "assumed-role" && role && session) {
      const linked = role.startsWith("AWSServiceRoleFor");
      return { kind: "role-session", text, partition, account, role, serviceLinked: linked };
    }
  }
  return caller("outside", text);
}

/** The name to call someone by: the role of a session, the last part of an ARN, the whole of anything else. */
export function callerName(who: Caller): string {
  if (who.kind === "anonymous") return "an anonymous caller";
  if (who.kind === "root") return `the root of account ${who.account}`;
  if (who.kind === "role-session") return who.role;
  return who.account === "" ? who.text : roleName(who.text);
}

/** Whether identity policies can be attached to such a caller at all. */
export function hasIdentityPolicies(who: Caller): boolean {
  return who.account !== "";
}

function caller(kind: CallerKind, text: string, partition = "", account = ""): Caller {
  return { kind, text, partition, account, role: "", serviceLinked: false };
}

function isServicePrincipal(text: string): boolean {
  return text.endsWith(".amazonaws.com") || text.endsWith(".amazonaws.com.cn");
}
