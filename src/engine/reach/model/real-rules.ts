import { parseArn } from "#policy";
import { kmsAction } from "#policy/kms";
import { type Box, withBits } from "../boxes/algebra.ts";
import { type Bits, bit } from "../boxes/bits.ts";
import { dimension, type Model } from "./model.ts";
import { isTrue, regionsOfServices, throughService } from "./real-comparisons.ts";

/**
 * Boxes of requests that AWS never sends. They bound what is decided, and no cell is split for them. Each is a rule with its
 * source.
 */
export function impossibleRequests(model: Model): readonly Box[] {
  if (!model.questions.every(({ isReal }) => isReal)) return [];
  return [
    ...actionsOnOtherTypes(model),
    ...keysOfOtherActions(model),
    ...throughOtherRegions(model),
    ...keysOfOtherCallers(model),
  ];
}

/** An action acts on the types of resource that it has. Source: Service Authorization Reference, "Actions". */
function actionsOnOtherTypes(model: Model): readonly Box[] {
  const byType = new Map<string, { example: string; resources: Bits }>();
  model.resources.examples().forEach((resource, index) => {
    const type = resourceType(resource);
    const { example = resource, resources = 0n } = byType.get(type) ?? {};
    byType.set(type, { example, resources: resources | bit(index) });
  });
  return [...byType.values()].flatMap(({ example, resources }) => {
    const actions = model.actions.where((action) => !actsOn(action, example));
    if (actions === 0n) return [];
    return [
      withBits(withBits(model.full, dimension.resources, resources), dimension.actions, actions),
    ];
  });
}

/** All that `actsOn` reads of a resource. */
function resourceType(resource: string): string {
  const arn = parseArn(resource);
  return arn?.service === "kms" ? `kms ${arn.resource.split("/")[0]}` : String(resource === "*");
}

function actsOn(action: string, resource: string): boolean {
  if (action === "sts:getcalleridentity") return resource === "*";
  if (!action.startsWith("kms:")) return true;
  const known = kmsAction(action);
  if (!known) return true;
  const arn = parseArn(resource);
  if (arn?.service !== "kms") return known.resourceTypes.length === 0;
  const type = arn.resource.split("/")[0];
  return known.resourceTypes.some((one) => one === type);
}

/** A request has the keys that its action lists. Source: Service Authorization Reference, "Condition keys". */
function keysOfOtherActions(model: Model): readonly Box[] {
  return model.keys.flatMap(({ keyName }) => {
    const without = model.actions.without(keyName);
    return without === 0n
      ? []
      : present(model, keyName, (box) => withBits(box, dimension.actions, without));
  });
}

/**
 * A call through a service names it as `service.region.amazonaws.com`, in the region of the key, and says that it comes
 * through one. Source: KMS Developer Guide, "kms:ViaService"; IAM User Guide, "aws:ViaAWSService".
 */
function throughOtherRegions(model: Model): readonly Box[] {
  const at = model.keyDimension("kms:viaservice");
  const viaAws = model.keyDimension("aws:viaawsservice");
  return present(model, "kms:viaservice", (box) => box).flatMap((box) => {
    if (at === undefined) return [];
    const states = box[at] ?? 0n;
    const through = (region: string) => states & model.statesOf(throughService(region)).bits;
    const regionOf = (resource: string) => parseArn(resource)?.region ?? "";
    const other = [withBits(box, at, states & ~through("*"))];
    for (const region of regionsOfServices(model.sources, model.questions)) {
      const here = model.resources.where((one) => regionOf(one) === region);
      const elsewhere = model.resources.where((one) => !["", region].includes(regionOf(one)));
      const within = (resources: Bits) => withBits(box, dimension.resources, resources);
      if (here !== 0n) other.push(withBits(within(here), at, states & ~through(region)));
      if (elsewhere !== 0n) other.push(withBits(within(elsewhere), at, through(region)));
    }
    if (viaAws === undefined) return other;
    const unsaid = (model.full[viaAws] ?? 0n) & ~model.statesOf(isTrue("aws:ViaAWSService")).bits;
    return [...other, withBits(box, viaAws, unsaid)];
  });
}

/**
 * Only a principal of an account has tags and an organization; only a service that calls by itself names a source.
 * Source: IAM User Guide, "AWS global condition context keys" (aws:PrincipalTag, aws:PrincipalOrgID, aws:SourceAccount).
 */
function keysOfOtherCallers(model: Model): readonly Box[] {
  const outside = model.principals.where(({ caller }) => caller.account === "");
  const callers = model.principals.where(({ caller }) => caller.kind !== "service");
  const without = (principals: Bits) => (box: Box) =>
    withBits(box, dimension.principals, principals);
  return model.keys.flatMap(({ keyName }) => {
    if (/^aws:principal(?:tag\/|orgid$|orgpaths$)/.test(keyName))
      return present(model, keyName, without(outside));
    if (/^aws:source(?:account|arn|orgid|orgpaths)$/.test(keyName))
      return present(model, keyName, without(callers));
    return [];
  });
}

/** The requests that have a key, narrowed; nothing if none are left. */
function present(model: Model, key: string, narrow: (box: Box) => Box): readonly Box[] {
  const at = model.keyDimension(key);
  if (at === undefined) return [];
  const absent = model.keyTable(key)?.absent ?? 0n;
  return [narrow(withBits(model.full, at, (model.full[at] ?? 0n) & ~absent))];
}
