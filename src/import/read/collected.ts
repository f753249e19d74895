import { parseArn } from "#policy";
import { maximumLevel } from "#scenario";
import type { ImportedKey } from "../imported.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { isObject, listIn, type Members, memberIn, objectIn, optional, textIn } from "../value.ts";
import { addAccountDetails } from "./account-authorization-details.ts";
import { addGrants } from "./grants.ts";

/** An answer of AWS, or the code of its refusal, in the bundle. */
interface Entry {
  readonly account: string;
  /** `iam get-role` */
  readonly command: string;
  /** The ARN of a role, policy or key; the alias or id of a key; the id of an account, OU or policy. */
  readonly about: string;
  /** Of an SCP or RCP: 1 is the organization's root. */
  readonly level: number | undefined;
  readonly answer: Members;
  readonly refused: string | undefined;
}

/**
 * Reads the bundle that `collect.sh` prints: answers of the AWS CLI, each with the account and resource it is about.
 * Source: AWS CLI Command Reference, `iam`, `kms`, `organizations`.
 */
export const readCollected: Reader = ({ value }, collector) => {
  if (memberIn(value, "keyholeCollect") !== 1) return undefined;
  const entries = listIn(value, "answers").flatMap((one) => entryOf(one) ?? []);
  const answered = entries.filter(({ refused }) => refused === undefined);
  const of = (command: string) => answered.filter((one) => one.command === command);
  const all = byAbout(entries);
  addAccountDetails(rolesIn(of), policiesIn(of), collector, (role) => isWhole(all.get(role)));
  addKeys(of, collector);
  for (const { answer } of of("kms list-grants"))
    addGrants(listIn(answer, "Grants").filter(isObject), collector);
  for (const { account, level, answer } of of("organizations describe-policy"))
    addOrganizationPolicy(account, level, objectIn(answer, "Policy"), collector);
  reportRefused(entries, collector);
  const accounts = new Set(answered.map(({ account }) => account)).size;
  return {
    format: "collected",
    recognised: `Bundle of collect.sh: ${accounts === 1 ? "one account" : `${accounts} accounts`}`,
  };
};

type Answers = (command: string) => readonly Entry[];

function entryOf(one: unknown): Entry | undefined {
  const command = textIn(one, "command");
  const level = memberIn(one, "level");
  if (command === undefined) return undefined;
  return {
    command,
    account: textIn(one, "ofAccount") ?? "",
    about: textIn(one, "about") ?? "",
    level:
      typeof level === "number" && Number.isInteger(level) && level >= 1 && level <= maximumLevel
        ? level
        : undefined,
    answer: objectIn(one, "answer"),
    refused: textIn(one, "refused"),
  };
}

/** The roles in the form of `RoleDetailList`. A role whose trust policy was refused is one by its other answers. */
function rolesIn(of: Answers): readonly Members[] {
  const inline = byAbout(of("iam get-role-policy"));
  const attached = byAbout(of("iam list-attached-role-policies"));
  const roles = new Map(of("iam get-role").map(({ about, answer }) => [about, answer]));
  const arns = new Set([...roles.keys(), ...inline.keys(), ...attached.keys()]);
  return [...arns].map((arn) => ({
    Arn: arn,
    ...objectIn(roles.get(arn), "Role"),
    RolePolicyList: (inline.get(arn) ?? []).map(({ answer }) => answer),
    AttachedManagedPolicies: (attached.get(arn) ?? []).flatMap(({ answer }) =>
      listIn(answer, "AttachedPolicies"),
    ),
  }));
}

/** Whether AWS answered all that the script asks about the identity policies of a role; `entries`: those about the role. */
function isWhole(entries: readonly Entry[] = []): boolean {
  const calls = entries.filter(({ command }) => /^iam (?:list-|get-role-policy)/.test(command));
  return (
    calls.some(({ command }) => command === "iam list-attached-role-policies") &&
    calls.every(({ refused }) => refused === undefined)
  );
}

function byAbout(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const own = found.get(entry.about);
    if (own) own.push(entry);
    else found.set(entry.about, [entry]);
  }
  return found;
}

/** The managed policies in the form of `Policies`, each with its default version. */
function policiesIn(of: Answers): readonly Members[] {
  const named = new Map(of("iam get-policy").map(({ about, answer }) => [about, answer]));
  const versions = new Map(
    of("iam get-policy-version").map(({ about, answer }) => [about, answer]),
  );
  return [...versions].map(([arn, version]) => ({
    PolicyName: arn.split("/").at(-1) ?? arn,
    ...objectIn(named.get(arn), "Policy"),
    Arn: arn,
    PolicyVersionList: [memberIn(version, "PolicyVersion")],
  }));
}

function addKeys(of: Answers, collector: PolicyCollector): void {
  const metadata = of("kms describe-key").map(({ about, answer }) => ({
    about,
    key: objectIn(answer, "KeyMetadata"),
  }));
  const ownedByAws = new Set(
    metadata.flatMap(({ key }) =>
      textIn(key, "KeyManager") === "AWS" ? (textIn(key, "Arn") ?? []) : [],
    ),
  );
  // The alias that the answers of Keyhole name the key by comes before its other aliases.
  const aliases = new Map([
    ...of("kms list-aliases").flatMap(({ about, answer }): [string, string][] => {
      const alias = textIn(listIn(answer, "Aliases")[0], "AliasName");
      return alias === undefined ? [] : [[about, alias]];
    }),
    ...metadata.flatMap(({ about, key }): [string, string][] =>
      about.startsWith("alias/") ? [[textIn(key, "Arn") ?? "", about]] : [],
    ),
  ]);
  const seen = new Set<string>();
  for (const { about: arn, account, answer } of of("kms get-key-policy")) {
    // Nobody can edit the policy of an AWS managed key.
    if (ownedByAws.has(arn) || seen.has(arn)) continue;
    seen.add(arn);
    const key: ImportedKey = { arn, ...optional("alias", aliases.get(arn)) };
    collector.add(memberIn(answer, "Policy"), {
      kind: "key",
      title: `Key policy of ${parseArn(arn)?.resource.slice("key/".length) ?? arn}`,
      account,
      key,
    });
  }
}

const organizationTypes = {
  SERVICE_CONTROL_POLICY: ["service-control", "SCP"],
  RESOURCE_CONTROL_POLICY: ["resource-control", "RCP"],
} as const;

function addOrganizationPolicy(
  owner: string,
  level: number | undefined,
  policy: Members,
  collector: PolicyCollector,
): void {
  const summary = objectIn(policy, "PolicySummary");
  const type = textIn(summary, "Type");
  if (type !== "SERVICE_CONTROL_POLICY" && type !== "RESOURCE_CONTROL_POLICY") return;
  const [kind, word] = organizationTypes[type];
  const title = `${word} ${textIn(summary, "Name") ?? "without a name"}`;
  const layer = { kind, title, owner, ...optional("level", level) };
  collector.addLayerPolicy(memberIn(policy, "Content"), layer);
}

function reportRefused(entries: readonly Entry[], collector: PolicyCollector): void {
  const refused = entries.filter(({ refused }) => refused !== undefined);
  const isOther = ({ command }: Entry) => command === "sts get-caller-identity";
  const others = refused.filter(isOther);
  if (others.length > 0)
    collector.problem(
      "note",
      "collect.sh had no credentials of these accounts, so the bundle lacks them. Run it again with ACCOUNT=PROFILE for each.",
      others.map(({ account }) => account).join(", "),
    );
  const named = (calls: readonly Entry[]) =>
    calls
      .slice(0, 10)
      .map(({ command, about, refused }) => `aws ${command} (${about}): ${refused}`)
      .join("; ");
  const ofOrganization = refused.filter(({ command }) => command.startsWith("organizations "));
  if (ofOrganization.length > 0)
    collector.problem(
      "note",
      "AWS refused to list SCPs and RCPs, so the bundle lacks them. Run collect.sh with organization=PROFILE: only the management account and delegated administrators may list them.",
      named(ofOrganization),
    );
  const calls = refused.filter((one) => !isOther(one) && !ofOrganization.includes(one));
  if (calls.length > 0)
    collector.problem(
      "warning",
      `AWS refused ${calls.length === 1 ? "one call" : `${calls.length} calls`} of collect.sh, so the bundle lacks what they read.`,
      named(calls),
    );
}
