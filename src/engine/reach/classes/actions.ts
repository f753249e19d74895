import { globMatches, hasWildcard } from "#policy";
import { carriesConditionKey, kmsAction, kmsActions } from "#policy/kms";
import { type Actions, actionFits } from "../../authorizer/action.ts";
import { acrossAccounts } from "../../authorizer/evaluation/evaluate.ts";
import { grantMismatch } from "../../authorizer/grant.ts";
import { decidingPolicyOf, viewRequest } from "../../authorizer/request/request-view.ts";
import type { Grant } from "../../authorizer/types.ts";
import { type Bits, bitsWhere, members } from "../boxes/bits.ts";
import type { Budget } from "../budget.ts";
import { asksAboutAction, type ReadQuestion } from "../question.ts";
import { exampleTexts } from "./example-texts.ts";
import { globPattern } from "./pattern.ts";

type ActionQuestion = Pick<ReadQuestion, "actions" | "actionPatterns">;

/** The calls of STS that a role's trust policy decides, and the one that needs no permission. */
const stsActions = [
  "AssumeRole",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "TagSession",
  "SetSourceIdentity",
  "GetCallerIdentity",
].map((name) => `sts:${name}`);

/** The actions of one or two questions, in classes that no policy and no rule tells apart. */
export class ActionTable {
  /** Names as AWS writes them, by class. */
  readonly classes: readonly (readonly string[])[];
  /** What the rules of evaluation tell the classes apart by, by class. */
  readonly rules: readonly string[];
  /** One action of each class, and the same in lower case. */
  readonly #examples: readonly string[];
  readonly #keys: readonly string[];
  readonly #fitting = new WeakMap<Actions, Bits>();
  readonly #without = new Map<string, Bits>();

  constructor(
    questions: readonly ActionQuestion[],
    elements: readonly Actions[],
    grants: readonly Grant[],
    budget: Budget,
  ) {
    const names = actionNames(questions, elements, budget);
    const classes = new Map<string, string[]>();
    const rules: string[] = [];
    for (const [key, name] of names) {
      const fits = elements.map((element) => (actionFits(element, key) ? "1" : "0")).join("");
      // Of one question every name is asked about.
      const asked =
        questions.length === 1
          ? ""
          : questions.map((question) => (asksAboutAction(question, key) ? "1" : "0")).join("");
      const ofRules = ruleSignature(key, grants);
      const signature = `${fits} ${asked} ${ofRules}`;
      const known = classes.get(signature);
      if (known) known.push(name);
      else {
        classes.set(signature, [name]);
        rules.push(ofRules);
      }
    }
    this.classes = [...classes.values()];
    this.rules = rules;
    this.#examples = this.classes.map(([name]) => name ?? "");
    this.#keys = this.#examples.map((name) => name.toLowerCase());
  }

  get size(): number {
    return this.classes.length;
  }

  examples(): readonly string[] {
    return this.#examples;
  }

  where(holds: (actionKey: string) => boolean): Bits {
    return bitsWhere(this.#keys, holds);
  }

  /** The classes that fit an Action element. */
  fitting(element: Actions): Bits {
    const known = this.#fitting.get(element);
    if (known !== undefined) return known;
    const bits = this.where((key) => actionFits(element, key));
    this.#fitting.set(element, bits);
    return bits;
  }

  /** The classes whose requests never have a condition key. Source: Service Authorization Reference, "Condition keys". */
  without(keyName: string): Bits {
    const known = this.#without.get(keyName);
    if (known !== undefined) return known;
    const bits = this.where((action) =>
      action.startsWith("kms:")
        ? kmsAction(action) !== undefined && !carriesConditionKey(action, keyName)
        : keyName.startsWith("kms:"),
    );
    this.#without.set(keyName, bits);
    return bits;
  }

  askedIn(question: ActionQuestion): Bits {
    return this.where((key) => asksAboutAction(question, key));
  }

  describe(bits: Bits): readonly string[] {
    return members(bits)
      .flatMap((index) => this.classes[index] ?? [])
      .sort((one, other) => (one < other ? -1 : 1));
  }
}

/** What the rules of evaluation tell actions apart by. */
function ruleSignature(key: string, grants: readonly Grant[]): string {
  const types = key.startsWith("kms:") ? (kmsAction(key)?.resourceTypes ?? ["key"]).join() : "";
  const operations = grants.map(({ granteePrincipal, operations: granted }) => {
    const principal = String(granteePrincipal);
    const view = viewRequest({ principal, action: key, resource: "*" }, false);
    return grantMismatch({ granteePrincipal, operations: granted }, view) === undefined ? "1" : "0";
  });
  return [
    decidingPolicyOf(key, true),
    decidingPolicyOf(key, false),
    types,
    acrossAccounts.has(key),
    key === "kms:retiregrant" || key === "kms:creategrant" || key === "sts:assumerole" ? key : "",
    key.startsWith("kms:") && ["kms:describekey", "kms:getpublickey"].includes(key),
    operations.join(""),
  ].join();
}

/** Every action that is asked about, by its name in lower case. */
function actionNames(
  questions: readonly ActionQuestion[],
  elements: readonly Actions[],
  budget: Budget,
): ReadonlyMap<string, string> {
  const written = elements.flatMap((element) => element.written);
  const askedFor = questions.flatMap(({ actions }) => actions ?? []);
  const reference = [...kmsActions.map(({ name }) => `kms:${name}`), ...stsActions];
  const literal = [...askedFor, ...written].filter((text) => !hasWildcard(text));
  const names = new Map<string, string>();
  for (const name of [
    ...reference,
    ...literal,
    ...inventedNames([...written, ...askedFor], budget),
  ]) {
    const key = name.toLowerCase();
    if (!key.includes(":") || names.has(key)) continue;
    if (questions.some((question) => asksAboutAction(question, key))) names.set(key, name);
  }
  return names;
}

/** Names that tell patterns apart, for services whose actions only the reference of all services has. */
function inventedNames(texts: readonly string[], budget: Budget): readonly string[] {
  const patterns = [...new Set(texts.map((text) => text.toLowerCase()))].filter(hasWildcard);
  const services = new Set(texts.map((text) => text.toLowerCase().split(":")[0] ?? ""));
  return [...services]
    .filter((service) => !hasWildcard(service) && service !== "kms" && service !== "sts")
    .flatMap((service) => {
      const own = patterns.filter((pattern) => globMatches(pattern.split(":")[0] ?? "", service));
      if (own.length === 0) return [];
      const form = [
        ...globPattern(`${service}:`),
        { kind: "one" as const },
        { kind: "many" as const },
      ];
      return exampleTexts(own.map(globPattern), budget, [form]);
    });
}
