import { describe, expect, it } from "vitest";
import { runAcquisition } from "#acquisition";
import { auditPlatform } from "#acquisition/platforms";
import { createLinter } from "#engine/linter";
import { createReplay } from "#evidence";
import { exportFormats, exportOrder } from "#export";
import { generate } from "#generator";
import { compareWithLeast, importText, mergeInSteps, readTargets } from "#import";
import { coreServices } from "#policy/services/core";
import { presets } from "#scenario";
import { eventsOfRun, logText } from "#testing/cloudtrail-log";
import { organizationOf } from "#testing/organization";
import { consequenceOf } from "#verdict";

const [{ scenario }] = presets;
const documents = generate(scenario);
const organization = organizationOf(scenario, 4, 2);
const subject = { scenario: organization, documents: generate(organization) };
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
});
/** Names EBS by a service that `kms:ViaService` never has. */
const viaService = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": "ebs.eu-west-1.amazonaws.com" } },
    },
  ],
});
const many = (count: number, text: string) => Array.from({ length: count }, () => text);
const events = eventsOfRun(runAcquisition(scenario, documents));
const resource = `resource "aws_iam_policy" "a" {\n  policy = jsonencode(${policy})\n}`;

/** Each job in one synchronous stretch: what is done, and how many signs it shows at least. */
const jobs: readonly [job: string, signs: number, run: (onWork: () => void) => unknown][] = [
  ...exportFormats.map((format): (typeof jobs)[number] => [
    `${format} export: one for each account`,
    4,
    (onWork) =>
      exportOrder(subject, { format, options: {}, ignored: {}, date: "2026-01-01" }, { onWork }),
  ]),
  [
    "table: one for each 1,000 lines",
    2,
    (onWork) =>
      readTargets([{ text: `account\n${many(2_000, "111122223333").join("\n")}` }], onWork),
  ],
  [
    "JSON list of accounts: one for each 1,000 items",
    2,
    (onWork) => readTargets([{ text: `[${many(2_000, '{"account":"111122223333"}')}]` }], onWork),
  ],
  [
    "JSON texts in sequence: one for each",
    50,
    (onWork) => importText(many(50, policy).join("\n"), "", onWork),
  ],
  [
    "list of policies: one for each",
    20,
    (onWork) => importText(`[${many(20, policy)}]`, "", onWork),
  ],
  [
    "YAML: one for each 1,000 words",
    5,
    (onWork) => importText(many(3_000, "- a").join("\n"), "", onWork),
  ],
  [
    "Terraform text: one for each policy",
    300,
    (onWork) => importText(many(300, resource).join("\n"), "", onWork),
  ],
  [
    "text with open brackets: one for each 100,000 steps",
    8,
    (onWork) => importText(`Statement: ${"{".repeat(50_000)}`, "", onWork),
  ],
  [
    "comparison with the least policies: one for each decision",
    100,
    (onWork) => compareWithLeast(scenario, "t1/identity", [policy], undefined, onWork),
  ],
  [
    "merge: one for each decision",
    100,
    (onWork) => [
      ...mergeInSteps(
        scenario,
        documents,
        [{ documentId: "t1/identity", theirs: [policy] }],
        undefined,
        onWork,
      ),
    ],
  ],
  [
    "replayed log: one for each event and decision",
    2 * events.length,
    (onWork) => {
      const replay = createReplay(scenario, documents, {}, onWork);
      replay.file("a.json").push(new TextEncoder().encode(logText(events)), true);
      return replay.result();
    },
  ],
  [
    "Fix all: one for each round",
    2,
    (onWork) =>
      createLinter(coreServices, onWork).fixAll(viaService, "via-service-format", {
        kind: "identity",
        account: "111122223333",
      }),
  ],
  [
    "consequence of an answer: one for each decision",
    10,
    (onWork) => consequenceOf({ scenario }, onWork),
  ],
  ["audit of a platform: one for each claim", 3, (onWork) => auditPlatform("datadog", onWork)],
];

describe("a job shows signs of life while it works without a break", () => {
  it.each(jobs)("%s", (_, signs, run) => {
    let shown = 0;
    run(() => {
      shown += 1;
    });
    expect(shown).toBeGreaterThanOrEqual(signs);
  });
});
