import { type AccessRequest, requestContext } from "#engine";
import { parseArn } from "#policy";
import { allServices } from "#policy/services";

/** A request as it is being composed. */
export interface RequestDraft {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: readonly ContextEntry[];
}

/** One condition key with what it is to be; several values are separated by commas where the key takes a list. */
export interface ContextEntry {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

/** A request to compose from; what AWS derives from the rest is left out, so that it follows when the rest changes. */
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

/** The request that a draft is. */
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

/** Whether a condition key takes several values. */
export function takesList(key: string): boolean {
  return allServices.conditionKey(key)?.list === true;
}

type Problems = Partial<Record<"principal" | "action" | "resource", string>>;

/** What keeps a draft from being asked. */
export function problemsIn({ principal, action, resource }: RequestDraft): Problems {
  return {
    ...(principal.trim() === "" && { principal: "Say who asks; * is anybody." }),
    ...(!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action.trim()) && {
      action: "Name one action with its service, without wildcards: kms:Decrypt.",
    }),
    ...(!isResource(resource.trim()) && { resource: "Give a whole ARN, or *." }),
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
