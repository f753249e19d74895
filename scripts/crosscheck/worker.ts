import { type Fault, smallestFault } from "#testing/reach/membership";
import { parts, type Tally } from "./parts.ts";

/** A few checks for one process. */
interface Order {
  readonly part: string;
  readonly seed: number;
  readonly first: number;
  readonly count: number;
}

/** The most faults that one batch shows, one an index; the rest is counted. */
const mostFaults = 5;

process.on("message", ({ part, seed, first, count }: Order) => {
  void run(part, seed, first, count).then((report) => process.send?.(report));
});
// The solver's threads would keep the process alive.
process.on("disconnect", () => process.exit(0));
// The run was stopped while a batch was under way.
process.on("error", () => process.exit(1));

async function run(part: string, seed: number, first: number, count: number) {
  const check = parts[part];
  if (!check) throw new Error(`there is no part ${part}`);
  const sums: Record<string, number> = {};
  const faults: object[] = [];
  const notes: object[] = [];
  let slowest = { milliseconds: 0, index: first };
  for (let index = first; index < first + count; index += 1) {
    const begun = performance.now();
    const tally: Tally = await check(seed, index);
    const milliseconds = performance.now() - begun;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
    for (const [name, value] of Object.entries(tally))
      if (typeof value === "number") sums[name] = (sums[name] ?? 0) + value;
    sums.faults = (sums.faults ?? 0) + tally.faults.length;
    notes.push(...(tally.notes ?? []).map((note) => ({ index, ...note })));
    const fault = tally.faults[0];
    if (!fault) continue;
    sums.failing = (sums.failing ?? 0) + 1;
    if (faults.length < mostFaults)
      faults.push({ index, ...(part === "membership" ? smallestFault(fault as Fault) : fault) });
  }
  return { part, checks: count, sums, slowest, faults, notes };
}
