// What the AWS CLI says to the calls that Keyhole's scripts make, of an account held in memory.

import { type Account, addKey, keysIn } from "./fake-aws-account.ts";

/** How a command of the AWS CLI ends. */
export interface Answer {
  readonly status: number;
  /** On standard output, or on standard error where the status is not 0. */
  readonly output: string;
}

class Refusal extends Error {}

/** What `aws WORDS` prints, and does to the account. */
export function answerOf(state: Account, words: readonly string[]): Answer {
  const [service = "", operation = "", ...rest] = words;
  try {
    const options = optionsOf(rest);
    const run = operationsOf(state, options)[`${service} ${operation}`];
    if (!run) return refuse("ParamValidation", `Invalid choice: ${service} ${operation}`);
    const output = run();
    return { status: 0, output: output === undefined ? "" : `${output}\n` };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const output = `\nAn error occurred ${error.message.replace(":", ` when calling the ${operation} operation:`)}\n`;
    return { status: 254, output };
  }
}

type Options = Readonly<Record<string, string>>;

function optionsOf(words: readonly string[]): Options {
  const options: Record<string, string> = {};
  let last: string | undefined;
  for (const word of words) {
    const [, name, value] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name !== undefined) options[name] = value ?? "true";
    else if (last !== undefined) options[last] = word;
    else if (word !== "role-exists") refuse("ParamValidation", `Unknown options: ${word}`);
    last = value === undefined ? name : undefined;
  }
  return options;
}

function refuse(code: string, message: string): never {
  throw new Refusal(`(${code}): ${message}`);
}

function checked(document: string): string {
  try {
    if (!document.startsWith("{")) throw new Error("a policy begins with {");
    JSON.parse(document);
  } catch (error) {
    refuse("MalformedPolicyDocument", String(error));
  }
  return document;
}

/** What the CLI prints for `--query` and `--output`: of text and names with neither quotes nor line breaks around. */
function printed(options: Options, answers: Readonly<Record<string, unknown>>): unknown {
  const query = options.query ?? "";
  if (!(query in answers)) refuse("ParamValidation", `--query=${query}`);
  const value = answers[query];
  if (options.output !== "text") return JSON.stringify(value, null, 4);
  if (!Array.isArray(value)) return value;
  const rows = value.map((row) => (Array.isArray(row) ? row.join("\t") : row));
  return rows.join(Array.isArray(value[0]) ? "\n" : "\t");
}

function operationsOf(state: Account, options: Options): Readonly<Record<string, () => unknown>> {
  const given = (name: string) =>
    options[name] ?? refuse("ParamValidation", `these arguments are required: ${name}`);
  const answer = (answers: Readonly<Record<string, unknown>>) => printed(options, answers);
  const role = () => state.roles[given("role-name")] ?? refuse("NoSuchEntity", "no such role");
  const policy = () =>
    state.policies[given("policy-arn")] ?? refuse("NoSuchEntity", "no such policy");
  const { description } = options;
  const described = description === undefined ? {} : { description };
  /** The key that an id, an ARN or an alias names. */
  const key = () => {
    const name = (options["key-id"] ?? given("target-key-id")).replace(/^arn:[^/]*:key\//, "");
    const region = given("region");
    return (
      state.keys[`${region} ${state.aliases[`${region} ${name}`] ?? name}`] ??
      refuse("NotFoundException", `Key '${name}' does not exist`)
    );
  };
  const checkedByKms = (document: string) => {
    if (state.malformed === 0) return checked(document);
    state.malformed -= 1;
    return refuse("MalformedPolicyDocumentException", "one or more invalid principals");
  };
  const operations: Record<string, () => unknown> = {
    "sts get-caller-identity": () => answer({ Account: state.account }),
    "iam get-role": () => {
      if (state.denied) refuse("AccessDenied", "not authorized to perform: iam:GetRole");
      const { arn, trust, description } = role();
      return answer({
        "Role.Arn": arn,
        "Role.AssumeRolePolicyDocument": JSON.parse(trust),
        "Role.Description": description ?? "None",
        "": {},
      });
    },
    "iam wait": () => role() && undefined,
    "iam get-account-summary": () => {
      if (state.quotas === undefined)
        refuse("AccessDenied", "not authorized to perform: iam:GetAccountSummary");
      return answer({
        "SummaryMap.[AttachedPoliciesPerRoleQuota,AssumeRolePolicySizeQuota]": [
          [state.quotas.attached, state.quotas.trust],
        ],
      });
    },
    "iam create-role": () => {
      const name = given("role-name");
      if (state.roles[name]) refuse("EntityAlreadyExists", "there is such a role");
      state.roles[name] = {
        arn: `arn:${state.partition}:iam::${state.account}:role${options.path ?? "/"}${name}`,
        trust: checked(given("assume-role-policy-document")),
        attached: [],
        ...described,
      };
    },
    "iam update-assume-role-policy": () => {
      role().trust = checked(given("policy-document"));
    },
    "iam delete-role": () => {
      if (role().attached.length > 0) refuse("DeleteConflict", "detach all policies first");
      delete state.roles[given("role-name")];
    },
    "iam get-policy": () => {
      const { defaultVersion, description } = policy();
      return answer({
        "Policy.DefaultVersionId": defaultVersion,
        "Policy.Description": description ?? "None",
        "": {},
      });
    },
    "iam get-policy-version": () => {
      const document =
        policy().versions[given("version-id")] ?? refuse("NoSuchEntity", "no such version");
      return answer({ "PolicyVersion.Document": JSON.parse(document) });
    },
    "iam list-policy-versions": () => {
      const { versions, defaultVersion } = policy();
      return answer({
        "Versions[?!IsDefaultVersion].[VersionId]": Object.keys(versions)
          .filter((id) => id !== defaultVersion)
          .reverse()
          .map((id) => [id]),
      });
    },
    "iam create-policy": () => {
      const arn = `arn:${state.partition}:iam::${state.account}:policy/${given("policy-name")}`;
      if (state.policies[arn]) refuse("EntityAlreadyExists", "there is such a policy");
      state.policies[arn] = {
        defaultVersion: "v1",
        next: 2,
        versions: { v1: checked(given("policy-document")) },
        ...described,
      };
    },
    "iam create-policy-version": () => {
      const its = policy();
      if (Object.keys(its.versions).length >= 5) refuse("LimitExceeded", "five versions at most");
      const id = `v${its.next}`;
      its.next += 1;
      its.versions[id] = checked(given("policy-document"));
      if (options["set-as-default"]) its.defaultVersion = id;
    },
    "iam set-default-policy-version": () => {
      const its = policy();
      if (!its.versions[given("version-id")]) refuse("NoSuchEntity", "no such version");
      its.defaultVersion = given("version-id");
    },
    "iam delete-policy-version": () => {
      const its = policy();
      if (its.defaultVersion === given("version-id")) refuse("DeleteConflict", "it is the default");
      delete its.versions[given("version-id")];
    },
    "iam delete-policy": () => {
      const arn = given("policy-arn");
      if (Object.keys(policy().versions).length > 1) refuse("DeleteConflict", "other versions");
      if (Object.values(state.roles).some(({ attached }) => attached.includes(arn)))
        refuse("DeleteConflict", "it is attached");
      delete state.policies[arn];
    },
    "iam list-attached-role-policies": () => {
      const { attached } = role();
      return answer({ "AttachedPolicies[].[PolicyArn]": attached.map((arn) => [arn]) });
    },
    "iam attach-role-policy": () => {
      policy();
      if (!role().attached.includes(given("policy-arn"))) role().attached.push(given("policy-arn"));
    },
    "iam detach-role-policy": () => {
      role().attached = role().attached.filter((arn) => arn !== given("policy-arn"));
    },
    "kms describe-key": () => {
      const { id, arn, manager, state: keyState } = key();
      return answer({
        "KeyMetadata.Arn": arn,
        "KeyMetadata.KeyId": id,
        "KeyMetadata.KeyState": keyState,
        "KeyMetadata.[Arn,AWSAccountId,KeyManager]": [arn, arn.split(":")[4], manager],
      });
    },
    "kms get-key-policy": () => {
      const { policy: text } = key();
      return answer({ Policy: text });
    },
    "kms put-key-policy": () => {
      key().policy = checkedByKms(given("policy"));
    },
    "kms list-grants": () =>
      answer({
        "Grants[].[GrantId,GranteePrincipal,RetiringPrincipal]": (key().grants ?? []).map(
          ({ id, grantee, retiring }) => [id, grantee, retiring ?? "None"],
        ),
      }),
    "kms revoke-grant": () => {
      const its = key();
      const id = given("grant-id");
      if (!its.grants?.some((grant) => grant.id === id)) refuse("NotFoundException", "no grant");
      if (options["dry-run"])
        refuse("DryRunOperationException", "the request would have succeeded");
      its.grants = its.grants.filter((grant) => grant.id !== id);
    },
    "kms list-aliases": () =>
      answer({
        "Aliases[].[AliasName,TargetKeyId]": Object.entries(state.aliases)
          .map(([place, id]) => [...place.split(" "), id])
          .filter(([region]) => region === given("region"))
          .map(([, alias, id]) => [alias, id]),
      }),
    "kms list-keys": () =>
      answer({ "Keys[].[KeyArn]": keysIn(state, given("region")).map(({ arn }) => [arn]) }),
    "kms list-resource-tags": () => {
      const tags = (key().tags ?? []) as { TagKey: string; TagValue: string }[];
      return answer({
        "Tags[?TagKey=='keyhole-made-for'].TagValue": tags
          .filter(({ TagKey }) => TagKey === "keyhole-made-for")
          .map(({ TagValue }) => TagValue),
      });
    },
    "kms create-key": () => {
      const number = Object.keys(state.keys).length + 1;
      const multiRegion = options["multi-region"] !== undefined;
      const digits = String(number).padStart(12, "0");
      const arn = addKey(
        state,
        given("region"),
        multiRegion ? `mrk-${digits.padStart(32, "0")}` : `00000000-0000-0000-0000-${digits}`,
        {
          policy: checkedByKms(given("policy")),
          state: options.origin === "EXTERNAL" ? "PendingImport" : "Enabled",
          ...(options.tags ? { tags: JSON.parse(options.tags) } : {}),
        },
      );
      return answer({ "KeyMetadata.Arn": arn });
    },
    "kms replicate-key": () => {
      const primary = key();
      if (primary.state !== "Enabled") refuse("KMSInvalidStateException", "it is not enabled");
      addKey(state, given("replica-region"), primary.id, { policy: checkedByKms(given("policy")) });
    },
    "kms create-alias": () => {
      state.aliases[`${given("region")} ${given("alias-name")}`] = key().id;
    },
    "kms delete-alias": () => {
      delete state.aliases[`${given("region")} ${given("alias-name")}`];
    },
    "kms schedule-key-deletion": () => {
      key().state = "PendingDeletion";
    },
  };

  return operations;
}
