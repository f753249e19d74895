import {
  type Answered,
  answerRequest,
  createDocumentIndexCache,
  type DecisionOptions,
  type DocumentIndexCache,
  type Layers,
  remediesIfSilent,
  requestAt,
  type ScenarioDocument,
  timesAsked,
} from "#acquisition";
import type { AccessRequest, PolicySlot } from "#engine";
import { awsCommand, iamCommand, instantInWords, parseArn } from "#policy";
import { momentOf, type Scenario } from "#scenario";
import type { Explained, ExplainedDenial, Suggestion } from "./explained.ts";
import { layerNames, layerOwner, layerRemedies } from "./layer-remedies.ts";
import { otherMethod } from "./other-method.ts";
import type { AwsSaid } from "./read/aws-said.ts";
import type { Denial } from "./read/denial.ts";
import { readPaste } from "./read/read-denial.ts";
import { refusedPolicy } from "./refused-policy.ts";
import { symptomIn } from "./symptom.ts";

/**
 * Explains what AWS said: a denied call in any wrapper, words that hide a denial by KMS, or a policy that AWS refused to
 * save. AWS's word stands above what the documents say. Never throws. `indexes` keeps parsed documents between calls.
 */
export function explainDenial(
  text: string,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  layers?: Layers,
  indexes: DocumentIndexCache = createDocumentIndexCache(),
): Explained {
  const options = { layers, indexes };
  const paste = readPaste(text, scenario);
  const { denialText } = paste;
  if (denialText.ok) {
    const { from, denials, skipped } = denialText;
    return {
      kind: "denials",
      from,
      skipped,
      denials: explainAll(denials, scenario, documents, options),
    };
  }
  return (
    refusedPolicy(paste, scenario, documents) ??
    symptomIn(paste, scenario, documents, options) ?? {
      kind: "not-understood",
      why: denialText.message,
    }
  );
}

function explainAll(
  denials: readonly Denial[],
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
): readonly ExplainedDenial[] {
  const isAboutTime = timesAsked(scenario, documents, options.layers) !== undefined;
  const answers = new Map<string, Answered>();
  const answerOf = ({ request, lacksKey }: Denial): Answered | undefined => {
    if (lacksKey) return undefined;
    const name = JSON.stringify(request);
    const answered = answers.get(name) ?? answerRequest(scenario, documents, request, options);
    answers.set(name, answered);
    return answered;
  };
  const suggestions = new Map<string, Suggestion | undefined>();
  const suggestionOf = ({ request }: Denial): Suggestion | undefined => {
    const name = [request.action, request.principal, parseArn(request.resource)?.account].join(" ");
    if (!suggestions.has(name)) suggestions.set(name, otherMethod(scenario, request));
    return suggestions.get(name);
  };
  const all = denials
    .map((denial) => (isAboutTime ? atItsTime(denial, momentOf(scenario)) : denial))
    .map((denial) => ({ denial, answered: answerOf(denial) }));
  return all
    .filter((one) => !isOtherCheck(one, all))
    .map(({ denial, answered }) => {
      const suggestion = suggestionOf(denial);
      const silence = (slot: "identityPolicies" | "resourcePolicy") =>
        remediesIfSilent(scenario, documents, denial.request, slot, options);
      return {
        ...explained(denial, answered, scenario, silence),
        ...(suggestion ? { suggestion } : {}),
      };
    });
}

/** The denial with the time of its own event, which counts, not the moment of the answers. */
function atItsTime(denial: Denial, moment: string | undefined): Denial {
  const { request, time, cautions } = denial;
  if (time === undefined) {
    const decidedFor = moment ? ` Decided for ${instantInWords(moment)}.` : "";
    return {
      ...denial,
      cautions: [...cautions, `The text does not say when it was.${decidedFor}`],
    };
  }
  return {
    ...denial,
    request: requestAt(request, time),
    cautions: [...cautions, `Decided for the time of the event, ${instantInWords(time)}.`],
  };
}

interface AnsweredDenial {
  readonly denial: Denial;
  readonly answered: Answered | undefined;
}

/**
 * Whether AWS makes this check for a call that another check stopped. One call has several: the documents allow this one,
 * and AWS's reason is about the other, or the documents deny the other.
 */
function isOtherCheck({ denial, answered }: AnsweredDenial, all: readonly AnsweredDenial[]) {
  if (answered?.outcome !== "allowed") return false;
  return all.some(
    (other) =>
      other.denial !== denial &&
      other.denial.call === denial.call &&
      (denial.said === undefined || other.answered?.outcome !== "allowed"),
  );
}

function explained(
  denial: Denial,
  answered: Answered | undefined,
  scenario: Scenario,
  remediesOfSilence: RemediesOfSilence,
): ExplainedDenial {
  const { request, said, awsSaid, cautions } = denial;
  const base = {
    request,
    ...(said === undefined ? {} : { said }),
    ...(awsSaid ? { awsSaid } : {}),
    ...(answered ? { answered } : {}),
    cautions: [...cautions, ...(answered?.cautions ?? [])],
  };
  const partition = otherPartition(denial, scenario);
  if (partition !== undefined)
    return {
      ...base,
      outcome: "undecided",
      explanation: `Not decided: this is from the partition ${partition}, and the answers are for ${scenario.partition}. No policy crosses partitions, so these documents say nothing about it.`,
      remedies: [],
    };
  if (answered?.outcome === "not-judged")
    return {
      ...base,
      outcome: "not-judged",
      explanation: awsSaid
        ? `${answered.sentence} AWS says: ${awsWord(awsSaid, denial)}.`
        : answered.sentence,
      remedies: awsSaid && isOutside(awsSaid.layer) ? layerRemedies(awsSaid, request) : [],
    };
  if (awsSaid && !agrees(awsSaid, answered) && (answered || isOutside(awsSaid.layer))) {
    const byWord = byAwsWord(denial, awsSaid, answered, base);
    const { layer, explicit } = awsSaid;
    const isSilence = !explicit && (layer === "identityPolicies" || layer === "resourcePolicy");
    // The documents are silent too, in another layer: what AWS names has to speak first.
    return isSilence && answered?.outcome === "implicitly-denied"
      ? { ...byWord, remedies: [...remediesOfSilence(layer), ...byWord.remedies.slice(0, 1)] }
      : byWord;
  }
  if (!answered)
    return {
      ...base,
      outcome: "undecided",
      explanation: `Not decided: ${awsSaid ? `AWS says that ${awsWord(awsSaid, denial)}, and ` : ""}the result depends on the key. Check the request with the key’s ARN as the resource.`,
      remedies: [],
    };
  if (answered.outcome === "allowed") return deniedThoughAllowed(denial, base);
  return {
    ...base,
    outcome: answered.outcome === "unknown" ? "undecided" : answered.outcome,
    explanation: answered.sentence,
    remedies: answered.remedies,
  };
}

type RemediesOfSilence = (
  slot: "identityPolicies" | "resourcePolicy",
) => ExplainedDenial["remedies"];

type Base = Pick<ExplainedDenial, "request" | "said" | "awsSaid" | "answered" | "cautions">;

/** Whether the documents are refused by the layer that AWS names: then their own reason says more. */
function agrees({ layer, explicit }: AwsSaid, answered: Answered | undefined): boolean {
  if (!answered) return false;
  const { outcome, trace } = answered;
  if (outcome !== (explicit ? "explicitly-denied" : "implicitly-denied")) return false;
  if (layer === "unknown") return true;
  const says = trace.layers.filter(({ slot }) => slot === layer).map((one) => one.says);
  if (explicit) return says.includes("denies");
  return says.includes("nothing") || (says.length === 0 && !isOutside(layer));
}

/** Whether a layer is none of the documents that Keyhole writes: identity, key and trust policies. */
function isOutside(layer: AwsSaid["layer"]): boolean {
  return layer !== "identityPolicies" && layer !== "resourcePolicy";
}

function awsWord({ layer, explicit }: AwsSaid, { request }: Denial): string {
  if (layer === "unknown")
    return explicit ? "a Deny statement denies this call" : "no statement allows this call";
  const name = layerNames[layer];
  return explicit
    ? `an explicit Deny in ${/^i/.test(name) ? "an" : "a"} ${name} denies ${request.action}`
    : `no ${name} allows ${request.action}`;
}

/** AWS's word against the documents: they lack the layer, or differ from what is deployed. */
function byAwsWord(
  denial: Denial,
  said: AwsSaid,
  answered: Answered | undefined,
  base: Base,
): ExplainedDenial {
  const { request } = denial;
  const { layer } = said;
  const isHere =
    layer !== "unknown" && answered?.trace.layers.some(({ slot }) => slot === layer) === true;
  return {
    ...base,
    outcome: said.explicit ? "explicitly-denied" : "implicitly-denied",
    explanation: [
      `Denied: AWS says that ${awsWord(said, denial)}.`,
      whatThatMeans(layer, isHere, denial),
      documentsSay(answered),
    ]
      .filter((sentence) => sentence !== "")
      .join(" "),
    remedies: [
      ...layerRemedies(said, request),
      ...(answered && answered.outcome !== "allowed" ? answered.remedies : []),
    ],
  };
}

function whatThatMeans(layer: AwsSaid["layer"], isHere: boolean, { request }: Denial): string {
  if (layer === "unknown") return "No document here has it, and no Allow here changes that.";
  const named = `${layerNames[layer]} ${layerOwner(layer as PolicySlot, request)}`;
  if (isHere && !isOutside(layer))
    return `The ${named} here says something else, so AWS has another text of it.`;
  if (isHere) return `The ${named} here does not refuse it: what AWS has differs. Import it again.`;
  return isOutside(layer)
    ? `The ${named} decided, and it is not among these documents: no Allow here changes that.`
    : `The ${named} is not among these documents.`;
}

function documentsSay(answered: Answered | undefined): string {
  if (!answered) return "";
  if (answered.outcome === "allowed") return "The documents here would allow the request.";
  if (answered.outcome === "unknown") return "";
  return `Besides, these documents refuse it too: ${answered.sentence.replace(/^Denied: /, "")}`;
}

/** AWS names no layer, and the documents allow the request. */
function deniedThoughAllowed(denial: Denial, base: Base): ExplainedDenial {
  const { request } = denial;
  return {
    ...base,
    outcome: "undecided",
    explanation:
      "Not decided: AWS denied this call, and these documents allow it. So a policy decided that is not among them, or what is deployed differs: a service or resource control policy, a permissions boundary, a session policy, a VPC endpoint policy, another key or role, or a condition key with another value. AWS names no layer for calls across organizations. No Allow here changes that.",
    remedies: [
      {
        text: "First import what is deployed and compare it with these documents.",
        command: deployedCommand(request),
        imports: true,
      },
      ...layerRemedies({ layer: "serviceControlPolicies", explicit: true }, request).slice(0, 1),
      ...layerRemedies({ layer: "permissionsBoundary", explicit: true }, request).slice(0, 1),
    ],
  };
}

function deployedCommand({ resource, principal }: AccessRequest): string {
  const {
    partition = "aws",
    service,
    region = "",
  } = parseArn(resource) ?? parseArn(principal) ?? {};
  return service === "kms"
    ? awsCommand("kms", "get-key-policy", { region, "policy-name": "default", "key-id": resource })
    : iamCommand(partition, "get-account-authorization-details", { filter: "Role" });
}

/** The partition of the caller or resource, if it is not that of the answers. */
function otherPartition({ request }: Denial, { partition }: Scenario): string | undefined {
  const partitions = [request.principal, request.resource].map((one) => parseArn(one)?.partition);
  return partitions.find((one) => one !== undefined && one !== partition);
}
