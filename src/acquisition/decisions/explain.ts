import { authorize, type Decision, explainDecision } from "#engine";
import type { DocumentIndex } from "../documents/document-index.ts";
import {
  documentsAsked,
  hangsOn,
  hangsOnId,
  narrowed,
  type PolicyCheck,
  placeOf,
  policiesAsked,
  policySetOf,
  type StatementPlace,
  type Why,
} from "./policy-check.ts";
import { regionShutBy } from "./region-shut.ts";
import { statementsAsking } from "./unknowable.ts";

/** Why a check is decided as it is. */
export function explain(index: DocumentIndex, given: PolicyCheck): Why {
  const check = narrowed(index, given);
  const unreadable = documentsAsked(index, check).find((id) => index.unreadable.has(id));
  if (unreadable !== undefined)
    return {
      sentence: "Not decided: a document that this rests on is not valid JSON.",
      places: [{ documentId: unreadable, statement: 0 }],
      regionShutBy: [],
    };
  const set = policySetOf(index, check);
  const decision = authorize(check.request, set, { cache: index.authorizer });
  const keys = hangsOn(index, check, set);
  const deciding = keys.length > 0 ? undefined : hangsOnId(index, check, set);
  return {
    sentence:
      keys.length > 0
        ? `Not decided: a condition asks for ${keys.join(" and ")}, which only the real call has.`
        : deciding
          ? `Not decided: it hangs on the id of ${deciding.thing}, which the answers do not say. The policies ${deciding.isAllowed ? "allow" : "refuse"} it for ${deciding.id}, and not for others.`
          : explainDecision(decision),
    ...(deciding ? { hangsOnId: `the id of ${deciding.thing}` } : {}),
    ...(keys.length > 0 ? { hangsOn: keys } : {}),
    places: keys.length > 0 ? placesAsking(index, check, keys) : placesOf(index, decision, check),
    regionShutBy: regionShutBy(index, decision, check),
  };
}

/** The statements whose conditions name one of the keys. */
function placesAsking(
  index: DocumentIndex,
  check: PolicyCheck,
  keys: readonly string[],
): readonly StatementPlace[] {
  return policiesAsked(index, check).flatMap((reference) => {
    const { documentId } = reference;
    if (documentId === undefined) return [];
    const statements = statementsAsking(index.policyOf(reference), keys);
    return statements.map((statement) => ({ documentId, statement }));
  });
}

/** The deciding statements; where nothing decided, those that came close. */
function placesOf(
  index: DocumentIndex,
  { trace }: Decision,
  check: PolicyCheck,
): readonly StatementPlace[] {
  const deciding = trace.statements.filter(({ result }) => result === "applies");
  const denying = deciding.filter(({ effect }) => effect === "Deny");
  const close = trace.statements.filter(
    (statement) => statement.result === "fails" && statement.close && statement.effect === "Allow",
  );
  const shown = denying.length > 0 ? denying : [...deciding, ...close];
  return shown.flatMap(({ at }) => placeOf(index, check, at) ?? []);
}
