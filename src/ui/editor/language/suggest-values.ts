import { possibleValues } from "#engine";
import { ec2ViaService, grantOperations } from "#policy/kms";
import { allServices } from "#policy/services";
import type { CursorContext } from "./cursor-context.ts";
import { type KnownValue, knownValues } from "./known-values.ts";
import { quoted, type Suggestion, type Surroundings } from "./suggestion.ts";

type Values = readonly KnownValue[];

/** The suggested values of a condition key: values in the answers, and fixed values of AWS. */
export function suggestConditionValues(
  slot: { readonly operator: string; readonly key: string },
  { siblings }: CursorContext,
  { scenario }: Surroundings,
): Suggestion[] {
  const key = slot.key.toLowerCase();
  return valuesOf(key, slot.operator)
    .filter(({ value }) => value !== "" && !siblings.includes(value))
    .map(({ value, what }) => ({
      label: value,
      insert: quoted(value),
      kind: "value",
      detail: what,
    }));

  function valuesOf(name: string, operator: string): Values {
    if (operator === "Null")
      return [
        { value: "true", what: "the request does not contain the key" },
        { value: "false", what: "the request contains the key" },
      ];
    if (allServices.conditionKey(name)?.type === "Bool")
      return ["true", "false"].map((value) => ({ value, what: "" }));
    const known = knownValues(scenario);
    if (/(account|accounts)$/.test(name)) return known.accounts;
    if (/^kms:(grantee|retiring)principal$|^aws:principalarn$/.test(name))
      return [...known.roles, ...known.administrators];
    if (/region$/.test(name)) return known.regions;
    if (name === "kms:viaservice")
      return known.regions.map(({ value, what }) => ({
        value: ec2ViaService(value),
        what: `EC2 in ${value}, ${what}`,
      }));
    if (/^kms:(resourcealiases|requestalias)$/.test(name)) return known.aliases;
    if (name === "kms:encryptioncontext:aws:ebs:id") return ebsIds;
    if (name === "kms:encryptioncontextkeys") return [{ value: "aws:ebs:id", what: "set by EBS" }];
    if (name === "kms:grantoperations")
      return grantOperations.map((value) => ({ value, what: "" }));
    if (name === "sts:externalid")
      return [{ value: scenario.guards.externalId, what: "the external id of the answers" }];
    if (/orgid$/.test(name))
      return [{ value: scenario.guards.organizationId, what: "the organization of the answers" }];
    if (name.startsWith("aws:resourcetag/"))
      return tagValues(name.slice("aws:resourcetag/".length));
    return possibleValues(name).map((value) => ({ value, what: "" }));
  }

  function tagValues(tag: string): Values {
    return scenario.targets.flatMap(({ keys }) =>
      keys.flatMap(({ naming }) =>
        naming.by === "tag" && naming.tagKey.toLowerCase() === tag
          ? [{ value: naming.tagValue, what: "the keys’ tag in the answers" }]
          : [],
      ),
    );
  }
}

/** Patterns for StringLike. EBS sets the volume id, or for copied snapshots the snapshot id. */
const ebsIds: Values = [
  { value: "vol-*", what: "any volume" },
  { value: "snap-*", what: "any snapshot" },
];
