import { explainRequest, runAcquisition, runProbes } from "#acquisition";
import { explainDenial, readDenial } from "#denial";
import { authorize, explainDecision, lint, requestContext } from "#engine";
import { type ExportOptions, exportFiles, exportFormats } from "#export";
import { generate } from "#generator";
import { importText, mergePolicies, readTargets, targetsFrom } from "#import";
import { fromBase64Url, parseDocument, toBase64Url } from "#policy";
import { type Scenario, validateScenario } from "#scenario";
import { decodeFile, decodeState, restoreScenario } from "#share";
import type { Random } from "#testing/random";
import { pack, unpack } from "../../src/share/packing.ts";
import { anyJson, anyText, mutatedJson, mutatedText } from "./mutate.ts";
import type { Samples, Work } from "./samples.ts";

/** One input, and how it was made. */
export interface Made<Input> {
  readonly input: Input;
  readonly from: "valid" | "valid-with-changes" | "anything";
}

/** What one target came to. */
export interface Answer {
  /** Plain JSON: two answers to one input must be equal. */
  readonly value: unknown;
  /** Whether the input got past the first reader, so that what comes after it was tried too. */
  readonly isRead: boolean;
}

/** A function that takes what strangers wrote. */
export interface Target<Input = unknown> {
  readonly name: string;
  /** Of 1,000 inputs. */
  readonly share: number;
  readonly make: (random: Random) => Made<Input>;
  readonly answer: (input: Input) => Answer | Promise<Answer>;
}

/** Every target, with the valid inputs that it changes. */
export function targetsOf(samples: Samples): readonly Target[] {
  const all = [
    links(samples),
    files(samples),
    imports(samples),
    rows(samples),
    denials(samples),
    lints(samples),
    decisions(samples),
    exported(samples),
    checks(samples),
  ];
  return all as unknown as readonly Target[];
}

/** Most inputs are valid ones with changes; a few stay as they are, and some were never valid. */
function made<Input>(
  random: Random,
  ways: {
    readonly valid: () => Input;
    readonly changed: (valid: Input) => Input;
    readonly anything: () => Input;
  },
): Made<Input> {
  if (random.chance(12)) return { input: ways.anything(), from: "anything" };
  const valid = ways.valid();
  return random.chance(8)
    ? { input: valid, from: "valid" }
    : { input: ways.changed(valid), from: "valid-with-changes" };
}

const anyInput = (random: Random): string =>
  random.chance(50) ? anyText(random) : JSON.stringify(anyJson(random));

/** A text changed as JSON where it is JSON, else as text. */
function changedText(text: string, random: Random): string {
  if (random.chance(35)) return mutatedText(text, random);
  try {
    return JSON.stringify(mutatedJson(JSON.parse(text), random)) ?? "";
  } catch {
    return mutatedText(text, random);
  }
}

function links({ links: valid }: Samples): Target<string> {
  return {
    name: "links",
    share: 230,
    make: (random) =>
      made(random, {
        valid: () => random.pick(valid),
        changed: (link) => changedLink(link, random),
        anything: () =>
          random.chance(50) ? linkOf("cross-account", anyInput(random)) : anyInput(random),
      }),
    answer: async (fragment) => restored(await decodeState(fragment)),
  };
}

/** The payload of a link changed, with the checksum that goes with it; sometimes the link's own text. */
function changedLink(link: string, random: Random): string {
  const [, preset = "", packed] = link.split(".");
  if (packed === undefined || random.chance(15)) return mutatedText(link, random);
  const unpacked = unpack(fromBase64Url(packed) ?? new Uint8Array());
  return typeof unpacked === "string" ? link : linkOf(preset, changedText(unpacked.text, random));
}

const linkOf = (preset: string, payload: string) => `1.${preset}.${toBase64Url(pack(payload))}`;

function files({ files: valid }: Samples): Target<string> {
  return {
    name: "files",
    share: 230,
    make: (random) =>
      made(random, {
        valid: () => random.pick(valid),
        changed: (file) => changedText(file, random),
        anything: () => anyInput(random),
      }),
    answer: async (text) => restored(await decodeFile(text)),
  };
}

function restored(decoded: Awaited<ReturnType<typeof decodeState>>): Answer {
  if (!decoded.ok) return { value: decoded, isRead: false };
  // What a decoder lets through, the rest of the program takes for valid.
  const { scenario } = decoded.state;
  return { value: [decoded, validateScenario(scenario), restoreScenario(scenario)], isRead: true };
}

function imports({ imports: valid }: Samples): Target<string> {
  return {
    name: "imports",
    share: 90,
    make: (random) =>
      made(random, {
        valid: () => random.pick(valid),
        changed: (text) => changedText(text, random),
        anything: () => anyInput(random),
      }),
    answer: (text) => {
      const value = importText(text, "file.json");
      return { value, isRead: value.policies.length > 0 || value.format === "targets" };
    },
  };
}

interface RowsInput {
  readonly text: string;
  readonly scenario: Scenario;
  readonly mode: "add" | "replace";
}

function rows({ tables, works }: Samples): Target<RowsInput> {
  return {
    name: "rows",
    share: 180,
    make: (random) => {
      const { scenario } = random.pick(works);
      const mode = random.pick(["add", "replace"] as const);
      const { input: text, from } = made(random, {
        valid: () => random.pick(tables),
        changed: (one) => changedText(one, random),
        anything: () => anyInput(random),
      });
      return { input: { text, scenario, mode }, from };
    },
    answer: ({ text, scenario, mode }) => {
      const read = readTargets([{ text }]);
      const defaults = { role: "CadoResponseRole", region: "eu-west-1", key: "every" };
      const value = [read, targetsFrom(read.rows, scenario, { mode, defaults })];
      return { value, isRead: read.rows.length > 0 };
    },
  };
}

interface DenialInput {
  readonly text: string;
  readonly work: Work;
  readonly isAnswered: boolean;
}

function denials({ denials: valid, works }: Samples): Target<DenialInput> {
  return {
    name: "denials",
    share: 80,
    make: (random) => {
      const work = random.pick(works);
      const { input: text, from } = made(random, {
        valid: () => random.pick(valid),
        changed: (one) => changedText(one, random),
        anything: () => anyInput(random),
      });
      return { input: { text, work, isAnswered: random.chance(3) }, from };
    },
    answer: ({ text, work, isAnswered }) => {
      const read = readDenial(text, work.scenario);
      const value = isAnswered ? explainDenial(text, work.scenario, work.documents) : read;
      return { value, isRead: read.ok };
    },
  };
}

interface LintInput {
  readonly text: string;
  readonly options: Parameters<typeof lint>[1];
}

function lints({ works }: Samples): Target<LintInput> {
  return {
    name: "lint",
    share: 60,
    make: (random) => {
      const document = random.pick(random.pick(works).documents);
      const { input: text, from } = made(random, {
        valid: () => document.text,
        changed: (one) => changedText(one, random),
        anything: () => anyInput(random),
      });
      const { kind, account } = document;
      return { input: { text, options: { kind, account } }, from };
    },
    answer: ({ text, options }) => ({
      value: lint(text, options),
      isRead: parseDocument(text).ok,
    }),
  };
}

function decisions({ works }: Samples): Target<Work["requests"][number]> {
  return {
    name: "authorize",
    share: 117,
    make: (random) =>
      made(random, {
        valid: () => random.pick(random.pick(works).requests),
        changed: (asked) => {
          const { request, policies } = asked;
          if (random.chance(20)) return mutatedJson(asked, random) as typeof asked;
          return random.chance(50)
            ? { request: mutatedJson(request, random) as typeof request, policies }
            : { request, policies: mutatedJson(policies, random) as typeof policies };
        },
        anything: () => ({ request: anyJson(random), policies: anyJson(random) }) as never,
      }),
    answer: (asked) => {
      const decision = authorize(asked?.request, asked?.policies);
      const { outcome, reason } = authorize(asked?.request, asked?.policies, { trace: false });
      if (outcome !== decision.outcome) throw new Error(`${outcome} without trace, else with it`);
      const value = [decision, explainDecision(decision), requestContext(asked?.request)];
      return { value, isRead: reason.kind !== "malformed-request" };
    },
  };
}

interface DocumentsInput {
  readonly scenario: Scenario;
  readonly documents: Work["documents"];
}

/** Documents of which some have other texts; sometimes of answers that a link has changed. */
function changedDocuments(work: Work, random: Random): DocumentsInput {
  const { scenario, documents } = random.chance(25)
    ? ofScenario(restoreScenario(mutatedJson(work.scenario, random)).scenario)
    : work;
  const changed = random.below(documents.length);
  return {
    scenario,
    documents: documents.map((document, at) =>
      at === changed || random.chance(30)
        ? { ...document, text: changedText(document.text, random) }
        : document,
    ),
  };
}

const ofScenario = (scenario: Scenario): DocumentsInput => ({
  scenario,
  documents: generate(scenario),
});

/** Documents whose texts were made by nothing. */
const anyDocuments = ({ scenario, documents }: Work, random: Random): DocumentsInput => ({
  scenario,
  documents: documents.map((document) => ({ ...document, text: anyInput(random) })),
});

const areRead = ({ documents }: DocumentsInput) =>
  documents.some(({ text }) => parseDocument(text).ok);

interface ExportInput extends DocumentsInput {
  readonly format: (typeof exportFormats)[number];
  readonly options: ExportOptions;
}

function exported({ works }: Samples): Target<ExportInput> {
  return {
    name: "exports",
    share: 12,
    make: (random) => {
      const work = random.pick(works);
      const { steps, probes } = work;
      const options: ExportOptions = {
        targetRoles: random.pick(["new", "existing"]),
        keys: random.pick(["existing", "new"]),
        terraformPolicies: random.pick(["jsonencode", "policy-document"]),
        templates: random.pick(["yaml", "json"]),
        ...(random.chance(50)
          ? { report: { date: "2026-11-24", steps, probes, findings: [] } }
          : {}),
      };
      const { input, from } = made<DocumentsInput>(random, {
        valid: () => work,
        changed: () => changedDocuments(work, random),
        anything: () => anyDocuments(work, random),
      });
      const { scenario, documents } = input;
      return { input: { scenario, documents, format: random.pick(exportFormats), options }, from };
    },
    answer: (input) => ({
      value: exportFiles(input.format, input.scenario, input.documents, input.options),
      isRead: areRead(input),
    }),
  };
}

function checks({ works }: Samples): Target<DocumentsInput> {
  return {
    name: "checks",
    share: 1,
    make: (random) => {
      const work = random.pick(works);
      return made<DocumentsInput>(random, {
        valid: () => ofScenario(work.scenario),
        changed: () => changedDocuments(work, random),
        anything: () => anyDocuments(work, random),
      });
    },
    answer: (input) => {
      const { scenario, documents } = input;
      const steps = runAcquisition(scenario, documents);
      const probes = runProbes(scenario, documents);
      const places = [
        ...steps.slice(0, 3).map(({ id }) => ({ of: "step" as const, id, request: 0 })),
        ...probes.slice(0, 3).map(({ id }) => ({ of: "probe" as const, id, request: 0 })),
      ];
      const explained = places.map((place) => explainRequest(scenario, documents, place));
      const [first] = documents;
      const choices = first ? [{ documentId: first.id, theirs: [first.text] }] : [];
      const merged = mergePolicies(scenario, generate(scenario), choices);
      return { value: [steps, probes, explained, merged], isRead: areRead(input) };
    },
  };
}
