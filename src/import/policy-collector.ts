import { accountId, type DocumentKind, parseArn, roleName } from "#policy";
import { documentText } from "./document-text.ts";
import type {
  ImportedKey,
  ImportedLayer,
  ImportedPolicy,
  ImportedRole,
  Unresolved,
} from "./imported.ts";
import {
  maximumPolicies,
  maximumProblems,
  maximumReadLayers,
  maximumResolvedLength,
} from "./limits.ts";
import { kindOf, ownerOf } from "./policy-kind.ts";
import type { ImportProblem } from "./problem.ts";
import { optional } from "./value.ts";

/** What a reader knows about a policy besides its document. */
export interface PolicyMetadata {
  readonly title: string;
  /** Given if the input names the kind; otherwise the document decides it. */
  readonly kind?: DocumentKind;
  readonly roles?: readonly ImportedRole[];
  readonly boundaryOf?: readonly ImportedRole[];
  readonly key?: ImportedKey;
  readonly account?: string;
  readonly region?: string;
  readonly policyName?: string;
  readonly managedPolicyArn?: string;
  readonly unresolved?: readonly Unresolved[];
  /** Keeps the layout of a document that is a one-line string. */
  readonly verbatim?: boolean;
}

/** Collects the policies and problems of one text, and stops at the limits of `limits.ts`. */
export class PolicyCollector {
  readonly policies: ImportedPolicy[] = [];
  readonly layers: ImportedLayer[] = [];
  /** Roles of which every identity policy was added. */
  readonly wholeRoles: ImportedRole[] = [];
  readonly problems: ImportProblem[] = [];
  /** How many characters the resolved values of its templates may still have. */
  readonly budget = { left: maximumResolvedLength };
  private ids = new Map<string, number>();
  private isFull = false;
  /** Whether the text has more layers than were added. */
  lacksLayers = false;

  /** See `importText`. */
  readonly onWork: () => void;

  constructor(onWork: () => void = () => {}) {
    this.onWork = onWork;
  }

  /** How many documents were added so far. */
  get contentCount(): number {
    return this.policies.length + this.layers.length;
  }

  /** The present state: calling what is returned discards all that was added since. */
  mark(): () => void {
    const { policies, layers, wholeRoles, problems, isFull, lacksLayers } = this;
    const counts = [policies.length, layers.length, wholeRoles.length, problems.length] as const;
    const ids = new Map(this.ids);
    return () => {
      [policies.length, layers.length, wholeRoles.length, problems.length] = counts;
      this.ids = new Map(ids);
      this.isFull = isFull;
      this.lacksLayers = lacksLayers;
    };
  }

  /**
   * Adds a policy document in the form that IAM, CloudFormation or Terraform uses. A document that is no policy becomes
   * a problem. Returns whether it was added.
   */
  add(document: unknown, about: PolicyMetadata): boolean {
    this.onWork();
    if (this.policies.length >= maximumPolicies) {
      if (!this.isFull)
        this.problem(
          "error",
          `Only the first ${maximumPolicies} policies were read: import fewer at once.`,
        );
      this.isFull = true;
      return false;
    }
    const read = documentText(document, about.verbatim);
    if (!read.ok) {
      this.problem("error", `${about.title} was not read. ${read.message}`);
      return false;
    }
    const kind = about.kind ?? kindOf(read.policy);
    if (typeof kind !== "string") {
      this.problem(
        "error",
        `${about.title} is a resource policy of ${kind.service.slice(0, 40) || "another service"}: Keyhole works on key policies, trust policies and policies of roles.`,
      );
      return false;
    }
    const arn = about.key?.arn ?? about.roles?.[0]?.arn ?? about.managedPolicyArn;
    const place = arn === undefined ? undefined : parseArn(arn);
    const owner = kind === "key" ? ownerOf(read.policy) : undefined;
    for (const role of about.boundaryOf ?? [])
      this.addLayer({
        kind: "boundary",
        title: about.title,
        text: read.text,
        owner: role.arn ?? "",
      });
    this.policies.push({
      id: this.idOf(kind, about),
      kind,
      title: about.title,
      text: read.text,
      roles: about.roles ?? [],
      boundaryOf: about.boundaryOf ?? [],
      ...optional("key", about.key),
      ...optional("account", about.account ?? accountId(place?.account ?? "") ?? owner),
      ...optional("region", about.region ?? (place?.service === "kms" ? place.region : undefined)),
      ...optional("policyName", about.policyName),
      ...optional("managedPolicyArn", about.managedPolicyArn),
      unresolved: about.unresolved ?? [],
    });
    return true;
  }

  /** Adds a policy or grants beside the documents, whose text was checked. */
  addLayer(layer: ImportedLayer): void {
    if (this.layers.length < maximumReadLayers) this.layers.push(layer);
    else this.lacksLayers = true;
  }

  /** Adds the policy of a layer, in the forms of `add`. */
  addLayerPolicy(document: unknown, about: Omit<ImportedLayer, "text">): void {
    const read = documentText(document);
    if (read.ok) this.addLayer({ ...about, text: read.text });
    else this.problem("error", `${about.title} was not read. ${read.message}`);
  }

  /** Adds a problem, up to `maximumProblems`. `place` says where in the text it is. */
  problem(severity: ImportProblem["severity"], message: string, place?: string): void {
    if (this.problems.length < maximumProblems)
      this.problems.push({ severity, message, ...optional("place", place?.slice(0, 200)) });
  }

  /** Names the resources with policies that Keyhole does not work on: of users, buckets and other services. */
  unused(names: readonly string[]): void {
    if (names.length > 0)
      this.problem(
        "note",
        `Policies of other resources were left out (${names.length}): they decide neither about a key nor about a role.`,
        names.slice(0, 5).join(", "),
      );
  }

  /** Adds a warning that names the template conditions that were taken as true. */
  undecided(conditions: ReadonlySet<string>): void {
    if (conditions.size > 0)
      this.problem(
        "warning",
        "Only a deployment decides these conditions. The part for “true” was imported: check that it is the deployed part.",
        [...conditions].slice(0, 10).join(", "),
      );
  }

  private idOf(
    kind: DocumentKind,
    { roles, key, policyName, managedPolicyArn }: PolicyMetadata,
  ): string {
    const owner = managedPolicyArn ?? roles?.[0]?.name ?? key?.arn ?? key?.id ?? key?.alias;
    const parts = [kind, owner, managedPolicyArn === undefined ? policyName : undefined];
    const base = parts.filter((part) => part !== undefined).join(":");
    const count = (this.ids.get(base) ?? 0) + 1;
    this.ids.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  }
}

/** A role by its ARN, its name, or both. The name may have its path. Returns `undefined` if both are missing. */
export function importedRole(name: string | undefined, arn?: string): ImportedRole | undefined {
  const fromArn = parseArn(arn ?? "")?.resource;
  const known = name ?? (fromArn?.startsWith("role/") ? fromArn : undefined);
  return known === undefined ? undefined : { name: roleName(known), ...optional("arn", arn) };
}
