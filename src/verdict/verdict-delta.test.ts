import { expect, test } from "vitest";
import { resultOf } from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { presets, type Scenario } from "#scenario";
import { createVerdictReceiver, createVerdictSender } from "./delta.ts";
import type { Verdict } from "./types.ts";
import { createVerifier } from "./verifier.ts";

const linter = createLinter(coreServices);
const verifier = createVerifier();
const crossRegion = scenarioOf("cross-region");

function scenarioOf(id: string): Scenario {
  const preset = presets.find((one) => one.id === id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset.scenario;
}

/** A page's checks in turn, each with every document's text changed as given; sent as a structured clone. */
function page() {
  const send = createVerdictSender();
  const receive = createVerdictReceiver();
  return (scenario: Scenario, change: (text: string, id: string) => string = (text) => text) => {
    const documents = generate(scenario).map((document) => ({
      ...document,
      text: change(document.text, document.id),
    }));
    const verdict = resultOf(verifier.verify({ scenario, documents }, linter));
    const delta = send(verdict);
    return { verdict, delta, arrived: receive(structuredClone(delta)) };
  };
}

/** What the screen shows of a verdict. */
function shown({ steps, probes, ...rest }: Verdict) {
  const decided = [...steps, ...probes].map((item) => ({
    ...item,
    requests: item.requests.map(({ request, ...others }) => ({
      ...others,
      asked: [request.principal, request.action, request.resource],
      via: request.context?.["kms:ViaService"],
    })),
  }));
  return { ...rest, decided };
}

const denyAll = (text: string, id: string) =>
  id.endsWith("/key") ? text.replaceAll('"Allow"', '"Deny"') : text;

test("every verdict of a session arrives as it was sent", () => {
  const check = page();
  const turns: Parameters<typeof check>[] = [
    [crossRegion],
    [crossRegion],
    [crossRegion, denyAll],
    [crossRegion, (text) => text.replace('"Sid": "', '"Sid": "Typed')],
    [crossRegion, (text, id) => (id === "platform/identity" ? `${text}}` : text)],
    [scenarioOf("vendor-default")],
    [{ ...crossRegion, platform: { ...crossRegion.platform, region: "eu-west-3" } }],
    [{ ...crossRegion, targets: [] }],
    [scenarioOf("aws-managed-cross-account")],
  ];
  for (const turn of turns) {
    const { verdict, arrived } = check(...turn);
    expect(shown(arrived)).toEqual(shown(verdict));
  }
});

test("a keystroke that changes no decision sends no step and no probe that asks anything", () => {
  const check = page();
  const first = check(crossRegion).arrived;
  const { delta, arrived } = check(crossRegion, (text) => text.replace("\n", "\n\n"));
  const sent = [...delta.steps.changed, ...delta.probes.changed].map(([, item]) => item);
  expect(sent.filter(({ requests }) => requests.length > 0)).toEqual([]);
  expect(arrived.probes[0]).toBe(first.probes[0]);
});
