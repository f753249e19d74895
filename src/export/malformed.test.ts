import { describe, expect, it } from "vitest";
import { createDocumentIndexCache, explainRequest, runAcquisition, runProbes } from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { mergePolicies } from "#import";
import { parseDocument, printPolicy } from "#policy";
import { allServices } from "#policy/services";
import { crossAccount } from "#testing/example-scenario";
import {
  type ExportFormat,
  type ExportOptions,
  exportFiles,
  exportFormats,
  isReport,
} from "./index.ts";

const odd = ["null", "7", '"x"', "true", "[]", "{}", "[null]", "[[]]", '{"toString":1}'];
const elements = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
];
const statement =
  '"Sid":"A","Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"';

/** Policies that are JSON objects and no policies: a value of every type in the place of each element. */
const malformed: readonly string[] = [
  "{}",
  ...odd.map((value) => `{"Statement":${value}}`),
  ...odd.map((value) => `{"Statement":[${value},{${statement}}]}`),
  ...odd.map((value) => `{"Version":${value},"Id":${value},"Statement":[{${statement}}]}`),
  ...elements.flatMap((element) =>
    odd.map((value) => `{"Statement":[{${statement},"${element}":${value}}]}`),
  ),
  ...odd.map((value) => `{"Statement":{${statement},"Condition":{"StringLike":${value}}}}`),
  ...odd.map((value) => `{"Statement":{${statement},"Condition":{"Bool":{"aws:x":${value}}}}}`),
  ...odd.map((value) => `{"Statement":{${statement},"Principal":{"AWS":${value}}}}`),
];

const documents = generate(crossAccount);
const report = { date: "2026-11-24", steps: [], probes: [], findings: [] };

describe("of documents that are JSON and no policies", () => {
  const every = malformed.map((text) => documents.map((document) => ({ ...document, text })));

  // A format is tried with the choices that it reads.
  const choicesOf = (format: ExportFormat): readonly ExportOptions[] => {
    if (format === "terraform") return [{}, { terraformPolicies: "policy-document" }];
    return isReport(format) ? [{}, { report }] : [{}];
  };

  it.each(exportFormats)("%s is written for each of them", (format) => {
    for (const given of every)
      for (const options of choicesOf(format)) {
        const files = exportFiles(format, crossAccount, given, options);
        expect(files.length, given[0]?.text).toBeGreaterThan(0);
      }
  });

  it("the import and the abuses are decided and explained", () => {
    const options = { indexes: createDocumentIndexCache() };
    for (const given of every) {
      const steps = runAcquisition(crossAccount, given, options);
      const probes = runProbes(crossAccount, given, options);
      expect(steps.length * probes.length, given[0]?.text).toBeGreaterThan(0);
      for (const { id, requests } of steps.slice(0, 3))
        if (requests.length > 0)
          expect(
            explainRequest(crossAccount, given, { of: "step", id, request: 0 }, options),
          ).toBeDefined();
    }
  });

  it("the linter says something or nothing", () => {
    const { lint } = createLinter(allServices);
    for (const text of malformed)
      for (const { kind, account } of documents)
        expect(lint(text, { kind, account })).toBeInstanceOf(Array);
  });

  it("each is merged, or it is said why not", () => {
    for (const text of malformed) {
      const choices = documents.map(({ id }) => ({ documentId: id, theirs: [text] }));
      const { documents: merged, failed } = mergePolicies(crossAccount, documents, choices);
      expect(merged.length + failed.length, text).toBe(documents.length);
    }
  });

  it("printing them keeps what they say", () => {
    for (const text of malformed) {
      const parsed = parseDocument(text);
      if (!parsed.ok) throw new Error(text);
      const { Statement } = JSON.parse(printPolicy(parsed.policy)) as { Statement?: unknown };
      const { Statement: given } = JSON.parse(text) as { Statement?: unknown };
      expect([Statement].flat(), text).toEqual([given].flat());
    }
  });
});
