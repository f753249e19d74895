import { createGrantFor, type Key, regionsOfKey, type Scenario } from "#scenario";

/** An answer that makes an abuse impossible. */
export interface Mitigation {
  readonly id: MitigationId;
  /** The question, as validateScenario names it. */
  readonly path: string;
  /** What to do, in one sentence. */
  readonly text: string;
}

/** The answers and steps that can refuse an open abuse. */
export type MitigationId =
  | "limit-create-grant"
  | "via-service"
  | "encryption-context"
  | "grant-operations"
  | "external-id"
  | "organization-id"
  | "deny-others"
  | "name-keys"
  | "name-each"
  | "write-ec2";

interface Answer {
  readonly path: string;
  readonly text: string;
  /** Whether the scenario has the answer already, for the key in question. */
  readonly isChosen: (scenario: Scenario, key: Key | undefined) => boolean;
  /** The scenario with the answer; none where only the user knows what to answer. */
  readonly choose?: (scenario: Scenario) => Scenario;
}

const answers: Readonly<Record<MitigationId, Answer>> = {
  "limit-create-grant": {
    path: "createGrant",
    text: "Allow CreateGrant only for AWS resources, or withhold it.",
    isChosen: (scenario, key) =>
      key
        ? [key, ...keysNamedByTag(scenario, key)].every(
            (one) => createGrantFor(scenario, one) !== "unrestricted",
          )
        : scenario.createGrant !== "unrestricted" &&
          scenario.targets.every(({ keys }) =>
            keys.every(({ createGrant }) => createGrant !== "unrestricted"),
          ),
    choose: (scenario) => ({
      ...scenario,
      createGrant: "aws-resources",
      targets: scenario.targets.map((target) => ({
        ...target,
        keys: target.keys.map(({ createGrant, ...key }) =>
          createGrant === "withhold" ? { ...key, createGrant } : key,
        ),
      })),
    }),
  },
  "via-service": guard("viaService", "Allow use only through EC2."),
  "encryption-context": guard("encryptionContext", "Ask for EBS’s encryption context."),
  "grant-operations": guard("grantOperations", "Limit what a grant may carry."),
  "deny-others": guard("denyOthers", "Deny the key’s use to everyone else."),
  "external-id": {
    path: "guards.externalId",
    text: "Set an external id.",
    isChosen: ({ guards }) => guards.externalId !== "",
  },
  "organization-id": {
    path: "guards.organizationId",
    text: "Set your organization’s id.",
    isChosen: ({ guards }) => guards.organizationId !== "",
  },
  "name-keys": {
    path: "targets",
    text: "Name the keys by ARN, alias or tag instead of every key.",
    isChosen: ({ targets }) =>
      targets.every(({ keys }) =>
        keys.every(({ type, naming }) => type === "aws-managed" || naming.by !== "every"),
      ),
  },
  "name-each": {
    path: "platformNaming",
    text: "Name each key and role of other accounts by itself, where that still fits.",
    isChosen: ({ platformNaming }) => platformNaming === undefined,
    choose: ({ platformNaming: _, ...scenario }) => scenario,
  },
  "write-ec2": {
    path: "actions.ec2Permissions",
    text: "Let Keyhole write the EC2 and EBS permissions, instead of those that you have.",
    isChosen: ({ ec2Permissions }) => ec2Permissions?.kind === "written",
    choose: (scenario) => ({ ...scenario, ec2Permissions: { kind: "written" } }),
  },
};

/**
 * The other keys of the role that are named by a tag: this key may have the tag, too, and what is allowed on them is then
 * allowed on it. An alias belongs to one key only, and “every key” is named beside no other.
 * Source: KMS Developer Guide, "Aliases in AWS KMS": each alias is associated with one key at a time.
 */
function keysNamedByTag({ targets }: Scenario, key: Key) {
  const target = targets.find(({ keys }) => keys.some(({ id }) => id === key.id));
  const regions = regionsOfKey(key);
  return targets
    .filter(({ account, role }) => account === target?.account && role === target.role)
    .flatMap(({ keys }) => keys)
    .filter(
      (other) =>
        other.id !== key.id &&
        other.naming.by === "tag" &&
        regionsOfKey(other).some((region) => regions.includes(region)),
    );
}

/** The first of several closings that the user has not chosen: the one to offer. */
export function mitigationToOffer(
  scenario: Scenario,
  ids: readonly MitigationId[],
  key: Key | undefined,
): Mitigation | undefined {
  const id = ids.find((one) => !answers[one].isChosen(scenario, key));
  return id && { id, path: answers[id].path, text: answers[id].text };
}

/** The scenario with a mitigation's answer chosen; the scenario itself where only the user can answer it. */
export function chooseMitigation(scenario: Scenario, id: MitigationId): Scenario {
  return answers[id].choose?.(scenario) ?? scenario;
}

/** Whether `chooseMitigation` has an answer to give. */
export function canChoose(id: MitigationId): boolean {
  return answers[id].choose !== undefined;
}

function guard(
  name: "viaService" | "encryptionContext" | "grantOperations" | "denyOthers",
  text: string,
): Answer {
  return {
    path: `guards.${name}`,
    text,
    isChosen: ({ guards }) => guards[name],
    choose: (scenario) => ({ ...scenario, guards: { ...scenario.guards, [name]: true } }),
  };
}
