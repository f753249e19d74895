import { instantAt, instantInWords } from "#policy";
import { periodOf, type Route } from "#scenario";
import { checkAt, type PolicyCheck } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { stepsOfRoute } from "../steps/route-steps.ts";
import type { ProbePlan } from "./probe.ts";

/** The run outside the period of the answers: each of its calls before the first moment of access, and from the last on. */
export function periodProbes(index: DocumentIndex, route: Route): readonly ProbePlan[] {
  const { from, until } = periodOf(index.scenario);
  const { target, key, region } = route.source;
  const checks = (moment: string) =>
    heldChecks(index, route).map((check) => checkAt(check, moment));
  const plan = (kind: string, title: string, moment: string): ProbePlan => ({
    kind,
    of: `${target.id}/${key.id}/${region}`,
    title,
    about: `the import from ${target.account} in ${region}`,
    key,
    checks: checks(moment),
  });
  return [
    ...(from === undefined
      ? []
      : [
          plan(
            "before-start",
            `Make a call of the import before ${instantInWords(from)}`,
            instantAt(Date.parse(from) - 1000),
          ),
        ]),
    ...(until === undefined
      ? []
      : [plan("after-end", `Make a call of the import after ${instantInWords(until)}`, until)]),
  ];
}

/**
 * The calls that a period ends, also those that only the vendor documents: a grant works on without any policy. Left out
 * are the retirement of a temporary key, which must stay possible, CreateAlias on an alias, which does nothing without the
 * key, and the use of alias/aws/ebs through EC2, which its policy gives to every role of its account.
 */
function heldChecks(index: DocumentIndex, route: Route): readonly PolicyCheck[] {
  return stepsOfRoute(index, route)
    .filter(({ kind }) => kind !== "retire-temporary-key")
    .flatMap(({ asked }) => asked.map(({ check }) => check))
    .filter(
      ({ request, resourcePolicy, granted }) =>
        !request.resource.includes(":alias/") &&
        !(
          resourcePolicy?.isOfAwsManagedKey &&
          (granted || request.context?.["kms:ViaService"] !== undefined)
        ),
    );
}
