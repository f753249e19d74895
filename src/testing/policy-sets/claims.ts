import type { Claim } from "#engine";
import type { Random } from "../random.ts";
import { randomKey } from "./conditions.ts";
import { principalPatterns, principals, type Subject } from "./names.ts";

/** A claim that some random sets keep and others break. */
export function randomClaim(random: Random, { service, actions, resources }: Subject): Claim {
  const someone = () => random.pick(random.chance(60) ? principalPatterns : principals);
  const who = random.pick<() => Claim["never"]>([
    () => ({}),
    () => ({ principals: [someone()] }),
    () => ({ principals: [someone(), "ec2.amazonaws.com"] }),
    () => ({ exceptPrincipals: [someone(), someone()] }),
    () => ({ exceptPrincipals: ["arn:aws:iam::111111111111:*", "arn:aws:sts::111111111111:*"] }),
  ])();
  const what = random.pick<() => Claim["never"]>([
    () => ({}),
    () => ({ actions: [random.pick(actions)] }),
    () => ({ exceptActions: [`${service}:*e*`] }),
  ])();
  const which = random.chance(15) ? { resources: [random.pick(resources)] } : {};
  const { name, values } = randomKey(random);
  const operator = random.pick(["StringEquals", "StringNotEquals", "StringNotLike", "Null"]);
  const value = operator === "Null" ? "true" : random.pick(values);
  const when = random.chance(50) ? { when: { [operator]: { [name]: value } } } : {};
  return { id: "random", says: "a random claim", never: { ...who, ...what, ...which, ...when } };
}
