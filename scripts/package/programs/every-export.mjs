// @ts-check
// A program of somebody else, as scripts/package.test.ts runs it where the package is installed: it calls every function of
// the package on real input, and prints what it exports and what was answered as JSON.
import * as keyhole from "keyhole";

/** @type {Record<string, unknown>} */
const answers = {};
/** @type {any} */
const called = new Proxy(keyhole, {
  get(functions, symbol) {
    const name = String(symbol);
    const value = Reflect.get(functions, name);
    if (typeof value !== "function") {
      answers[name] = value;
      return value;
    }
    return (/** @type {unknown[]} */ ...args) => {
      const answer = /** @type {(...args: unknown[]) => unknown} */ (value)(...args);
      answers[name] = answer;
      return answer;
    };
  },
});

const { scenario } = called.presets.find((/** @type {any} */ one) => one.id === "cross-account");
called.validateScenario(scenario);
called.asksForTime('{ "DateLessThan": { "aws:CurrentTime": "2026-12-01" } }');
called.withMoment(scenario, () => true, called.instantOf("2026-12-01 17:00"));
const documents = called.generate(scenario);
const [first] = documents;
called.restsOn.join();
called.notesOf(scenario, documents);
called.pastLimits(documents);
const [option] = called.sizeOptionsFor(scenario);
called.beyondListOf(scenario, option.naming);
const checked = called.verify(scenario, documents);
answers.verifyInSteps = [...called.verifyInSteps(scenario, documents)];
called.verifyAccount(scenario, documents, scenario.targets[0].id);
const parsed = called.parseDocument(first.text);
called.printPolicy(parsed.policy);

const steps = called.runAcquisition(scenario, documents);
const probes = called.runProbes(scenario, documents);
called.runOtherUsers(scenario, documents);
called.auditPlatform(called.publishedPlatforms[0].id);
called.summarise(scenario, steps, probes);
called.runByPart(scenario, documents);
called.checkRegions(scenario, documents, steps);
called.explainRequest(scenario, documents, { of: "step", id: steps[0].id, request: 0 });
const { request } = steps[0].requests[0];
called.answerRequest(scenario, documents, request);
called.requestContext(request);
const decision = called.authorize(
  request,
  { identityPolicies: [parsed.policy] },
  { cache: called.createAuthorizerCache() },
);
called.explainDecision(decision);

called.runClaims(scenario, documents);
const about = { policies: { identityPolicies: [parsed.policy] }, resource: request.resource };
const { allowed } = called.reach(about);
called.cellIncludes(allowed[0], request);
called.explainCell(allowed[0]);
called.compareReach(about, { ...about, policies: { identityPolicies: [] } });
called.holds({ id: "any", says: "nobody calls anything", never: {} }, about);

const denialByAws = `User: ${request.principal} is not authorized to perform: ${request.action} on resource: ${request.resource} because no identity-based policy allows the ${request.action} action`;
called.readDenial(denialByAws, scenario);
called.explainDenial(denialByAws, scenario, documents);
const replay = called.createReplay(scenario, documents);
replay.file("empty.json").push(new TextEncoder().encode('{"Records":[]}'), true);
answers.createReplay = replay.result();
called.dryRunCalls(scenario, documents);
called.compareAnswers('{"keyholeVerify":1,"calls":[]}', scenario, documents);

called.isCounted(steps[0]);
called.isLeftOpen(checked.claims[0]);
called.changesBetween({ scenario, documents }, { scenario, documents: documents.slice(1) });
called.documentTitle(first);
called.isKeyholeFile(first.text);
called.parseArn(request.principal);
called.sceneToMermaid(called.sceneOf(scenario, checked));
answers.stillWorksAfter = [
  ...called.stillWorksAfter({ scenario, documents }, called.removalsOfReport(scenario, documents)),
].at(-1)?.outcome;
const reported = called.reportFindings(checked.findings, documents, {});
called.codeBlock("json", [called.markdownText("*a*")]);
called.verdictAsMarkdown(scenario, { ...checked, summary: [], findings: reported }, String);

const options = called.lintOptions(scenario, documents)(first);
answers.lintOptions = options;
const star = '{ "Statement": { "Effect": "Allow", "Action": "kms:*", "Resource": "*" } }';
const findings = called.lint(star, options);
called.newLayerId([]);
called.layersFrom([
  { id: "layer/1", kind: "endpoint", title: "a", text: star, owner: "111122223333" },
]);
called.lintRules.find((/** @type {any} */ rule) => rule.id === findings[0].rule);
called.applyFix(star, findings.find((/** @type {any} */ finding) => finding.fix).fix);

const { policies } = called.importText(
  'Statement:\n  Effect: Allow\n  Action: kms:Decrypt\n  Resource: "*"\n',
  "policy.yaml",
);
called.accountOfPolicy({ ...policies[0], account: "111122223333" });
called.matchPolicies(policies, scenario, documents);
called.mergePolicies(scenario, documents, [{ documentId: first.id, theirs: [policies[0].text] }]);
const { rows } = called.readTargets([{ text: "account\n444455556666\n" }]);
called.targetsFrom(rows, scenario, { mode: "add", defaults: {} });

answers.exportFiles = called.exportFormats.map((/** @type {any} */ format) =>
  keyhole.exportFiles(format, scenario, documents, {
    stackSet: { organizationalUnits: ["ou-ab12-cdefghij"], regions: ["eu-central-1"] },
    report: { date: "2026-01-01", steps, probes, findings: [] },
  }),
);
const state = { scenario, edits: { [first.id]: star } };
await called.decodeState(await called.encodeState(state));
await called.decodeFile(called.encodeFile(state));
called.namesAsJson(called.withReplacedNames(state));

const settled = await Promise.all(
  Object.entries(answers).map(async ([name, answer]) => [name, await answer]),
);
// A syntax tree names the parent of each node, which JSON cannot.
const withoutParents = (/** @type {string} */ key, /** @type {unknown} */ value) =>
  key === "parent" ? undefined : value;
console.log(
  JSON.stringify(
    { exports: Object.keys(keyhole), answers: Object.fromEntries(settled) },
    withoutParents,
  ),
);
