import { lacksKey } from "#acquisition";
import type { Denial } from "./denial.ts";
import { objectOf, parseJson, textOf } from "./json.ts";

/**
 * The denied request in the output of `aws sts decode-authorization-message`, as JSON or inside `DecodedMessage`.
 * Returns `undefined` for other JSON. Source: STS API Reference, "DecodeAuthorizationMessage".
 */
export function deniedByDecodedMessage(parsed: unknown): Denial | undefined {
  const outer = objectOf(parsed);
  const { DecodedMessage } = outer;
  const inner = typeof DecodedMessage === "string" ? parseJson(DecodedMessage) : outer;
  const { principal, action, resource, conditions } = objectOf(objectOf(inner).context);
  const arn = textOf(objectOf(principal).arn);
  const call = textOf(action);
  if (arn === undefined || call === undefined) return undefined;
  const explicit = objectOf(inner).explicitDeny === true;
  const named = textOf(resource) ?? "*";
  return {
    lacksKey: lacksKey({ action: call, resource: named }),
    request: {
      principal: arn,
      action: call,
      resource: named,
      context: Object.fromEntries(itemsOf(conditions).flatMap(conditionOf)),
    },
    said: explicit ? "explicit deny" : "no statement allowed it",
    awsSaid: { layer: "unknown", explicit },
    call: 0,
    cautions: [],
  };
}

function conditionOf(item: unknown): readonly (readonly [string, string[]])[] {
  const { key, values } = objectOf(item);
  const name = textOf(key);
  if (name === undefined) return [];
  return [[name, itemsOf(values).flatMap((value) => textOf(objectOf(value).value) ?? [])]];
}

function itemsOf(value: unknown): readonly unknown[] {
  const { items } = objectOf(value);
  return Array.isArray(items) ? items.slice(0, 200) : [];
}
