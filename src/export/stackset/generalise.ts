import { platformRole, type Scenario } from "#scenario";
import type { Parameter, Resource, Template } from "../cloudformation/template.ts";

/** What the template of one account has that differs, or can be chosen again, in another account. */
export interface Particulars {
  readonly account: string;
  readonly scenario: Scenario;
  /** Names and ids that are the account's own, by the parameter that stands for each; empty if the template keeps them. */
  readonly own: Readonly<Record<string, string>>;
}

/**
 * The template of an account, generalised for any account: its id becomes `${AWS::AccountId}`, and the answers about the
 * platform become parameters with the answers as defaults. Deployed with the defaults in that account it is the same.
 * Text that `Fn::Sub` could misread stays as it is. Source: CloudFormation Template Reference, "Fn::Sub".
 */
export function generalise(template: Template, particulars: Particulars): Template {
  const { scenario } = particulars;
  const words = wordsOf(particulars);
  const used = new Set<string>();
  const resources = Object.entries(template.resources).map(([id, resource]): [string, Resource] => [
    id,
    { ...resource, Properties: generalMembers(resource.Properties) },
  ]);
  const parameters = Object.entries({
    ...parametersOf(scenario),
    ...ownParameters(particulars.own),
  }).filter(([name]) => used.has(name));
  return {
    ...template,
    resources: Object.fromEntries(resources),
    parameters: { ...Object.fromEntries(parameters), ...template.parameters },
  };

  function generalMembers(value: object): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, general(member, name)]),
    );
  }

  function general(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((item) => general(item, name));
    if (typeof value === "object" && value !== null) return generalMembers(value);
    if (typeof value !== "string" || value === "") return value;
    if (value === scenario.guards.externalId && name.toLowerCase() === "sts:externalid") {
      used.add("ExternalId");
      return { Ref: "ExternalId" };
    }
    const said = substitutable(value, words);
    if (!said) return value;
    for (const parameter of said.names) used.add(parameter);
    return { "Fn::Sub": said.text };
  }
}

/** A piece of text that stands for something, and what to write for it. */
interface Word {
  readonly literal: string;
  readonly text: string;
  readonly names: readonly string[];
  /** Whether more of a name may follow it: an alias prefix is one to be continued. */
  readonly open: boolean;
  /** Whether it may follow a slash, as the last part of an ARN does. */
  readonly last: boolean;
}

function wordsOf({ account, scenario, own }: Particulars): readonly Word[] {
  const role = platformRole(scenario);
  const word = (literal: string, text: string, { open = false, last = false } = {}): Word[] => {
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? "");
    return literal === "" ? [] : [{ literal, text, names, open, last }];
  };
  const arn = `arn:${scenario.partition}:iam::\${PlatformAccount}:role/\${PlatformRole}`;
  return [
    ...word(role?.arn ?? "", arn),
    ...word(account, "${AWS::AccountId}"),
    ...word(scenario.platform.account, "${PlatformAccount}"),
    ...word(scenario.platform.aliasPrefix, "${AliasPrefix}", { open: true }),
    // The longest first: one name can begin with another.
    ...Object.entries(own)
      .sort(([, one], [, other]) => other.length - one.length)
      .flatMap(([name, literal]) => word(literal, `\${${name}}`, { last: true })),
  ];
}

/** The text for `Fn::Sub`; nothing where it has none of the words, or where `Fn::Sub` might read more into it. */
function substitutable(
  text: string,
  words: readonly Word[],
): { readonly text: string; readonly names: readonly string[] } | undefined {
  if (words.every(({ literal }) => !text.includes(literal))) return undefined;
  const names: string[] = [];
  let result = "";
  let found = false;
  for (let at = 0; at < text.length; ) {
    const word = words.find((one) => text.startsWith(one.literal, at) && isWhole(text, at, one));
    if (word) {
      result += word.text;
      names.push(...word.names);
      found = true;
      at += word.literal.length;
    } else if (text.startsWith("${", at)) {
      const variable = /^\$\{[^${}!]+\}/.exec(text.slice(at, at + 1000))?.[0];
      if (variable === undefined) return undefined;
      result += `\${!${variable.slice(2)}`;
      at += variable.length;
    } else {
      result += text[at];
      at += 1;
    }
  }
  return found ? { text: result, names } : undefined;
}

/** Whether a word stands alone, not within a longer name or number. */
function isWhole(text: string, at: number, { literal, open, last }: Word): boolean {
  const before = text[at - 1] ?? "";
  const after = text[at + literal.length] ?? "";
  return !(last ? /[\w-]/ : /[\w/-]/).test(before) && (open || !/[\w+=,.@/-]/.test(after));
}

function parametersOf({ platform, guards, ...scenario }: Scenario): Record<string, Parameter> {
  const role = platformRole({ platform, guards, ...scenario });
  return {
    PlatformAccount: {
      Type: "String",
      Description: "The account where the forensic platform runs.",
      Default: platform.account,
      AllowedPattern: "^[0-9]{12}$",
    },
    PlatformRole: {
      Type: "String",
      Description: "The name of the platform's role, with its path before it where it has one.",
      Default: role?.path ?? "",
      AllowedPattern: "^[A-Za-z0-9_+=,.@/-]+$",
    },
    AliasPrefix: {
      Type: "String",
      Description: "What the aliases of the platform's temporary keys begin with.",
      Default: platform.aliasPrefix,
      AllowedPattern: "^alias/[A-Za-z0-9_/-]+$",
    },
    ExternalId: {
      Type: "String",
      Description: "The external id that the platform gives when it assumes the role.",
      Default: guards.externalId,
      AllowedPattern: "^[A-Za-z0-9_+=,.@:/-]{2,1224}$",
    },
  };
}

/** The parameters of what differs from account to account: they have no default, each account's stack says its own. */
function ownParameters(own: Particulars["own"]): Record<string, Parameter> {
  return Object.fromEntries(
    Object.keys(own).map((name): [string, Parameter] => [
      name,
      { Type: "String", Description: "The account's own: see the instances file." },
    ]),
  );
}
