import type { Scenario, Target } from "#scenario";

/** A word of a text, or the id of a layer: ARNs, ids and sentences are split at everything else. */
export const word = /layer\/\d+(?![\w-])|[\w-]+/g;

/**
 * The names of one account that another account has in the same places: of the account and its keys, and our own ids, those
 * of its layers too.
 */
export interface AccountNames {
  readonly partId: string;
  /** Each name with what stands for it in every account's text; equal accounts have names of the same length and form. */
  readonly placeholders: ReadonlyMap<string, string>;
}

/** Our own ids, as the page makes them: no sentence and no other id has a word like that. */
const ownId = /^[tk]\d+$/;
const layerId = /^layer\/\d+$/;
const account = /^\d{12}$/;
const keyId = /^(?:mrk-)?[0-9a-f]{32}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names inside a longer word, where replacing whole words would miss them. */
const insideWord = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Names of AWS without a hyphen: of accounts, and of multi-Region keys after `mrk-`. */
const runsOfDigits = [
  { run: /\d{12,100}/g, length: 12 },
  { run: /[0-9a-f]{32,100}/gi, length: 32 },
];

/** Names that Keyhole makes up: of strangers and of keys that stand for others. An account that has one equals no other. */
const madeUp = /^(\d)\1{11}$|^(?:mrk-)?0{8}[-0]|^1234abcd-12ab-34cd-56ef-1234567890ab$/;

/**
 * The names of each account that has none in common with another account or with the platform. An account whose names have
 * another form than AWS's and the page's is left out: it equals no other. `layers`: the ids of the layers by account; one
 * that several accounts have is no name.
 */
export function accountNames(
  scenario: Scenario,
  layers: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, AccountNames> {
  const owners = new Map<string, number>();
  const count = (name: string) => owners.set(name, (owners.get(name) ?? 0) + 1);
  count(scenario.platform.account);
  for (const target of scenario.targets) for (const [name] of namesOf(target)) count(name);
  for (const ids of layers.values()) for (const id of ids) count(id);
  const found = new Map<string, AccountNames>();
  for (const target of scenario.targets) {
    const names = namesOf(target);
    const isUsable =
      account.test(target.account) &&
      ownId.test(target.id) &&
      target.keys.every(
        ({ id, naming }) => ownId.test(id) && (naming.by !== "arn" || keyId.test(naming.keyId)),
      ) &&
      names.every(([name]) => owners.get(name) === 1 && !madeUp.test(name));
    if (!isUsable) continue;
    const own = [...(layers.get(target.account) ?? [])].map(
      (id, at) => [id, `\u0001l${at}`] as const,
    );
    const ownLayers = own.filter(([id]) => layerId.test(id) && owners.get(id) === 1);
    found.set(target.id, {
      partId: target.id,
      placeholders: new Map([...names, ...ownLayers]),
    });
  }
  return found;
}

function namesOf({ id, account: own, keys }: Target): readonly (readonly [string, string])[] {
  return [
    [id, "\u0001t"],
    [own, "\u0001a"],
    ...keys.flatMap((key, at) => [
      [key.id, `\u0001k${at}`] as const,
      ...(key.naming.by === "arn"
        ? [[key.naming.keyId, `\u0001${at}${key.naming.keyId.replace(/[0-9a-f]/g, "h")}`] as const]
        : []),
    ]),
  ];
}

/** Whether a name is one of our own ids, which no text of a policy has. */
export function isOwnId(name: string): boolean {
  return ownId.test(name) || layerId.test(name);
}

/** What may be names of AWS inside a longer word, in lower case. */
export function namesInside(text: string): readonly string[] {
  if (text.length < 12) return [];
  const found = [...text.matchAll(insideWord)].map(([name]) => name.toLowerCase());
  for (const { run, length } of runsOfDigits)
    for (const [digits] of text.matchAll(run))
      for (let at = 0; at + length <= digits.length; at += 1)
        found.push(digits.slice(at, at + length).toLowerCase());
  return found;
}

/** The beginning of a name of AWS at the end of a word, or its end at the beginning. */
const partOfName = /^(?:mrk-)?[0-9a-f-]*[0-9a-f][0-9a-f-]*$/i;

/**
 * Whether a pattern with wildcards fits two names of the same form alike, wherever they stand as whole words. It does not if
 * a part of a name may stand beside a wildcard: `*1111` fits one account and not another.
 */
export function treatsNamesAlike(pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return true;
  const pieces = pattern.split(/[*?]/);
  return pieces.every((piece, at) => {
    const first = at > 0 ? (/^[\w-]+/.exec(piece)?.[0] ?? "") : "";
    const last = at < pieces.length - 1 ? (/[\w-]+$/.exec(piece)?.[0] ?? "") : "";
    return !partOfName.test(first) && !partOfName.test(last);
  });
}
