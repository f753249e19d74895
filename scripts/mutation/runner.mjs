// @ts-check
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { TestOrder } from "./test-order.mjs";

/** @typedef {import("./instrument.mjs").Mutant} Mutant */
/**
 * `endless`: it takes more steps than a mutant may. `stopped`: its process does not answer and is ended.
 * @typedef {"killed" | "survived" | "endless" | "stopped"} Result
 */

/** Milliseconds after which a process that does not answer is ended. Loops count steps: this is for what has none. */
const answersWithin = 300_000;

/** Runs mutants in processes that each hold the bundle. */
export class Runner {
  #bundle;
  #workers;

  /** @param {string} bundle @param {number} workers */
  constructor(bundle, workers) {
    this.#bundle = bundle;
    this.#workers = workers;
  }

  /**
   * Tries each mutant with the tests that reach it until one of them fails: first those that are quick for how often they
   * noticed others of its file.
   * @param {readonly Mutant[]} mutants
   * @param {(done: number, of: number) => void} onProgress
   * @returns {Promise<Map<number, Result>>}
   */
  async run(mutants, onProgress) {
    const first = new WorkerProcess(this.#bundle);
    const measured = await first.ask({ kind: "measure" });
    first.end();
    if (measured?.kind !== "measured") throw new Error(measured?.message ?? "the tests do not end");
    const order = new TestOrder(measured);
    console.log(
      `${order.steps} steps of ${measured.tests.length} tests, ${mutants.length} mutants`,
    );
    const waiting = [...mutants];
    /** @type {Map<number, Result>} */
    const results = new Map();
    const work = async () => {
      let worker = new WorkerProcess(this.#bundle);
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const tests = order.testsOf(mutant);
        const answer =
          tests.length === 0
            ? { result: "survived" }
            : await worker.ask({ kind: "try", id: mutant.id, tests });
        results.set(mutant.id, answer?.result ?? "stopped");
        order.learn(mutant, tests, answer?.by);
        if (!answer?.result) {
          worker.end();
          worker = new WorkerProcess(this.#bundle);
        }
        onProgress(results.size, mutants.length);
      }
      worker.end();
    };
    await Promise.all(Array.from({ length: this.#workers }, work));
    return results;
  }
}

/** One process, which answers one order at a time. */
class WorkerProcess {
  #child;

  /** @param {string} bundle */
  constructor(bundle) {
    this.#child = fork(fileURLToPath(new URL("./worker.mjs", import.meta.url)), [bundle], {
      // The modules are new for each mutant, so nothing runs long enough for what V8 does to code that runs long.
      execArgv: [
        "--max-old-space-size=1500",
        "--max-semi-space-size=64",
        "--no-lazy-feedback-allocation",
      ],
    });
  }

  /** The answer; nothing where the process ends or is ended before. @param {object} order @returns {Promise<any>} */
  ask(order) {
    return new Promise((resolve) => {
      const settle = (/** @type {unknown} */ answer) => {
        clearTimeout(timer);
        this.#child.off("message", settle);
        this.#child.off("exit", gone);
        resolve(answer);
      };
      const gone = () => settle(undefined);
      const timer = setTimeout(gone, answersWithin);
      this.#child.on("message", settle);
      this.#child.on("exit", gone);
      this.#child.send(order);
    });
  }

  end() {
    this.#child.kill("SIGKILL");
  }
}
