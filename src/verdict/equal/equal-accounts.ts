import type { ScenarioDocument } from "#acquisition";
import { parseDocument } from "#policy";
import type { Target } from "#scenario";
import type { Subject } from "../types.ts";
import { type AccountLayers, accountLayers, idsByAccount } from "./account-layers.ts";
import { createExchange } from "./exchange-names.ts";
import {
  type AccountNames,
  accountNames,
  isOwnId,
  namesInside,
  treatsNamesAlike,
  word,
} from "./identifiers.ts";

/** An account that is decided like another one, but for their names. */
export interface EqualAccount {
  /** The part that is decided. */
  readonly partId: string;
  /** The same for this account: in every text of plain JSON the names of the two accounts are exchanged. */
  readonly exchanged: <Value>(value: Value) => Value;
}

/** Fewer accounts are decided each by itself: comparing them is not worth it. */
const fewest = 20;

/**
 * Which accounts are decided like an earlier one, by part id. Two accounts are equal if exchanging their names (account id,
 * key ids, our own ids) in the answers and in all documents and layers that decide about them changes nothing. The authorizer,
 * the linter and `reach` treat names by nothing but equality and wildcards, so what is decided of the one holds for the other
 * with the names exchanged. Where that is not sure (a wildcard beside a part of a name, a policy variable, a name inside a
 * longer word, a name in the other answers), an account equals no other. `named` is what the documents name and no answer
 * mentions, as JSON. `onWork` is called for each document.
 */
export function equalAccounts(
  { scenario, documents, layers }: Subject,
  named: string,
  onWork: () => void,
): ReadonlyMap<string, EqualAccount> {
  if (scenario.targets.length < fewest) return new Map();
  const layered = layers ? accountLayers(layers) : [];
  const comparison = new Comparison(accountNames(scenario, idsByAccount(layered)));
  const { targets, platform, platformNaming, ...others } = scenario;
  comparison.addShared("answers", { ...others, platform, platformNaming });
  comparison.addShared("named", JSON.parse(named));
  const prefix = platformNaming?.by === "alias" ? platformNaming.aliasPrefix : "";
  comparison.addShared("prefixes", [`${platform.aliasPrefix}*`, `${prefix}*`]);
  for (const document of documents) {
    onWork();
    comparison.addDocument(document);
  }
  for (const one of layered) comparison.addLayers(one);
  for (const target of targets) comparison.addTarget(target);
  return comparison.result();
}

/** What is said of one account, in its own texts and in shared ones. */
interface Said {
  readonly names: AccountNames;
  /** With placeholders for its names. */
  readonly texts: string[];
  /** The texts of its policies. */
  readonly policies: string[];
  /** It equals no other account. */
  isDifferent: boolean;
}

class Comparison {
  readonly #accounts: ReadonlyMap<string, Said>;
  readonly #owners = new Map<string, Said>();
  /** Whether the shared texts treat all accounts alike. */
  #isSure = true;

  constructor(accounts: ReadonlyMap<string, AccountNames>) {
    this.#accounts = new Map(
      [...accounts].map(([partId, names]) => [
        partId,
        { names, texts: [], policies: [], isDifferent: false },
      ]),
    );
    for (const said of this.#accounts.values())
      for (const name of said.names.placeholders.keys()) this.#owners.set(name, said);
  }

  /** The first account of each kind is decided; the others are equal to it. */
  result(): ReadonlyMap<string, EqualAccount> {
    const equal = new Map<string, EqualAccount>();
    if (!this.#isSure) return equal;
    const exchange = createExchange(this.#owners);
    const first = new Map<string, Said | undefined>();
    for (const [partId, said] of this.#accounts) {
      if (said.isDifferent) continue;
      const text = said.texts.join("\n");
      const earlier = first.get(text);
      if (earlier) {
        const exchanged = exchange(earlier.names, said.names);
        equal.set(partId, { partId: earlier.names.partId, exchanged });
      } else if (!first.has(text))
        // Equal accounts have the same patterns: those of the first are examined.
        first.set(text, said.policies.every(areAlikeIn) ? said : undefined);
    }
    return equal;
  }

  addDocument(document: ScenarioDocument): void {
    const { text, owner, ...place } = document;
    const own = this.#accounts.get(owner);
    const where = JSON.stringify(place);
    if (own) {
      this.#addOwn(own, where, true);
      this.#addPolicy(own, text);
      return;
    }
    const parsed = parseDocument(text);
    if (parsed.ok) this.addShared(where, { where, policy: parsed.policy });
    else this.#isSure = false;
  }

  /** Layers of an account are compared like its documents; those of the platform and of others bind all accounts alike. */
  addLayers({ account, place, documents, grants = "[]" }: AccountLayers): void {
    const own = this.#owners.get(account);
    if (own) {
      this.#addOwn(own, place, true);
      for (const { text } of documents) this.#addPolicy(own, text);
      this.#addOwn(own, grants, false);
      if (!isAlikeIn(JSON.parse(grants), "")) own.isDifferent = true;
      return;
    }
    const parsed = documents.map(({ text }) => parseDocument(text));
    const policies = parsed.map((one) => (one.ok ? one.policy : undefined));
    if (policies.includes(undefined)) this.#isSure = false;
    this.addShared(place, { place, policies, grants: JSON.parse(grants) });
  }

  addTarget(target: Target): void {
    const own = this.#accounts.get(target.id);
    const { name: _, ...answers } = target;
    if (own) this.#addOwn(own, JSON.stringify(answers), true);
    else this.addShared("target", answers);
    if (!isAlikeIn(answers, "")) this.#isSure = false;
  }

  /** Answers and texts that are about all accounts. */
  addShared(place: string, value: unknown): void {
    if (!isAlikeIn(value, "")) this.#isSure = false;
    this.#collect(place, value);
  }

  /** A text that is no JSON is compared as it is. */
  #addPolicy(own: Said, text: string): void {
    own.policies.push(text);
    this.#addOwn(own, text, false);
  }

  /** Names of other accounts stay in the text, so that only texts that name the same account are equal. */
  #addOwn(own: Said, text: string, mayHaveIds: boolean): void {
    // A name may be hidden in an escape, and a placeholder is no text of a user.
    if (text.includes("\\u") || text.includes("\u0001")) own.isDifferent = true;
    const replaced = text.replace(word, (found) => {
      const placeholder = own.names.placeholders.get(found);
      if (placeholder === undefined) this.#checkOther(found);
      else if (!mayHaveIds && isOwnId(found)) own.isDifferent = true;
      return placeholder ?? found;
    });
    own.texts.push(replaced);
  }

  /** A word that is no name of the account that its text is about. */
  #checkOther(found: string): void {
    const owner = this.#owners.get(found);
    // What is decided of that account may depend on this text, which is not compared.
    if (owner) owner.isDifferent = true;
    else this.#checkInside(found);
  }

  /** Exchanging whole words misses a name inside a word: its account equals no other. */
  #checkInside(found: string): void {
    for (const name of namesInside(found)) {
      const owner = this.#owners.get(name) ?? this.#owners.get(`mrk-${name}`);
      if (owner) owner.isDifferent = true;
    }
  }

  /** What shared texts say of each account: the items of lists in any order, for AWS reads them so. */
  #collect(place: string, value: unknown): void {
    if (typeof value === "string") {
      const named = new Set<Said>();
      for (const [found] of value.matchAll(word)) {
        const owner = this.#owners.get(found);
        if (!owner) this.#checkInside(found);
        else if (isOwnId(found)) owner.isDifferent = true;
        else named.add(owner);
      }
      for (const { names, texts } of named)
        texts.push(
          `${place} ${value.replace(word, (found) => names.placeholders.get(found) ?? found)}`,
        );
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
    for (const [key, member] of Object.entries(value)) {
      for (const [found] of key.matchAll(word)) this.#checkOther(found);
      this.#collect(isList ? `${place}[]` : `${place}/${key}`, member);
    }
  }
}

/** Whether every pattern, operator and variable of a document treats names of equal form alike. */
function areAlikeIn(text: string): boolean {
  const parsed = parseDocument(text);
  return parsed.ok && isAlikeIn(parsed.policy, "");
}

/** Operators that compare more than texts: a name under them counts as a number, a time or an address. */
const comparesMoreThanTexts = /(?:^|:)(?:numeric|date|ipaddress|notipaddress|binary)/i;
const policyVariable = /\$\{(?![*?$]\})/;
/** No name of an account stands in these. */
const withoutNames = /^(?:(?:Not)?Action|Sid|Effect|Version)$/i;

function isAlikeIn(value: unknown, key: string): boolean {
  if (typeof value === "string")
    return withoutNames.test(key) || (!policyVariable.test(value) && treatsNamesAlike(value));
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) =>
    comparesMoreThanTexts.test(name)
      ? comparesTheTimeOnly(member)
      : isAlikeIn(member, Array.isArray(value) ? key : name),
  );
}

/** Whether the keys of an operator are the time of the call, compared with dates: these are no names. */
function comparesTheTimeOnly(keys: unknown): boolean {
  return (
    typeof keys === "object" &&
    keys !== null &&
    Object.entries(keys).every(
      ([key, values]) =>
        /^aws:currenttime$/i.test(key) &&
        [values].flat().every((value) => typeof value === "string" && /^\d{4}-\d\d-/.test(value)),
    )
  );
}
