import {
  type KeyState,
  momentOf,
  type RefusingKeyState,
  regionsOfKey,
  remediesOfState,
  type Source,
  stateOfKey,
} from "#scenario";
import type { Why } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { sourceKey } from "../requests/requested-key.ts";
import type { Asked, StepPlan } from "./step.ts";

/** A state in which KMS refuses calls, in words that follow the key's name. */
interface RefusingState {
  readonly words: string;
  /** What KMS answers with. */
  readonly exception: string;
  /** CreateGrant needs no key material, so that a key of a disconnected store still takes it. */
  readonly takesGrants?: true;
}

/** Source: KMS Developer Guide, "Key states of AWS KMS keys" (key state table). */
const refusingStates: Readonly<Record<RefusingKeyState, RefusingState>> = {
  disabled: { words: "is disabled", exception: "DisabledException" },
  "pending-deletion": {
    words: "is pending deletion",
    exception: "KMSInvalidStateException or DisabledException",
  },
  "pending-import": {
    words: "waits for its key material",
    exception: "KMSInvalidStateException",
  },
  expired: {
    words: "has lost its key material, which has expired",
    exception: "KMSInvalidStateException",
  },
  unavailable: {
    words: "is unavailable, because its custom key store is disconnected",
    exception: "KMSInvalidStateException",
    takesGrants: true,
  },
};

/** The calls that the states above refuse; of the others, DescribeKey is possible in every state. */
const usingCalls =
  /^kms:(Decrypt|Encrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|ReEncrypt(From|To))$/;

/** Whether KMS refuses a call on a key in this state, whatever the policies allow. */
export function isRefusedByState(state: KeyState | undefined, action: string): boolean {
  if (state === undefined || state === "enabled") return false;
  if (action === "kms:CreateGrant") return !refusingStates[state].takesGrants;
  return usingCalls.test(action);
}

/** The plans of steps; each request on the source key that the key's state refuses says why. What only the vendor documents stays. */
export function withKeyStates(
  index: DocumentIndex,
  source: Source,
  plans: readonly StepPlan[],
): readonly StepPlan[] {
  const moment = momentOf(index.scenario);
  const states = regionsOfKey(source.key).flatMap((region) => {
    const state = stateOfKey(source.key, region, moment);
    return state === undefined || state === "enabled" ? [] : [{ state, region }];
  });
  if (states.length === 0) return plans;
  const byArn = new Map(
    states.map((one) => [sourceKey(index, source, one.region).arn, one] as const),
  );
  const stopped = (asked: Asked): Asked => {
    const { action, resource } = asked.check.request;
    const found = byArn.get(resource);
    if (!found || !isRefusedByState(found.state, action)) return asked;
    return { ...asked, refused: refusalOf(index, source, found, action) };
  };
  return plans.map((plan) =>
    plan.documentedOnly ? plan : { ...plan, asked: plan.asked.map(stopped) },
  );
}

function refusalOf(
  index: DocumentIndex,
  source: Source,
  { state, region }: { readonly state: RefusingKeyState; readonly region: string },
  action: string,
): Why {
  const { words, exception } = refusingStates[state];
  const { name } = sourceKey(index, source, region);
  const call = action.slice("kms:".length);
  return {
    sentence: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${words}: KMS refuses ${call}, whatever the policies allow (${exception}).`,
    places: [],
    regionShutBy: [],
    keyState: remediesOfState(index.scenario, { ...source, region }, state),
  };
}
