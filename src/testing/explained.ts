import type { ScenarioDocument } from "#acquisition";
import { type Explained, type ExplainedDenial, explainDenial } from "#denial";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";

const { scenario } = presets[0];
const documents = generate(scenario);

/** Sessions of the two roles of the default preset, and its key. */
export const targetSession =
  "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
export const platformSession = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
export const sourceKey =
  "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** What AWS writes of a denied call. */
export const denialMessage = (
  principal: string,
  action: string,
  resource: string,
  reason: string,
): string =>
  `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;

/** Explains a text with the default preset and its documents, or others. Throws if the answer is of another kind. */
export function explainedAs<Kind extends Explained["kind"]>(
  kind: Kind,
  text: string,
  changed: { readonly scenario?: Scenario; readonly documents?: readonly ScenarioDocument[] } = {},
): Extract<Explained, { readonly kind: Kind }> {
  const answers = changed.scenario ?? scenario;
  const explained = explainDenial(
    text,
    answers,
    changed.documents ?? (changed.scenario ? generate(answers) : documents),
  );
  if (explained.kind !== kind) throw new Error(`not ${kind}: ${JSON.stringify(explained)}`);
  return explained as Extract<Explained, { readonly kind: Kind }>;
}

/** The only denial of a text. */
export function onlyDenial(text: string): ExplainedDenial {
  const { denials } = explainedAs("denials", text);
  const [first] = denials;
  if (!first || denials.length > 1) throw new Error(`${denials.length} denials`);
  return first;
}

/** Everything that an answer tells the user to do, as one text. */
export function whatToDo({ remedies }: Pick<ExplainedDenial, "remedies">): string {
  return remedies
    .flatMap(({ text, statement, command }) => [text, statement, command])
    .filter((text) => text !== undefined)
    .join("\n");
}
