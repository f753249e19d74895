import { type Random, randomFor } from "#testing/random";
import { samplesOf } from "./samples.ts";
import { type Made, type Target, targetsOf } from "./targets.ts";

/** Milliseconds that one answer may take. */
const longest = 1_000;
/** So often an input is asked for once more after others. */
const againEvery = 4;
/** Failures of one kind have one cause: so many kinds are told, each with its first input. */
const mostFailures = 20;

/** Inputs of one target, by how they were made and how far they came. */
export interface Tally {
  readonly target: string;
  inputs: number;
  /** Of the inputs: valid ones with a few changes. */
  changed: number;
  /** Of the inputs: those that the first reader took. */
  read: number;
  /** Of the changed ones: those that the first reader took. */
  changedAndRead: number;
  milliseconds: number;
}

/** An input for which a promise does not hold; seed and index make it again. */
export interface FuzzFailure {
  /** Failures with the same kind have one cause. */
  readonly kind: string;
  readonly seed: number;
  readonly index: number;
  readonly target: string;
  readonly problem: string;
  readonly input: unknown;
}

export interface FuzzReport {
  readonly tallies: readonly Tally[];
  readonly failures: readonly FuzzFailure[];
}

/** Tries inputs by their index. `onInput` is called with each before it is tried, and with what was tried so far. */
export interface Fuzz {
  readonly run: (
    range: { readonly seed: number; readonly first: number; readonly count: number },
    onInput?: (index: number, tallies: readonly Tally[]) => void,
  ) => Promise<FuzzReport>;
  /** The input of an index, as the report prints it. */
  readonly inputAt: (
    seed: number,
    index: number,
  ) => { readonly target: string; readonly input: unknown };
}

/**
 * Gets the targets ready. Each input is frozen and asked for twice at once; every fourth one also, as a copy, after the
 * next input of its target. It fails if anything is thrown (so does a change of the input), if an answer takes longer
 * than a second whenever it is asked for, or if two answers differ. `scenarios`: how many there are beside the presets.
 */
export async function createFuzz(scenarios = 25): Promise<Fuzz> {
  return fuzzOf(targetsOf(deepFrozen(await samplesOf(scenarios))));
}

/** The same for other targets. */
export function fuzzOf(targets: readonly Target[]): Fuzz {
  return {
    run: (range, onInput = () => {}) => new Run(targets, range.seed).all(range, onInput),
    inputAt: (seed, index) => {
      const { target, made } = inputOf(targets, seed, index);
      return { target: target.name, input: made().input };
    },
  };
}

function inputOf(targets: readonly Target[], seed: number, index: number) {
  const random = randomFor(seed, index);
  const target = targetFor(targets, random);
  return { target, made: () => deepFrozen(target.make(random)) };
}

function targetFor(targets: readonly Target[], random: Random): Target {
  let left = random.below(targets.reduce((sum, { share }) => sum + share, 0));
  for (const target of targets) {
    left -= target.share;
    if (left < 0) return target;
  }
  throw new Error("no target");
}

interface Answered {
  readonly index: number;
  readonly input: unknown;
  readonly text: string;
}

class Run {
  private readonly tallies: ReadonlyMap<string, Tally>;
  private readonly failures = new Map<string, FuzzFailure>();
  /** By target: an input that is asked for once more after the next. */
  private readonly before = new Map<string, Answered>();
  private readonly targets: readonly Target[];
  private readonly seed: number;

  constructor(targets: readonly Target[], seed: number) {
    this.targets = targets;
    this.seed = seed;
    this.tallies = new Map(
      targets.map(({ name }) => [
        name,
        { target: name, inputs: 0, changed: 0, read: 0, changedAndRead: 0, milliseconds: 0 },
      ]),
    );
  }

  async all(
    { first, count }: { readonly first: number; readonly count: number },
    onInput: (index: number, tallies: readonly Tally[]) => void,
  ): Promise<FuzzReport> {
    const tallies = [...this.tallies.values()];
    for (let index = first; index < first + count; index += 1) {
      onInput(index, tallies);
      await this.one(index);
      if (this.failures.size >= mostFailures) break;
    }
    return { tallies, failures: [...this.failures.values()] };
  }

  private async one(index: number): Promise<void> {
    const { target, made } = inputOf(this.targets, this.seed, index);
    const start = performance.now();
    let input: unknown;
    try {
      const one = made();
      input = one.input;
      const { text, isRead } = await this.asked(target, input);
      this.count(target, one, isRead);
      if ((await this.asked(target, input)).text !== text) throw new Error("two answers at once");
      const before = this.before.get(target.name);
      this.before.delete(target.name);
      if (before) await this.again(target, before);
      else if (index % againEvery === 0) this.before.set(target.name, { index, input, text });
    } catch (error) {
      this.fail(index, target, error, input);
    }
    const tally = this.tallies.get(target.name);
    if (tally) tally.milliseconds += performance.now() - start;
  }

  /** Asks for an earlier input, as a copy that nothing can know by its identity. */
  private async again(target: Target, { index, input, text }: Answered): Promise<void> {
    try {
      const { text: now } = await this.asked(target, structuredClone(input));
      if (now !== text) throw new Error("another answer after the next input");
    } catch (error) {
      this.fail(index, target, error, input);
    }
  }

  private async asked(target: Target, input: unknown): Promise<{ text: string; isRead: boolean }> {
    let shortest = Number.POSITIVE_INFINITY;
    // A busy machine is no hang: only what is slow three times counts, by the clock and by what the cores worked for us.
    for (let turn = 0; turn < 3; turn += 1) {
      const start = performance.now();
      const before = process.cpuUsage();
      const { value, isRead } = await target.answer(input);
      const { user, system } = process.cpuUsage(before);
      shortest = Math.min(shortest, performance.now() - start, (user + system) / 1_000);
      if (shortest <= longest) return { text: JSON.stringify(value) ?? "", isRead };
    }
    throw new Error(`it took ${Math.round(shortest)} ms`);
  }

  private count({ name }: Target, { from }: Made<unknown>, isRead: boolean): void {
    const tally = this.tallies.get(name);
    if (!tally) return;
    const isChanged = from === "valid-with-changes";
    tally.inputs += 1;
    tally.changed += Number(isChanged);
    tally.read += Number(isRead);
    tally.changedAndRead += Number(isChanged && isRead);
  }

  private fail(index: number, { name }: Target, error: unknown, input: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const [message = "", ...places] = stack.split("\n");
    // Numbers, as in "it took 1200 ms", make no other kind; but those of the place do.
    const kind = `${name} ${message.slice(0, 60).replace(/\d+/g, "0")} ${places[0] ?? ""}`;
    if (this.failures.has(kind)) return;
    const problem = [message, ...places.slice(0, 4)].join("\n");
    this.failures.set(kind, { kind, seed: this.seed, index, target: name, problem, input });
  }
}

/** The value, frozen with everything in it: code that changes it throws. */
function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFrozen(inner);
  return value;
}
