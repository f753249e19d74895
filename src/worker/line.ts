import type { Subject } from "#verdict";
import type { createDesk } from "./desk.ts";
import checkerFile from "./entry.ts?worker&url";
import type { Job, Posted, PostedJob } from "./messages.ts";
import { createUnpacker } from "./parcel.ts";
import { createSubjectPacker } from "./subject-parcel.ts";

/** The way to the checker, wherever it works. */
export interface Line {
  readonly post: (job: Job) => void;
  readonly stop: (number: number) => void;
  /** The other end has this subject: that labour wrote it. */
  readonly have: (subject: Subject, labour: number) => void;
  readonly close: () => void;
}

type Settle = (message: Exclude<Posted, { parcel: unknown }>) => void;

/** Loads the checker's code into the page. */
export type LoadChecker = () => Promise<typeof createDesk>;

/** Opens a line to a worker; where none can start, or when it ends, to the same code in the page, which `load` loads. */
export function openLine(settle: Settle, onGone: () => void, load: LoadChecker = inPage): Line {
  // Without its code the end in the page has nothing that it was sent: the next one starts with nothing, too.
  const page = (): Line =>
    pageEnd(settle, load, () => {
      end = page();
    });
  let end = workerEnd(settle, page, () => {
    end = page();
    onGone();
  });
  return {
    post: (job) => end.post(job),
    stop: (number) => end.stop(number),
    have: (subject, labour) => end.have(subject, labour),
    close: () => end.close(),
  };
}

function workerEnd(settle: Settle, page: () => Line, onGone: () => void): Line {
  if (typeof Worker === "undefined") return page();
  try {
    const worker = new Worker(checkerFile, { type: "module" });
    worker.addEventListener(
      "error",
      () => {
        // It may still be alive: two ends must not answer one question.
        worker.terminate();
        onGone();
      },
      { once: true },
    );
    const end = packedEnd(settle, (message) => worker.postMessage(message));
    worker.addEventListener("message", ({ data }: MessageEvent<Posted>) => end.receive(data));
    return { ...end.line, close: () => worker.terminate() };
  } catch {
    return page();
  }
}

function pageEnd(settle: Settle, load: LoadChecker, onGone: () => void): Line {
  let desk: Promise<ReturnType<typeof createDesk>> | undefined;
  const fetchDesk = async () => {
    try {
      return (await load())(end.receive);
    } catch (error) {
      onGone();
      throw error;
    }
  };
  const end = packedEnd(settle, (message) => {
    desk ??= fetchDesk();
    desk.then(
      (take) => take(message),
      () => {
        if ("number" in message)
          settle({ number: message.number, ok: false, message: "The checker could not be loaded" });
      },
    );
  });
  return { ...end.line, close: () => undefined };
}

/** Packs what goes and unpacks what comes: each end of a line starts with neither. */
function packedEnd(settle: Settle, send: (message: PostedJob) => void) {
  const subjects = createSubjectPacker();
  const unpack = createUnpacker();
  return {
    line: {
      post: (job: Job) => {
        if (!("subject" in job)) {
          subjects.writes(job.number);
          return send(job);
        }
        const { subject, ...rest } = job;
        send({ ...rest, parcel: subjects.pack(subject) });
      },
      stop: (number: number) => send({ stop: number }),
      have: subjects.have,
    },
    receive: (message: Posted) =>
      settle(
        "parcel" in message
          ? { number: message.number, ok: true, result: unpack(message.parcel) }
          : message,
      ),
  };
}

/** The checker's code, to be run by the page: the worker's own file, which is kept for offline use already. */
async function inPage(): Promise<typeof createDesk> {
  const arrived: { createDesk: typeof createDesk } = await import(/* @vite-ignore */ checkerFile);
  return arrived.createDesk;
}
