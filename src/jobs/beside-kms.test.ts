import { describe, expect, it } from "vitest";
import { runAcquisition, runProbes, summarise } from "#acquisition";
import { openingsOf, rehearsalOf, watchesFor } from "#evidence";
import { exportFiles, removalsOfReport } from "#export";
import { type GeneratedDocument, generate } from "#generator";
import { type Policy, restsOn } from "#policy";
import { presets, type Scenario, withKeyState } from "#scenario";
import { encodeFile } from "#share";
import { withReplacedNames } from "#share/replaced";
import { eventsOfRequests, eventsOfRun } from "#testing/cloudtrail-log";
import { matchesPattern } from "#testing/event-pattern";
import { type StillWorks, statusOf, stillWorksAfter } from "#verdict";

// What decides an import beside KMS, and what comes after it, on each documented scenario: by the functions that the page,
// the report and the command share. Each part has tests of its own in its folder.

type Decided = ReturnType<typeof decided>;

function decided(scenario: Scenario, documents: readonly GeneratedDocument[] = generate(scenario)) {
  const steps = runAcquisition(scenario, documents);
  const probes = runProbes(scenario, documents);
  const summary = summarise(scenario, steps, probes);
  const status = statusOf({ scenario, summary, steps, probes, findings: {} });
  return { scenario, documents, steps, probes, summary, status };
}

function reportOf(
  { scenario, documents, steps, probes }: Decided,
  stillWorks?: readonly StillWorks[],
): string {
  const report = { date: "2026-11-28", steps, probes, findings: [] };
  const [file] = exportFiles("report-md", scenario, documents, {
    report: stillWorks ? { ...report, stillWorks } : report,
  });
  return file?.text ?? "";
}

/** What Keyhole writes of EC2 and EBS without one action, in the hands of a user who says that it is all. */
function lacking(scenario: Scenario, action: string) {
  return generate({ ...scenario, ec2Permissions: { kind: "written" } }).map((document) => {
    if (document.kind !== "identity") return document;
    const policy = JSON.parse(document.text) as Policy;
    const Statement = [policy.Statement ?? []].flat().map((statement) => ({
      ...statement,
      Action: [statement.Action ?? []].flat().filter((one) => one !== action),
    }));
    return { ...document, text: JSON.stringify({ ...policy, Statement }) };
  });
}

/** The vendor's two examples have the accounts of “cross-account”. */
const documented = presets.flatMap(({ id, scenario }) =>
  id.startsWith("vendor-") ? [] : [[id, scenario] as const],
);

describe.each(documented)("%s", (id, scenario) => {
  const base = decided(scenario);
  const direct: Scenario = { ...scenario, method: "ebs-direct" };
  const complete: Scenario = { ...direct, ec2Permissions: { kind: "complete" } };

  it("stops where a complete policy lacks ebs:GetSnapshotBlock, and is not judged there where it is not complete", () => {
    expect(decided(complete, lacking(direct, "none")).status.kind).not.toBe("stops");
    const { status, steps } = decided(complete, lacking(direct, "ebs:GetSnapshotBlock"));
    expect(status.kind).toBe("stops");
    const refused = steps.flatMap(({ requests }) =>
      requests.flatMap(({ request, state }) => (state === "works" ? [] : [request.action])),
    );
    expect(new Set(refused)).toEqual(new Set(["ebs:GetSnapshotBlock"]));
    const partly = decided(direct, lacking(direct, "ebs:GetSnapshotBlock"));
    expect(partly.status.kind).not.toBe("stops");
    expect(partly.steps.flatMap(({ callsElsewhere = [] }) => callsElsewhere)).toContain(
      "ebs:GetSnapshotBlock",
    );
  });

  it("stops at a key that is pending deletion, in status and report; AWS keeps the state of its own keys", () => {
    const targets = scenario.targets.map((target) => ({
      ...target,
      keys: target.keys.map((key) => withKeyState(key, key.region, "pending-deletion")),
    }));
    const pending = { ...scenario, targets };
    const isOfAws = scenario.targets.some(({ keys }) =>
      keys.some(({ type }) => type === "aws-managed"),
    );
    const stopped = decided(pending, base.documents);
    const { kind, title, detail } = stopped.status;
    expect(kind === "stops").toBe(!isOfAws);
    expect(`${title} ${detail}`.includes("is pending deletion")).toBe(!isOfAws);
    const report = reportOf(stopped);
    expect(report.includes("is pending deletion")).toBe(!isOfAws);
    expect(report.includes("aws kms cancel-key-deletion ")).toBe(!isOfAws);
  });

  it("until tomorrow works today and not the day after, in status and report", () => {
    const period = { from: "", until: "2026-11-29" };
    const today = decided({ ...scenario, period, moment: "2026-11-28T12:00:00Z" });
    expect(today.status.title).toMatch(/^Works until 2026-11-29 00:00 UTC/);
    expect(reportOf(today)).toContain("until 2026-11-29 00:00 UTC");
    const dayAfter = { ...today.scenario, moment: "2026-11-30T12:00:00Z" };
    const later = decided(dayAfter, today.documents);
    const ended = "the access ended at 2026-11-29 00:00 UTC";
    expect(later.status).toMatchObject({ kind: "stops", title: `Stops: ${ended}` });
    expect(reportOf(later)).toContain(ended);
  });

  it("stops after the first step of taking it back, and the report says what still works after each", () => {
    const removals = removalsOfReport(scenario, base.documents, undefined);
    expect(removals.length).toBeGreaterThan(1);
    const after = [...stillWorksAfter(base, removals.slice(0, 2))];
    expect(after[0]?.outcome).toBe("stops");
    expect(reportOf(base, after).match(/^After it: /gm)).toHaveLength(2);
  });

  it("is watched by patterns that match what stays open, and not the import", () => {
    const openings = openingsOf(base.probes);
    const { watches, unwatched } = watchesFor(scenario, openings);
    const isMatched = (detail: Readonly<Record<string, unknown>>) =>
      watches.some(({ pattern }) =>
        matchesPattern(pattern, {
          source: `aws.${String(detail.eventSource).split(".", 1)[0]}`,
          "detail-type": "AWS API Call via CloudTrail",
          detail,
        }),
      );
    expect(eventsOfRun(base.steps).filter(isMatched)).toEqual([]);
    const said = new Set(unwatched.flatMap(({ titles }) => titles));
    const watched = openings.filter(({ title }) => !said.has(title));
    for (const { title, requests } of watched)
      expect([title, eventsOfRequests(requests).every(isMatched)]).toEqual([title, true]);
  });

  it("is rehearsed by a script that makes the run’s calls, or says why not", () => {
    const { documents, steps } = base;
    const script = exportFiles("cli", scenario, documents).find(({ path }) =>
      path.endsWith("rehearse.sh"),
    )?.text;
    const { routes, notAsked } = rehearsalOf(scenario, documents);
    const made = routes.flatMap(({ calls }) => calls.map((call) => call.id));
    expect(made.length).toBeGreaterThan(0);
    for (const call of [...made, ...notAsked.map((one) => one.id)]) expect(script).toContain(call);
    const inScript = new Set([...made, ...notAsked.map((one) => one.id)]);
    for (const { id: stepId, requests, operation, documentedOnly } of steps)
      for (const { request } of documentedOnly ? [] : requests)
        if (!/^(?:ec2|ebs):/.test(operation) && request.principal !== undefined)
          expect(inScript).toContain(`${stepId}/${request.action}`);
  });

  it("leaves none of its names when it is shared with replaced names", () => {
    const [account, role, other] = ["718293645012", "AcmeReader", "604815926373"];
    const own = JSON.parse(
      JSON.stringify(scenario)
        .replaceAll(scenario.platform.account, account)
        .replaceAll("222222222222", other)
        .replaceAll("CadoResponse", role)
        .replaceAll("1234abcd-12ab-34cd-56ef-1234567890ab", "c0ffee11-22bb-44dd-88ff-a1b2c3d4e5f6"),
    ) as Scenario;
    const { state } = withReplacedNames({ scenario: own, edits: {} });
    const shared = decided(state.scenario);
    const leaving = [
      encodeFile(state),
      reportOf(shared),
      ...shared.documents.map(({ text }) => text),
    ].join("\n");
    for (const name of [account, other, role, "c0ffee11"]) expect(leaving).not.toContain(name);
    expect(shared.summary).toEqual(base.summary);
  });

  it("says in the report what its verdict rests on", () => {
    const report = reportOf(base);
    for (const line of restsOn) expect([id, report.includes(line)]).toEqual([id, true]);
  });
});
