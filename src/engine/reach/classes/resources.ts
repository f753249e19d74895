import { formatArn, globMatches, hasWildcard, parseArn } from "#policy";
import { compileConditions } from "../../authorizer/condition/condition.ts";
import { ContextReader } from "../../authorizer/request/context-reader.ts";
import { type Resources, resourceFits } from "../../authorizer/resource.ts";
import type { Bits } from "../boxes/bits.ts";
import type { Budget } from "../budget.ts";
import type { ReadQuestion } from "../question.ts";
import type { Comparison, ValueSet } from "../types.ts";
import { type Asked, askedBy, comparisonOf, holdsFor } from "./comparisons.ts";
import { ClassTable, type Trait } from "./describe.ts";
import { exampleValues, textOf } from "./example-values.ts";
import { globPattern, hasVariable, literalPattern } from "./pattern.ts";

interface FittingResources {
  readonly plain: Bits;
  readonly possible: Bits;
}

const noContext = new ContextReader({});

type ResourceQuestion = Pick<ReadQuestion, "resource">;

/** The resources of one or two questions: one ARN, or the classes that no pattern tells apart. */
export class ResourceTable {
  /** Accounts that patterns name; any other account of a resource is "another one". */
  readonly accounts: ReadonlySet<string>;
  readonly isFixed: boolean;
  readonly #fitting = new WeakMap<Resources, FittingResources>();
  readonly #table: ClassTable<string, Comparison>;

  constructor(
    questions: readonly ResourceQuestion[],
    elements: readonly Resources[],
    partitions: readonly string[],
    {
      keyIds,
      regions,
    }: { readonly keyIds: readonly string[]; readonly regions: readonly string[] },
    budget: Budget,
  ) {
    const fixed = questions.flatMap(({ resource }) =>
      typeof resource === "string" ? resource : [],
    );
    const like = questions.flatMap(({ resource }) => likeOf(resource));
    this.isFixed = like.length === 0 && new Set(fixed).size === 1;
    const patterns = [...like, ...fixed, ...elements.flatMap(({ written }) => written)];
    const owners = this.isFixed ? fixed : patterns;
    this.accounts = new Set(owners.map(accountOf).filter(isLiteral));
    if (this.isFixed) {
      this.#table = new ClassTable(fixed.slice(0, 1), []);
      return;
    }
    const asked = [
      ...questions.flatMap(({ resource }) =>
        typeof resource === "string"
          ? compare("StringEquals", [resource])
          : compare("StringLike", likeOf(resource)),
      ),
      ...elements.flatMap((element) => [
        ...compare("StringLike", fixedTexts(element), withVariables(element)),
        ...compare("StringLike", widenedTexts(element)),
      ]),
      ...keyIds.flatMap((keyId) => [
        ...compare("StringEquals", [keyId]),
        ...compare("StringLike", [`*:key/${literal(keyId)}`], true),
      ]),
      ...structure(patterns, partitions, this.accounts),
      ...(regions.length > 0 ? ["", ...regions] : []).flatMap((region) =>
        compare("ArnLike", [`arn:*:*:${region}:*:*`]),
      ),
    ];
    const forms = like.includes("*")
      ? undefined
      : [...like.map(globPattern), ...fixed.map((text) => literalPattern(text))];
    const examples = [
      ...fixed,
      ...patterns.map(likelyResource),
      ...keyIds,
      ...exampleValues(asked, resourceKey, budget, forms),
    ];
    // What no question asks about needs no class: every set is described within its question.
    const isAsked = (text: string) => questions.some(({ resource }) => isAskedIn(resource, text));
    const names = [...new Set(examples)].filter((text) => text !== "" && isAsked(text));
    const distinct = new Map(asked.map((one) => [one.id, one]));
    const ofAccounts = accountTraits(this.accounts, names);
    this.#table = new ClassTable(
      names,
      [...distinct.values()].map((one) => ofAccounts.get(one.id) ?? traitOf(one)),
    );
  }

  get size(): number {
    return this.#table.size;
  }

  examples(): readonly string[] {
    return this.#table.examples;
  }

  where(holds: (resource: string) => boolean): Bits {
    return this.#table.where(holds);
  }

  /** The classes that fit an element's patterns, negated or not: in any case, or if a variable has the right value. */
  fitting(element: Resources): FittingResources {
    const known = this.#fitting.get(element);
    if (known) return known;
    const templates = element.templates.filter((one) => !hasVariable(one));
    const fixed = { ...element, templates, negated: false };
    const plain = this.where((one) => resourceFits(fixed, one, noContext));
    const widened = widenedTexts(element);
    const possible =
      widened.length === 0
        ? 0n
        : this.where((one) => widened.some((text) => globMatches(text, one))) & ~plain;
    const found = { plain, possible };
    this.#fitting.set(element, found);
    return found;
  }

  /** The resources that a question asks about. */
  askedIn({ resource }: ResourceQuestion): Bits {
    return this.where((one) => isAskedIn(resource, one));
  }

  /** A set of resources that a question asks about. */
  describe(bits: Bits, { resource }: ResourceQuestion): ValueSet {
    const anyOf = this.#table.describe(bits);
    const like = likeOf(resource);
    if (like.includes("*")) return { anyOf };
    const within =
      typeof resource === "string"
        ? compare("StringEquals", [resource])
        : compare("StringLike", like);
    const tests = within.map((asked) => comparisonOf(asked, true));
    return { anyOf: anyOf.map((comparisons) => [...tests, ...withoutSame(comparisons, tests)]) };
  }
}

function isAskedIn(resource: ReadQuestion["resource"], text: string): boolean {
  if (typeof resource === "string") return text === resource;
  return resource.like.some((pattern) => globMatches(pattern, text));
}

function withoutSame(
  comparisons: readonly Comparison[],
  tests: readonly Comparison[],
): readonly Comparison[] {
  const known = new Set(tests.map((one) => JSON.stringify(one)));
  return comparisons.filter((one) => !known.has(JSON.stringify(one)));
}

/** Resources are compared as values of a key of this name. */
export const resourceKey = "resource";

/** The patterns of a question; none for one ARN. */
function likeOf(resource: ReadQuestion["resource"]): readonly string[] {
  return typeof resource === "string" ? [] : resource.like;
}

/** What the ARN says by itself: which policies decide, whose the resource is, and in which partition. */
function structure(
  patterns: readonly string[],
  named: readonly string[],
  accounts: ReadonlySet<string>,
): readonly Asked[] {
  const own = patterns.map((pattern) => parseArn(pattern)?.partition ?? "");
  const partitions = new Set([...own, ...named, "aws"]);
  return [
    ...compare("ArnLike", ["arn:*:kms:*:*:key/*"]),
    ...compare("ArnLike", ["arn:*:kms:*:*:alias/*"]),
    ...compare("ArnLike", ["arn:*:kms:*:*:alias/aws/*"]),
    ...compare("ArnLike", ["arn:*:*:*::*"]),
    ...compare("ArnLike", ["arn::*:*:*:*"]),
    ...compare("ArnLike", ["arn:*:*:*:*:*"]),
    ...[...accounts].flatMap(ofAccount),
    ...[...partitions]
      .filter(isLiteral)
      .flatMap((partition) => compare("ArnLike", [`arn:${partition}:*:*:*:*`])),
  ];
}

function compare(operator: string, values: readonly string[], variables = false): readonly Asked[] {
  if (values.length === 0) return [];
  const [condition] = compileConditions({ [operator]: { [resourceKey]: values } }, variables);
  const asked = condition && askedBy(condition, "Allow", variables);
  return asked ? [asked] : [];
}

function ofAccount(account: string): readonly Asked[] {
  return compare("ArnLike", [`arn:*:*:*:${account}:*`]);
}

/** The comparisons of accounts as traits, by id. Where a thousand accounts are told apart, each ARN is read once. */
function accountTraits(
  accounts: ReadonlySet<string>,
  resources: readonly string[],
): ReadonlyMap<string, Trait<string, Comparison>> {
  const owners = new Map(
    resources.map((resource) => {
      const [prefix, , , , account, id] = resource.split(":");
      return [resource, prefix === "arn" && id !== undefined ? account : undefined];
    }),
  );
  return new Map(
    [...accounts].flatMap((account) =>
      ofAccount(account).map((asked) => {
        const of = (resource: string) => (owners.get(resource) === account ? "1" : "0");
        return [asked.id, { ...traitOf(asked), of }] as const;
      }),
    ),
  );
}

function traitOf(asked: Asked): Trait<string, Comparison> {
  return {
    of: (resource) => (holdsFor(asked, [resource]) ? "1" : "0"),
    test: ([answer]) => comparisonOf(asked, answer === "1"),
  };
}

/** The patterns without variables. */
export function fixedTexts({ templates }: Resources): readonly string[] {
  return templates.filter((template) => !hasVariable(template)).map(({ text }) => text);
}

/** Whether `${…}` was read as more than text in the element's values. */
function withVariables({ templates }: Resources): boolean {
  return templates.some(({ pieces }) => pieces !== undefined);
}

/** A text as a pattern, with variables, that fits it alone. */
function literal(text: string): string {
  return text.replaceAll(/[*?$]/g, (char) => `\${${char}}`);
}

/** The patterns with `*` in place of variables: what a resource must fit so that it can fit with any value. */
export function widenedTexts({ templates }: Resources): readonly string[] {
  return templates.filter(hasVariable).map((template) => {
    const pieces = template.pieces?.map((piece) =>
      piece.kind === "variable" ? { kind: "pattern" as const, text: "*" } : piece,
    );
    return textOf({ ...template, pieces });
  });
}

/** Whether a part of an ARN stands for itself: a wildcard does not, nor a variable. A `$` alone is a character. */
function isLiteral(part: string): boolean {
  return part !== "" && !hasWildcard(part) && !part.includes("${");
}

function accountOf(text: string): string {
  return parseArn(text)?.account ?? "";
}

/** A resource that fits a pattern and looks like one of AWS's. */
function likelyResource(pattern: string): string {
  const arn = parseArn(pattern === "*" ? "arn:*:kms:*:*:key/*" : pattern);
  const likely = (text: string, value: string) => text.replaceAll("*", value).replaceAll("?", "x");
  if (!arn) return likely(pattern, "example");
  const { partition, service, region, account, resource } = arn;
  return formatArn({
    partition: likely(partition, "aws"),
    service: likely(service, "kms"),
    region: likely(region, "us-east-1"),
    account: likely(account, "999999999999"),
    resource: likely(resource, resource.startsWith("key/") ? exampleKeyId : "example"),
  });
}

const exampleKeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
