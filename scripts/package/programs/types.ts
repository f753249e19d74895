// A program of somebody else, as scripts/package.test.ts type-checks it where the package is installed: strictly, without a DOM.
import {
  type AccessRequest,
  authorize,
  type Decision,
  type DecodedState,
  decodeState,
  type ExportedFile,
  encodeState,
  exportFiles,
  exportFormats,
  type Finding,
  type GeneratedDocument,
  generate,
  type Imported,
  importText,
  lint,
  type Merged,
  matchPolicies,
  mergePolicies,
  type Policy,
  parseDocument,
  presets,
  runAcquisition,
  type Scenario,
  type Step,
  type SyntaxNode,
} from "keyhole";

const scenario: Scenario = { ...presets[0].scenario, method: "create-volume" };
const documents: readonly GeneratedDocument[] = generate(scenario);
const steps: readonly Step[] = runAcquisition(scenario, documents);
const stopped: string[] = steps.filter(({ state }) => state === "broken").map(({ id }) => id);

const request: AccessRequest = {
  principal: "arn:aws:iam::111122223333:role/CadoResponseRole",
  action: "kms:Decrypt",
  resource: "arn:aws:kms:eu-central-1:111122223333:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
};
const policy: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: request.resource }],
};
const decision: Decision = authorize(request, { identityPolicies: [policy] });
// @ts-expect-error an outcome that does not exist
const wrong: boolean = decision.outcome === "maybe";

const findings: Finding[] = lint("{}", { kind: "identity", account: "111122223333" });
const imported: Imported = importText("{}", "policy.json");
const merged: Merged = mergePolicies(
  scenario,
  documents,
  matchPolicies(imported.policies, scenario, documents).flatMap(({ best }, index) =>
    best ? [{ documentId: best.documentId, theirs: [imported.policies[index]?.text ?? ""] }] : [],
  ),
);
const files: readonly ExportedFile[] = exportFormats.flatMap((format) =>
  exportFiles(format, scenario, documents),
);
const parsed = parseDocument("{}");
const tree: SyntaxNode | undefined = parsed.tree;
const decoded: DecodedState = await decodeState(await encodeState({ scenario, edits: {} }));
// @ts-expect-error a scenario is no text
generate("cross-account");

export { decoded, files, findings, merged, stopped, tree, wrong };
