import type { Grant, PolicySet } from "#engine";
import type { Policy } from "#policy";
import type { Random } from "../random.ts";
import type { Strangeness } from "./conditions.ts";
import { fillPattern, principals, rarePrincipals, type Subject } from "./names.ts";
import { type DocumentKind, randomPolicy } from "./statements.ts";

/** A policy set about one subject: identity and resource policies mostly, every other layer now and then. */
export function randomPolicySet(
  random: Random,
  subject: Subject,
  strangeness: Strangeness,
): PolicySet {
  const policy = (kind: DocumentKind) => randomPolicy(random, { ...strangeness, kind, subject });
  const some = (percent: number, kind: DocumentKind): Policy[] | undefined => {
    if (!random.chance(percent)) return undefined;
    return random.chance(70) ? [policy(kind)] : [policy(kind), policy(kind)];
  };
  const levels = (percent: number, kind: DocumentKind): Policy[][] | undefined => {
    if (!random.chance(percent)) return undefined;
    const count = random.chance(70) ? 1 : 2;
    return Array.from({ length: count }, () => some(100, kind) ?? []);
  };
  const isTrust = subject.service === "sts";
  const set = {
    identityPolicies: some(85, "identity"),
    permissionsBoundary: some(18, "guardrail"),
    sessionPolicies: some(18, "guardrail"),
    resourcePolicy: random.chance(85) ? policy(isTrust ? "trust" : "resource") : undefined,
    serviceControlPolicies: levels(20, "guardrail"),
    resourceControlPolicies: levels(18, "resource-guardrail"),
    endpointPolicies: some(15, random.chance(50) ? "guardrail" : "resource-guardrail"),
    grants: hasGrants(subject) && random.chance(35) ? randomGrants(random, subject) : undefined,
  };
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as PolicySet;
}

function hasGrants({ service, resources }: Subject): boolean {
  return service === "kms" && resources.some((resource) => resource.includes(":key/"));
}

function randomGrants(random: Random, { resources }: Subject): Grant[] {
  const someone = () => random.pick(random.chance(80) ? principals : rarePrincipals);
  const operation = () =>
    random.pick(["Decrypt", "CreateGrant", "kms:Encrypt", "DescribeKey", "RetireGrant"]);
  const grant = (): Grant => {
    const context = { case: random.pick(["case-1", "case-2"]) };
    return {
      granteePrincipal: someone(),
      ...(random.chance(30) ? { retiringPrincipal: someone() } : {}),
      operations: random.chance(40) ? [operation()] : [operation(), operation(), operation()],
      ...(random.chance(20) ? { keyId: fillPattern(random.pick(resources), random) } : {}),
      ...(random.chance(35)
        ? {
            constraints: random.chance(50)
              ? { encryptionContextEquals: context }
              : { encryptionContextSubset: context },
          }
        : {}),
    };
  };
  return random.chance(70) ? [grant()] : [grant(), grant()];
}
