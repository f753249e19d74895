import type { Layers } from "#acquisition";
import { grantEntriesIn, grantMember, parseArn, roleOfSession } from "#policy";
import { platformRole, type Role, type Scenario, targetRole } from "#scenario";

/** A grant that was made for a role of the import. */
export interface ImportGrant {
  readonly id: string;
  /** The role of the import that uses the grant, or may retire it. */
  readonly role: Role;
  /** Whether the role may retire it itself: it is the retiring principal. */
  readonly isRetirable: boolean;
  readonly operations: readonly string[];
}

/** The grants of one key, as imported, by what is to do with them. */
export interface GrantsOfKey {
  readonly keyArn: string;
  /** Made for a role of the import: to revoke. */
  readonly ofImport: readonly ImportGrant[];
  /** How many EC2 made for a volume: EC2 retires each when its volume is detached. */
  readonly ofVolumes: number;
  /** How many are for others: they stay. */
  readonly ofOthers: number;
}

/** The roles of an import, without duplicates. */
export function importRoles(scenario: Scenario): readonly Role[] {
  const roles = [
    platformRole(scenario),
    ...scenario.targets.map((target) => targetRole(scenario, target)),
  ];
  return [...new Map(roles.flatMap((role) => (role ? [[role.arn, role]] : []))).values()];
}

/**
 * The grants in imported output of `kms list-grants`, by key. A grant without an id, or one that cannot be read, counts
 * among those of others. Ids and ARNs become parts of commands: what has not their form is none. Never throws.
 * Source: KMS API Reference, "GrantListEntry".
 */
export function grantsByKey(
  scenario: Scenario,
  layers: Pick<Layers, "grants"> | undefined,
): readonly GrantsOfKey[] {
  const roles = importRoles(scenario);
  const ofKeys = Object.entries(layers?.grants ?? {}).filter(([keyArn]) => isOneWord(keyArn));
  return ofKeys.map(([keyArn, lists]) => {
    const ofImport: ImportGrant[] = [];
    let ofVolumes = 0;
    let ofOthers = 0;
    for (const grant of lists.flatMap(({ text }) => grantEntriesIn(text) ?? [])) {
      const id = textOf(grantMember(grant, "GrantId"));
      const isId = id !== undefined && id.length <= 128 && isOneWord(id);
      const grantee = textOf(grantMember(grant, "GranteePrincipal")) ?? "";
      const retiring = textOf(grantMember(grant, "RetiringPrincipal")) ?? "";
      const uses = roles.find((role) => isOfRole(grantee, role));
      const retires = roles.find((role) => isOfRole(retiring, role));
      const role = uses ?? retires;
      const operations = grantMember(grant, "Operations");
      if (role && isId)
        ofImport.push({
          id,
          role,
          isRetirable: retires === role,
          operations: Array.isArray(operations) ? operations.filter(isText) : [],
        });
      else if (grantee.includes("aws:ec2-infrastructure")) ofVolumes += 1;
      else ofOthers += 1;
    }
    return { keyArn, ofImport, ofVolumes, ofOthers };
  });
}

/** Whether a grant names the role, or a session of it. */
function isOfRole(principal: string, role: Role): boolean {
  if (principal === role.arn) return true;
  const arn = parseArn(principal);
  return arn?.account === role.account && roleOfSession(arn) === role.name;
}

/** Letters, digits, and what stands in ARNs: nothing that a shell reads. */
const isOneWord = (text: string) => /^[\w:/.-]+$/.test(text);
const isText = (value: unknown): value is string => typeof value === "string";
const textOf = (value: unknown) => (isText(value) ? value : undefined);
