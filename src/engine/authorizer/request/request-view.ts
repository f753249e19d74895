import { parseArn } from "#policy";
import { isRecord } from "../json.ts";
import type { AccessRequest, Door } from "../types.ts";
import { type Caller, readCaller } from "./caller.ts";

/** A request read once: what every element of every statement is held against. */
export interface RequestView {
  readonly caller: Caller;
  readonly action: string;
  /** The action in lower case: actions have no case. */
  readonly actionKey: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly door: Door;
  readonly crossAccount: boolean;
  readonly crossPartition: boolean;
  /** Whether the caller has a permissions boundary, which decides how `NotPrincipal` reads. */
  readonly hasBoundary: boolean;
  readonly context: ContextReader;
}

/** The values of a condition key, given in lower case; nothing where the key is absent. */
export interface ContextReader {
  valuesOf(key: string): readonly string[] | undefined;
  /** Every key that is present, in lower case. */
  keys(): readonly string[];
}

/** Reads a request. Total: members of another type than the contract's count as empty. */
export function viewRequest(request: AccessRequest, hasBoundary: boolean): RequestView {
  const raw: Readonly<Record<string, unknown>> = isRecord(request) ? request : {};
  const caller = readCaller(textOf(raw.principal));
  const action = textOf(raw.action);
  const actionKey = action.toLowerCase();
  const resource = textOf(raw.resource);
  const context = readContext(raw.context);
  const arn = parseArn(resource);
  const resourceAccount =
    arn?.account ||
    textOf(raw.resourceAccount) ||
    (context.valuesOf("aws:resourceaccount")?.[0] ?? caller.account);
  const partition = arn?.partition ?? "";
  return {
    caller,
    action,
    actionKey,
    resource,
    resourceAccount,
    door: doorOf(actionKey, arn?.service === "kms" && arn.resource.startsWith("key/")),
    crossAccount: caller.account !== resourceAccount,
    crossPartition: partition !== "" && caller.partition !== "" && caller.partition !== partition,
    hasBoundary,
    context,
  };
}

/** The keys and values of a context as given. A value that is no text, number, boolean or list of them is absent. */
export function readContext(raw: unknown): ContextReader {
  let byKey: Map<string, readonly string[]> | undefined;
  const all = () => {
    if (byKey) return byKey;
    byKey = new Map();
    if (!isRecord(raw)) return byKey;
    for (const key of Object.keys(raw)) {
      const values = contextValues(raw[key]);
      if (values) byKey.set(key.toLowerCase(), values);
    }
    return byKey;
  };
  return { valuesOf: (key) => all().get(key), keys: () => [...all().keys()] };
}

/**
 * Which policies a request has to pass. A key's policy and a role's trust policy are the only doors to them; KMS calls
 * that name no key are left to identity policies. Every `sts:AssumeRole…` goes by a trust policy, whatever its resource.
 * Source: KMS Developer Guide, "Key policies in AWS KMS"; IAM User Guide, "Policy evaluation logic".
 */
function doorOf(actionKey: string, namesKey: boolean): Door {
  if (actionKey.startsWith("kms:")) return namesKey ? "key-policy" : "identity-policies";
  if (actionKey.startsWith("sts:assumerole")) return "trust-policy";
  if (actionKey === "sts:tagsession" || actionKey === "sts:setsourceidentity")
    return "trust-policy";
  return actionKey === "sts:getcalleridentity" ? "open" : "ordinary";
}

function contextValues(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (!Array.isArray(value)) return undefined;
  const values = value.flatMap((entry) =>
    Array.isArray(entry) ? [] : (contextValues(entry) ?? []),
  );
  return values.length > 0 ? values : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
