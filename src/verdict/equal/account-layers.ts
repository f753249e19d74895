import { type LayerDocument, type Layers, layerIndexOf } from "#acquisition";
import { parseArn } from "#policy";

/** The layers of one kind that one account, role or key has, as they join decisions. */
export interface AccountLayers {
  /** The account, or that of the role or key. */
  readonly account: string;
  /** What they belong to, and the ids of the documents, level by level: JSON. */
  readonly place: string;
  readonly documents: readonly LayerDocument[];
  /** JSON; left out if they are no grants. */
  readonly grants?: string;
}

/** A document of a layer by its position among them. */
interface Reference {
  readonly documentId?: string | undefined;
  readonly position?: number;
}

/** The layers by what they belong to. Entries that are no documents are left out, as in decisions. Never throws. */
export function accountLayers(layers: Layers): readonly AccountLayers[] {
  const index = layerIndexOf(layers, 0);
  const found: AccountLayers[] = [];
  const add = (
    kind: string,
    owner: string,
    account: string,
    levels: readonly (readonly Reference[])[],
  ) => {
    const documents = levels.map((level) =>
      level.flatMap(({ position }) => index.documents[position ?? -1] ?? []),
    );
    const ids = documents.map((level) => level.map(({ id }) => id));
    const place = JSON.stringify([kind, owner, ids]);
    found.push({ account, place, documents: documents.flat() });
  };
  for (const kind of ["serviceControlPolicies", "resourceControlPolicies"] as const)
    for (const [account, levels] of index[kind]) add(kind, account, account, levels);
  // Their names are `account/role`, or the ARN of another caller.
  for (const kind of ["permissionsBoundaries", "sessionPolicies"] as const)
    for (const [name, policies] of index[kind])
      add(kind, name, parseArn(name)?.account ?? name.slice(0, name.indexOf("/")), [policies]);
  for (const [name, policies] of index.endpointPolicies)
    add("endpointPolicies", name, name.slice(name.lastIndexOf(" ") + 1), [policies]);
  for (const [arn, grants] of index.grants)
    found.push({
      account: parseArn(arn)?.account ?? "",
      place: JSON.stringify(["grants", arn]),
      documents: [],
      grants: JSON.stringify(grants),
    });
  return found;
}

/** The ids of the documents of layers, by account. */
export function idsByAccount(
  layers: readonly AccountLayers[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { account, documents } of layers) {
    const own = ids.get(account) ?? new Set();
    ids.set(account, own);
    for (const { id } of documents) own.add(id);
  }
  return ids;
}
