import { type AccessRequest, requestContext } from "#engine";
import { parseArn } from "#policy";
import { allServices } from "#policy/services";

/** A request that the user enters. */
export interface RequestDraft {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: readonly ContextEntry[];
}

/** One condition key with its value; commas separate the values of a multivalued key. */
export interface ContextEntry {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

/** The draft of a request, without condition keys that AWS derives from the principal, action and resource. */
export function draftOf(request: AccessRequest): RequestDraft {
  const { principal, action, resource, context = {} } = request;
  const derived = requestContext({ principal, action, resource });
  const given = Object.entries(context).filter(
    ([key, value]) => JSON.stringify(derived[key]) !== JSON.stringify(value),
  );
  return {
    principal,
    action,
    resource,
    context: given.map(([key, value], id) => ({ id, key, value: [value].flat().join(", ") })),
  };
}

/** The request of a draft. */
export function requestOf({ principal, action, resource, context }: RequestDraft): AccessRequest {
  const entries = context
    .filter(({ key }) => key.trim() !== "")
    .map(({ key, value }) => [key.trim(), takesList(key.trim()) ? listOf(value) : value.trim()]);
  return {
    principal: principal.trim(),
    action: action.trim(),
    resource: resource.trim(),
    context: Object.fromEntries(entries),
  };
}

/** Whether a condition key is multivalued. */
export function takesList(key: string): boolean {
  return allServices.conditionKey(key)?.list === true;
}

type Problems = Partial<Record<"principal" | "action" | "resource", string>>;

/** The problems that keep a draft from being checked. */
export function problemsIn({ principal, action, resource }: RequestDraft): Problems {
  return {
    ...(principal.trim() === "" && { principal: "Enter a principal; * is an anonymous caller." }),
    ...(!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action.trim()) && {
      action: "Enter one action with its service, without wildcards: kms:Decrypt.",
    }),
    ...(!isResource(resource.trim()) && { resource: "Enter a complete ARN, or *." }),
  };
}

function isResource(text: string): boolean {
  return text === "*" || parseArn(text) !== undefined;
}

function listOf(value: string): readonly string[] {
  return value
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
