import {
  type DecisionOptions,
  type Remedy,
  type ScenarioDocument,
  type Step,
  stepsAbout,
} from "#acquisition";
import { awsCommand, parseArn, principalName } from "#policy";
import { isRegion } from "#policy/kms";
import type { Scenario } from "#scenario";
import type { CallToFind, ExplainedSymptom } from "./explained.ts";
import { suggestion } from "./other-method.ts";
import { queriesFor } from "./queries.ts";
import type { Paste } from "./read/read-denial.ts";
import { type Symptom, symptoms } from "./symptoms.ts";
import { wordsIn } from "./words-in.ts";

/** The words in a paste that hide a denial by KMS, and how to find the denied call. Returns `undefined` for other texts. */
export function symptomIn(
  paste: Paste,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
): ExplainedSymptom | undefined {
  const words = wordsIn(paste);
  const fitting = symptoms.find((symptom) => symptom.words.test(words));
  const found = fitting?.words.exec(words)?.[0];
  if (!fitting || found === undefined) return undefined;
  const place = placeIn(words);
  const accounts = new Set([place.keyAccount, place.caller?.account, place.account].flatMap(known));
  const all = stepsAbout(scenario, documents, accounts, options);
  const steps = all.filter(({ kind }) => fitting.steps.includes(kind)).filter(isOfKey(place));
  const users = all.filter(({ requests }) => requests.length > 0).filter(isOfKey(place));
  const callers = place.caller
    ? [place.caller.account]
    : accountsOfCallers(place, steps.length > 0 ? steps : users);
  const calls = callsToFind(fitting, place, callers);
  const region = place.region ?? steps[0]?.region;
  const { partition } = (place.keyArn && parseArn(place.keyArn)) || scenario;
  return {
    kind: "symptom",
    found,
    hides: fitting.hides,
    lookFor: calls,
    ...(calls.length === 0
      ? { queries: [], remedies: keyRemedies(place), cautions: [] }
      : {
          queries: queriesFor({ calls, partition, region, keyArn: place.keyArn }),
          remedies: remediesFor(words, place),
          cautions: cautionsFor(place, callers, partition, scenario),
        }),
    steps: steps.slice(0, mostSteps),
    ...(steps.length === 0 && all.length > 0 && isOfCreateVolume(fitting, scenario)
      ? { suggestion: suggestion("create-volume", "EC2 made, attached or copied something here") }
      : {}),
  };
}

const mostSteps = 10;

/** What stands in the text. */
interface Place {
  readonly keyArn: string | undefined;
  readonly keyAccount: string | undefined;
  readonly caller: { readonly name: string; readonly account: string } | undefined;
  /** The account of an EventBridge event. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

function placeIn(words: string): Place {
  const keyArn = /arn:aws[\w-]{0,20}:kms:[a-z\d-]{1,30}:\d{12}:key\/[\w-]{1,64}/.exec(words)?.[0];
  const key = keyArn === undefined ? undefined : parseArn(keyArn);
  const principal =
    /arn:aws[\w-]{0,20}:(?:iam|sts)::\d{12}:(?:role|assumed-role|user)\/[\w+=,.@/:-]{1,512}/.exec(
      words,
    );
  const zone = /\b([a-z]{2}(?:-[a-z]{2,12}){1,3}-\d)[a-f]?\b/.exec(
    words.replace(/arn:\S{1,300}/g, " "),
  )?.[1];
  const region = key?.region ?? zone;
  return {
    keyArn,
    keyAccount: key?.account,
    caller: principal ? principalName(principal[0].replace(/[,.:]+$/, "")) : undefined,
    account: /"account"\s*:\s*"(\d{12})"/.exec(words)?.[1],
    region: region !== undefined && isRegion(region) ? region : undefined,
  };
}

const known = (text: string | undefined) => (text ? [text] : []);

function isOfKey({ keyArn }: Place): (step: Step) => boolean {
  return ({ requests }) =>
    keyArn === undefined || requests.some(({ request }) => request.resource === keyArn);
}

/** The accounts where CloudTrail may have logged the calls: denied calls are in the caller's only (facts §8). */
function accountsOfCallers(place: Place, steps: readonly Step[]): readonly string[] {
  if (place.account) return [place.account];
  const ofSteps = [...new Set(steps.map(({ actorAccount }) => actorAccount))].slice(0, 5);
  return ofSteps.length > 0 ? ofSteps : known(place.keyAccount);
}

function callsToFind(
  { calls, by }: Symptom,
  { caller, region, keyArn }: Place,
  accounts: readonly string[],
): readonly CallToFind[] {
  const [only, ...others] = accounts;
  return calls.map((name) => ({
    action: `kms:${name}`,
    by: caller ? caller.name : by,
    ...(only !== undefined && others.length === 0 ? { account: only } : {}),
    ...(region ? { region } : {}),
    ...(keyArn ? { keyArn } : {}),
  }));
}

function remediesFor(words: string, place: Place): readonly Remedy[] {
  const encoded = /encoded authorization failure message:?\s*([\w-]{20,20000})/i.exec(words)?.[1];
  return [
    ...(/encoded authorization failure message|UnauthorizedOperation/i.test(words)
      ? [
          {
            text: "This message is encoded. Decode it, and paste the output here:",
            command: awsCommand("sts", "decode-authorization-message", {
              "encoded-message": encoded ?? "MESSAGE",
            }),
          },
        ]
      : []),
    ...keyRemedies(place),
    { text: "Paste the event that you find here: it has the caller, the call and AWS’s reason." },
  ];
}

function keyRemedies({ keyArn, region }: Place): readonly Remedy[] {
  return keyArn
    ? [
        {
          text: "See whether the key is enabled:",
          command: awsCommand("kms", "describe-key", {
            "key-id": keyArn,
            query: "KeyMetadata.KeyState",
            ...(region ? { region } : {}),
          }),
        },
      ]
    : [];
}

function cautionsFor(
  { keyArn, caller }: Place,
  accounts: readonly string[],
  partition: string,
  scenario: Scenario,
): readonly string[] {
  return [
    ...(partition === scenario.partition
      ? []
      : [
          `The text is from the partition ${partition}, and the answers are for ${scenario.partition}.`,
        ]),
    ...(caller === undefined && accounts.length > 1
      ? [`The caller may be in one of these accounts: ${accounts.join(", ")}.`]
      : []),
    `CloudTrail shows a denied call only in the account of the caller${keyArn && caller === undefined ? ", which need not be the key’s account" : ""}. A trail may leave out KMS events; the event history of the console has them for 90 days.`,
  ];
}

function isOfCreateVolume({ steps }: Symptom, { method }: Scenario): boolean {
  return (
    method === "ebs-direct" && (steps.includes("create-volume") || steps.includes("attach-volume"))
  );
}
