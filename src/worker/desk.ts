import { documentsByAccount, type GeneratedDocument } from "#generator";
import { accountsInRun, type Scenario } from "#scenario";
import { type Asked, answerJob } from "./check.ts";
import type { Job, Posted, PostedJob, Progress, Subject, Verdict } from "./messages.ts";
import { createPacker } from "./parcel.ts";
import { createSubjectUnpacker } from "./subject-parcel.ts";
import { surveyed } from "./survey.ts";

/** Milliseconds of work after which a labour says how far it is and lets other messages in. */
const slice = 60;

/**
 * Takes jobs and posts what answers them. Questions are answered at once; labours go on in slices, one at a time, and
 * end when another begins or when they are stopped; a survey also when the documents that it is about have changed.
 */
export function createDesk(post: (message: Posted) => void): (message: PostedJob) => void {
  const pack = createPacker();
  const subjects = createSubjectUnpacker();
  let labour: number | undefined;
  let surveying: number | undefined;
  let subject: Subject | undefined;

  const subjectIn = (parcel: Extract<PostedJob, { number: number }>["parcel"]): Subject => {
    if (!parcel) throw new Error("a job without a subject");
    const next = subjects.unpack(parcel);
    // What is read next is another world: a survey of the one before would mix the two.
    if (next !== subject && labour === surveying) labour = undefined;
    subject = next;
    return next;
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
      const message = error instanceof Error ? error.message : String(error);
      post({ number, ok: false, message });
    }
  };

  return (message) => {
    if ("stop" in message) {
      if (labour === message.stop) labour = undefined;
      return;
    }
    const { parcel, ...job } = message;
    if (job.kind === "write") {
      const { scenario, number } = job as Extract<Job, { kind: "write" }>;
      void perform<readonly GeneratedDocument[]>(
        number,
        documentsByAccount(scenario),
        scenario,
        (lots) => lots.flat(),
        (lots) => subjects.have({ scenario, documents: lots.flat() }, number),
      );
      return;
    }
    const about = subjectIn(parcel);
    if (job.kind === "survey") {
      surveying = job.number;
      void perform(job.number, surveyed(about), about.scenario, same, () => {});
      return;
    }
    const answer = answerJob({ ...job, subject: about } as Asked);
    post(
      job.kind === "verify" && answer.ok
        ? { number: answer.number, ok: true, parcel: pack(answer.result as Verdict) }
        : answer,
    );
  };
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
