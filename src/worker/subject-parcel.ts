import type { ScenarioDocument } from "#acquisition";
import type { Scenario } from "#scenario";
import type { Subject } from "./messages.ts";

/**
 * A subject as it travels to the worker: only what differs from the one before. The answers of a thousand accounts and
 * their documents are tens of megabytes, and a keystroke changes one document.
 */
export interface SubjectParcel {
  /** Left out where the answers are those of the parcel before. */
  readonly scenario?: Scenario;
  readonly length: number;
  readonly changed: readonly (readonly [index: number, document: ScenarioDocument])[];
}

export interface SubjectPacker {
  readonly pack: (subject: Subject) => SubjectParcel;
  /** Both ends have this subject now, without its having been sent: the worker wrote it. */
  readonly have: (subject: Subject) => void;
}

/** Packs subjects for a worker that unpacks them all, in their order. */
export function createSubjectPacker(): SubjectPacker {
  let sent: Subject | undefined;
  return {
    pack: (subject) => {
      const before = sent;
      sent = subject;
      const { scenario, documents } = subject;
      return {
        ...(before?.scenario === scenario ? {} : { scenario }),
        length: documents.length,
        changed: documents.flatMap((document, index) =>
          document === before?.documents[index] ? [] : [[index, document] as const],
        ),
      };
    },
    have: (subject) => {
      sent = subject;
    },
  };
}

export interface SubjectUnpacker {
  /** The subject; the same object as before where nothing differs. */
  readonly unpack: (parcel: SubjectParcel) => Subject;
  readonly have: (subject: Subject) => void;
}

/** Unpacks the parcels of one packer. What did not change is the same object as before. */
export function createSubjectUnpacker(): SubjectUnpacker {
  let received: Subject | undefined;
  return {
    unpack: ({ scenario, length, changed }) => {
      const before = received;
      if (before && !scenario && changed.length === 0 && before.documents.length === length)
        return before;
      const documents = (before?.documents ?? []).slice(0, length);
      for (const [index, document] of changed) documents[index] = document;
      const answers = scenario ?? before?.scenario;
      if (!answers) throw new Error("the first parcel has the answers");
      received = { scenario: answers, documents };
      return received;
    },
    have: (subject) => {
      received = subject;
    },
  };
}
