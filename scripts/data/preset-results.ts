import { generate, presets, verify } from "../../src/keyhole.ts";

/** What the presets come to, by preset: the texts of their documents, and each part of their verdict in a word. */
export type PresetResults = Readonly<
  Record<
    string,
    {
      readonly documents: Readonly<Record<string, string>>;
      readonly verdict: Readonly<Record<string, string>>;
    }
  >
>;

/** Generates and verifies every preset with the data that is built in. */
export function presetResults(): PresetResults {
  return Object.fromEntries(
    presets.map(({ id, scenario }) => {
      const documents = generate(scenario);
      const { status, steps, probes, claims, findings } = verify(scenario, documents);
      const rules = Object.entries(findings).flatMap(([documentId, found]) =>
        found.map(({ rule }) => [`finding ${rule} in ${documentId}`, "found"] as const),
      );
      return [
        id,
        {
          documents: Object.fromEntries(documents.map((one) => [`document ${one.id}`, one.text])),
          verdict: Object.fromEntries([
            ["status", status.title],
            ...steps.map((step) => [`step ${step.id}`, step.state] as const),
            ...probes.map((probe) => [`abuse ${probe.partId} ${probe.id}`, probe.state] as const),
            ...claims.map((claim) => [`claim ${claim.id}`, claim.result] as const),
            ...rules,
          ]),
        },
      ];
    }),
  );
}
