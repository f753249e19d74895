import { compareReach, type ReachQuestion } from "#engine";
import type { Policy } from "#policy";
import { identityOfKey, keyDocumentId, type Scenario, sourcesOf } from "#scenario";
import { aboutKey } from "../claims/parts-of-claims.ts";
import { type DecisionOptions, documentIndexOf } from "../documents/document-index.ts";
import type { PolicyReference, ScenarioDocument } from "../documents/scenario-document.ts";
import type { Layers } from "../layers/layers.ts";
import { withLayers } from "../layers/reach-layers.ts";
import { sourceKey } from "../requests/requested-key.ts";
import { rolesOf } from "../requests/roles.ts";
import { type AllowedRow, rowsOf, undecidedSentences } from "./allowed-row.ts";
import { byAnyone, byRole, servicesIn } from "./questions.ts";

/** Answers and documents: one side of a comparison. */
export interface ComparedWork {
  readonly scenario: Scenario;
  readonly documents: readonly ScenarioDocument[];
  readonly layers?: Layers | undefined;
}

/** What one key policy, one trust policy or the identity policies of one role allow on one side and not on the other. */
export interface PolicyChanges {
  /** “The key policy of key 1234abcd-… in eu-west-1”. */
  readonly about: string;
  /** The documents on both sides. */
  readonly documentIds: readonly string[];
  readonly newlyAllowed: readonly AllowedRow[];
  readonly noLongerAllowed: readonly AllowedRow[];
  /** What is not decided, each with the reason. */
  readonly undecided: readonly string[];
}

/** Everything that differs between two sides, by policy. */
export interface Changes {
  readonly policies: readonly PolicyChanges[];
  /** How many further policies differ: they were not compared. */
  readonly notCompared: number;
}

/** Other texts of documents, by their ids. Several texts of one id are attached side by side. */
export type TextsById = Readonly<Record<string, readonly string[]>>;

/** The documents with some of their texts replaced. */
export function withTexts(
  documents: readonly ScenarioDocument[],
  texts: TextsById,
): readonly ScenarioDocument[] {
  return documents.flatMap((document) =>
    Object.hasOwn(texts, document.id)
      ? (texts[document.id] ?? []).map((text) => ({ ...document, text }))
      : [document],
  );
}

/** How many policies are compared in one answer. */
const mostCompared = 20;

/**
 * Compares two sides over all requests that AWS can send. Policies whose texts are the same are left out; one that is
 * listed with no row allows exactly the same on both sides. Never throws.
 */
export function changesBetween(
  before: ComparedWork,
  after: ComparedWork,
  options: Pick<DecisionOptions, "indexes"> = {},
): Changes {
  const [old, fresh] = [unitsOf(before, options), unitsOf(after, options)];
  const different = [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (id) => old.get(id)?.text !== fresh.get(id)?.text,
  );
  return {
    policies: different
      .slice(0, mostCompared)
      .map((id) => changesOfUnit(old.get(id), fresh.get(id))),
    notCompared: Math.max(0, different.length - mostCompared),
  };
}

/** Policies that are decided together. */
interface Unit {
  readonly about: string;
  readonly documentIds: readonly string[];
  readonly text: string;
  readonly unreadable: boolean;
  readonly policies: readonly Policy[];
  /** `undefined` if a policy that joins it is not valid JSON. */
  readonly ask: (question: ReachQuestion) => ReachQuestion | undefined;
  readonly question: (policies: readonly Policy[]) => ReachQuestion;
  readonly ofIdentity: boolean;
}

function changesOfUnit(before: Unit | undefined, after: Unit | undefined): PolicyChanges {
  const unit = after ?? before;
  const about = unit?.about ?? "";
  const documentIds = [...new Set([...(before?.documentIds ?? []), ...(after?.documentIds ?? [])])];
  const common = { about, documentIds, newlyAllowed: [], noLongerAllowed: [] };
  const policies = [...(before?.policies ?? []), ...(after?.policies ?? [])];
  const notReadable = { ...common, undecided: ["Not decided: a document is not valid JSON."] };
  if (!unit || before?.unreadable || after?.unreadable) return notReadable;
  const actions = unit.ofIdentity ? { actions: servicesIn(policies) } : {};
  const [old, fresh] = [before, after].map((side) => {
    const { ask, question } = side ?? unit;
    return ask({ ...question(side?.policies ?? []), ...actions });
  });
  if (!old || !fresh) return notReadable;
  const { gained, lost, undecided } = compareReach(old, fresh);
  return {
    about,
    documentIds,
    newlyAllowed: rowsOf(gained),
    noLongerAllowed: rowsOf(lost),
    undecided: undecidedSentences(undecided),
  };
}

function unitsOf(
  { scenario, documents, layers }: ComparedWork,
  options: DecisionOptions,
): ReadonlyMap<string, Unit> {
  const index = documentIndexOf(scenario, documents, { ...options, layers });
  const texts = new Map<string, string[]>();
  for (const { id, text } of documents) texts.set(id, [...(texts.get(id) ?? []), text]);
  const units = new Map<string, Unit>();
  const add = (
    id: string,
    references: readonly PolicyReference[],
    unit: Pick<Unit, "about" | "question" | "ofIdentity">,
  ) => {
    const documentIds = [...new Set(references.flatMap(({ documentId }) => documentId ?? []))];
    if (documentIds.length === 0) return;
    units.set(id, {
      ...unit,
      ask: (question) => withLayers(index, question),
      documentIds,
      text: documentIds.flatMap((documentId) => texts.get(documentId) ?? []).join("\n"),
      unreadable: documentIds.some((documentId) => index.unreadable.has(documentId)),
      policies: references.map(index.policyOf),
    });
  };
  for (const role of rolesOf(scenario)) {
    const name = `${role.name} of ${role.account}`;
    add(`identity ${role.arn}`, index.identityPoliciesOf(role), {
      about: `The identity policy of ${name}`,
      ofIdentity: true,
      question: (policies) => byRole(index, role, policies),
    });
    const trust = index.trustPolicyOf(role);
    add(`trust ${role.arn}`, trust ? [trust] : [], {
      about: `The trust policy of ${name}`,
      ofIdentity: false,
      question: ([policy]) => ({
        resource: role.arn,
        resourceAccount: role.account,
        actions: ["sts:*"],
        ...byAnyone(policy),
      }),
    });
  }
  for (const source of sourcesOf(scenario)) {
    const { target, key, region } = source;
    const policy = index.keyPolicyOf(source);
    const id = keyDocumentId(source);
    if (key.type === "aws-managed" || policy?.documentId !== id) continue;
    const inQuestion = sourceKey(index, source, region);
    // Another piece of work has other ids for the same key.
    add(`key ${target.account} ${region} ${identityOfKey(key)}`, [policy], {
      about: `The key policy of ${inQuestion.name} in ${region}`,
      ofIdentity: false,
      question: ([own]) => ({ ...aboutKey(inQuestion), ...byAnyone(own) }),
    });
  }
  return units;
}
