import { generate } from "#generator";
import { presets } from "#scenario";
import { type Verdict, verify } from "#verdict";

const verdicts = new Map<string, Required<Verdict>>();

/**
 * What `verify` says of a preset's generated documents. Test files that run in one process share it: nobody may change it.
 * Throws if there is no such preset.
 */
export function verdictOfPreset(id: string): Required<Verdict> {
  const known = verdicts.get(id);
  if (known) return known;
  const scenario = presets.find((one) => one.id === id)?.scenario;
  if (!scenario) throw new Error(`no preset ${id}`);
  const verdict = verify(scenario, generate(scenario));
  verdicts.set(id, verdict);
  return verdict;
}
