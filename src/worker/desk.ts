import { createDocumentIndexCache } from "#acquisition";
import { documentsByAccount, type GeneratedDocument } from "#generator";
import { accountsInRun, type Scenario } from "#scenario";
import { createVerifier, type Subject, type Verdict } from "#verdict";
import { type Asked, answerJob } from "./check.ts";
import { createLinters } from "./linters.ts";
import type { Job, Posted, PostedJob, Progress } from "./messages.ts";
import { createPacker } from "./parcel.ts";
import { createSubjectUnpacker } from "./subject-parcel.ts";

/** Milliseconds of work after which a labour says how far it is and lets other messages in. */
const slice = 60;

/**
 * Takes jobs and posts what answers them, in their order: a job that needs a part of the code or the data which is not
 * loaded yet keeps the later ones waiting. Questions are answered at once; labours go on in slices, one at a time, and
 * end when another begins or when they are stopped; a survey also when the documents that it is about have changed.
 */
export function createDesk(post: (message: Posted) => void): (message: PostedJob) => void {
  const pack = createPacker();
  const subjects = createSubjectUnpacker();
  let labour: number | undefined;
  let surveying: number | undefined;
  let subject: Subject | undefined;
  const linters = createLinters();
  const indexes = createDocumentIndexCache();
  const verifier = createVerifier(indexes);

  /** What is read next is another world: a survey of the one before would mix the two. */
  const turnTo = (next: Subject) => {
    if (next !== subject && labour === surveying) labour = undefined;
    subject = next;
  };

  const perform = async <Item>(
    number: number,
    work: Generator<Item>,
    scenario: Scenario,
    lotOf: (items: readonly Item[]) => Progress["lot"],
    finish: (items: readonly Item[]) => void,
  ) => {
    labour = number;
    const all: Item[] = [];
    let told = 0;
    let of = 0;
    const tell = () => {
      post({ number, from: told, done: all.length, of, lot: lotOf(all.slice(told)) });
      told = all.length;
    };
    try {
      of = accountsInRun(scenario);
      let until = performance.now() + slice;
      for (const item of work) {
        all.push(item);
        if (performance.now() < until) continue;
        tell();
        await pause();
        if (labour !== number) {
          post({ number, ok: true, result: false });
          return;
        }
        until = performance.now() + slice;
      }
      labour = undefined;
      tell();
      finish(all);
      post({ number, ok: true, result: true });
    } catch (error) {
      post(failure(number, error));
    }
  };

  const write = ({ scenario, number }: Extract<Job, { kind: "write" }>) =>
    void perform<readonly GeneratedDocument[]>(
      number,
      documentsByAccount(scenario),
      scenario,
      (lots) => lots.flat(),
      (lots) => subjects.have({ scenario, documents: lots.flat() }, number),
    );

  const survey = async (number: number, about: Subject) => {
    try {
      const linter = await linters.forDocuments(about.documents);
      surveying = number;
      void perform(number, verifier.verifyAccounts(about, linter), about.scenario, same, () => {});
    } catch (error) {
      post(failure(number, error));
    }
  };

  const answer = async (job: Asked) => {
    const given = await answerJob(job, linters, verifier, indexes);
    post(
      job.kind === "verify" && given.ok
        ? { number: given.number, ok: true, parcel: pack(given.result as Verdict) }
        : given,
    );
  };

  let earlier: Promise<void> = Promise.resolve();
  const inTurn = (act: () => Promise<void> | void) => {
    // What is thrown here is no job's answer: it ends a worker, and the page does its jobs.
    earlier = earlier.then(act).catch((error) => {
      setTimeout(() => {
        throw error;
      });
    });
  };

  return (message) => {
    if ("stop" in message)
      return inTurn(() => {
        if (labour === message.stop) labour = undefined;
      });
    const { parcel, ...job } = message;
    if (job.kind === "write") return inTurn(() => write(job as Extract<Job, { kind: "write" }>));
    if (!parcel) throw new Error("a job without a subject");
    // Each parcel says what differs from the one before: it is read as it comes, in turn or not.
    const about = subjects.unpack(parcel);
    inTurn(() => {
      turnTo(about);
      return job.kind === "survey"
        ? survey(job.number, about)
        : answer({ ...job, subject: about } as Asked);
    });
  };
}

function failure(number: number, error: unknown): Posted {
  return { number, ok: false, message: error instanceof Error ? error.message : String(error) };
}

function same<Item>(items: Item): Item {
  return items;
}

/** Lets the messages in that have come meanwhile. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
