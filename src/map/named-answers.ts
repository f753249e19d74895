import { type Step, type StepRequest, sourceIdOf } from "#acquisition";
import { routesOf, type Scenario, type Source } from "#scenario";

/** The paths of answers by the id of the step that follows from them. */
export type AnswersByStep = ReadonlyMap<string, readonly string[]>;

/**
 * The paths of the answers that each step of the import follows from: who calls, on which key, by which method, under which
 * restrictions, and the cards of target and key; those of other users of a key from the answers about them. It says what belongs together on the screen, not what is allowed.
 */
export function answersByStep(steps: readonly Step[], scenario: Scenario): AnswersByStep {
  const sources = new Map(routesOf(scenario).map((route) => [sourceIdOf(route), route.source]));
  const users = new Map(
    (scenario.otherUsers ?? []).flatMap(({ id }) =>
      [...sources.keys()].map((source) => [`${id}/${source}`, id]),
    ),
  );
  return new Map(
    steps.map((step) => {
      const user = users.get(step.sourceId);
      return [
        step.id,
        user === undefined
          ? answersBehind(step, scenario, sources.get(step.sourceId))
          : [`otherUsers.${user}.account`, `otherUsers.${user}.role`],
      ];
    }),
  );
}

function answersBehind(
  { kind, partId, account, region, requests }: Step,
  { platform }: Scenario,
  source: Source | undefined,
): readonly string[] {
  const target = `targets.${partId}`;
  const keyId = source?.key.id ?? "";
  const key = `${target}.keys.${keyId}`;
  const asks = (test: (request: StepRequest["request"]) => boolean) =>
    requests.some(({ request }) => test(request));
  const isGrant = asks(({ action }) => action === "kms:CreateGrant");
  return [
    `card.${partId}`,
    `card.${keyId}`,
    ...(kind === "assume-role"
      ? [
          "platform.account",
          "platform.role",
          `${target}.account`,
          `${target}.role`,
          "guards.externalId",
        ]
      : []),
    ...(kind === "vendor-list" ? ["actions"] : []),
    ...(byMethod.has(kind) ? ["method"] : []),
    ...(kind === "copy" ? ["crossAccount"] : []),
    ...(requests.some((request) => request.key?.key === "source")
      ? [`${key}.type`, `${key}.naming`, `${key}.region`]
      : []),
    ...(requests.some((request) => request.key?.key === "temporary")
      ? ["platform.aliasPrefix"]
      : []),
    ...(account === platform.account && region === platform.region ? ["platform.region"] : []),
    ...(isGrant ? ["createGrant", `${key}.createGrant`, "guards.grantOperations"] : []),
    ...(asks(hasContext("kms:viaservice")) ? ["guards.viaService"] : []),
    ...(asks(hasContext("kms:encryptioncontext:")) ? ["guards.encryptionContext"] : []),
    ...(kind === "assume-role" || asks(hasContext("aws:principalorgid"))
      ? ["guards.organizationId"]
      : []),
  ];
}

/** The ids of the steps that follow from the answer at a path. */
export function stepsFollowingFrom(path: string, answers: AnswersByStep): readonly string[] {
  return [...answers].filter(([, paths]) => paths.includes(path)).map(([id]) => id);
}

/** The calls that another method would replace. */
const byMethod: ReadonlySet<Step["kind"]> = new Set([
  "snapshot",
  "copy",
  "read-blocks",
  "create-volume",
  "attach-volume",
]);

function hasContext(start: string) {
  return ({ context }: StepRequest["request"]) =>
    Object.keys(context ?? {}).some((key) => key.toLowerCase().startsWith(start));
}
