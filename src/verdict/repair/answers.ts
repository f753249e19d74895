import { canChoose, type Probe, type Step, sourceIdOf } from "#acquisition";
import { createGrantFor, type Guards, routesOf, type Scenario, validateScenario } from "#scenario";
import { type Candidate, ranks } from "./candidate.ts";
import { slotsOf } from "./slots.ts";
import type { EditableStatement } from "./statement-edits.ts";

/** What a condition key asks for that an answer gives. */
const answered: Readonly<Record<string, AnsweredKey>> = {
  "aws:principalorgid": {
    guard: "organizationId",
    title: "Set your organization",
    question: "Your organization",
  },
  "sts:externalid": {
    guard: "externalId",
    title: "Set your external id",
    question: "External id",
  },
};

interface AnsweredKey {
  readonly guard: "organizationId" | "externalId";
  readonly title: string;
  readonly question: string;
}

/** The answers that statements ask for by their conditions: an organization, an external id. */
export function answersAskedBy(
  scenario: Scenario,
  statements: readonly EditableStatement[],
): readonly Candidate[] {
  return statements.flatMap(({ json }) =>
    slotsOf(json).flatMap(({ path, values }): readonly Candidate[] => {
      const key = path[0] === "Condition" ? path[2]?.toLowerCase() : undefined;
      const found = key !== undefined && Object.hasOwn(answered, key) ? answered[key] : undefined;
      if (!found) return [];
      return values
        .filter((value) => value !== scenario.guards[found.guard])
        .filter((value) => isValid(scenario, { [found.guard]: value }))
        .map((value) => answerOf(scenario.guards, found, value, json.Effect === "Deny"));
    }),
  );
}

function isValid(scenario: Scenario, guards: Partial<Guards>): boolean {
  const changed = { ...scenario, targets: [], guards: { ...scenario.guards, ...guards } };
  const paths = Object.keys(guards).map((name) => `guards.${name}`);
  return !validateScenario(changed).some(
    ({ path, severity }) => severity === "error" && paths.includes(path),
  );
}

function answerOf(
  guards: Guards,
  { guard, title, question }: AnsweredKey,
  value: string,
  ofDeny: boolean,
): Candidate {
  const before = guards[guard];
  return {
    rank: before === "" || ofDeny ? ranks.newAnswer : ranks.otherAnswer,
    title: `${title}: ${value}`,
    diff: { where: question, ...(before === "" ? {} : { removed: before }), added: value },
    change: { path: `guards.${guard}`, guards: { [guard]: value } },
  };
}

/** The answer that a step waits for whose CreateGrant is withheld. */
export function grantAnswer(scenario: Scenario, step: Step): readonly Candidate[] {
  const key = routesOf(scenario).find((route) => sourceIdOf(route) === step.sourceId)?.source.key;
  if (!key || createGrantFor(scenario, key) !== "withhold") return [];
  return [
    {
      rank: ranks.newAnswer,
      title: "Allow CreateGrant only for AWS resources",
      diff: { where: "CreateGrant", removed: "withhold", added: "only for AWS resources" },
      change: { path: "createGrant", createGrant: "aws-resources", keyId: key.id },
    },
  ];
}

/** The answer that closes an abuse, if one is known. */
export function mitigationAnswer({ mitigation }: Pick<Probe, "mitigation">): readonly Candidate[] {
  if (!mitigation || !canChoose(mitigation.id)) return [];
  const { id, path, text } = mitigation;
  return [
    {
      rank: ranks.newAnswer,
      title: text.replace(/\.$/, ""),
      diff: { where: "Your answers", added: text.replace(/\.$/, "") },
      change: { path, mitigation: id },
    },
  ];
}
