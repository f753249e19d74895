import {
  exampleAccounts,
  exampleKeyId,
  exampleMultiRegionKeyId,
  type Problem,
  type Scenario,
  validateScenario,
} from "#scenario";

/** The problems of a scenario, cached for each scenario. */
export function problemsOf(scenario: Scenario): readonly Problem[] {
  const known = found.get(scenario);
  if (known) return known;
  const problems = validateScenario(scenario);
  found.set(scenario, problems);
  return problems;
}
const found = new WeakMap<Scenario, readonly Problem[]>();

/** The first message of a severity about one question. */
export function messageAbout(
  scenario: Scenario,
  path: string,
  severity: Problem["severity"],
): string | undefined {
  return problemsOf(scenario).find(
    (problem) => problem.path === path && problem.severity === severity,
  )?.message;
}

/** Whether a value is an example that the user has to replace. */
export function isExample(value: string): boolean {
  return (
    exampleAccounts.includes(value) || value === exampleKeyId || value === exampleMultiRegionKeyId
  );
}

/** The paths of questions with an example value as the answer. */
export function exampleQuestions(scenario: Scenario): readonly string[] {
  const values: [path: string, value: string][] = [
    ["platform.account", scenario.platform.account],
    ...scenario.targets.flatMap(({ id, account, keys }): [string, string][] => [
      [`targets.${id}.account`, account],
      ...keys.flatMap(({ id: keyId, type, naming }): [string, string][] =>
        type !== "aws-managed" && naming.by === "arn"
          ? [[`targets.${id}.keys.${keyId}.naming`, naming.keyId]]
          : [],
      ),
    ]),
  ];
  return values.filter(([, value]) => isExample(value)).map(([path]) => path);
}
