import type { ScenarioDocument } from "#acquisition";
import type { Scenario } from "#scenario";
import type { Subject } from "#verdict";

/**
 * A subject as it travels to the worker: only what differs from the one before. The answers of a thousand accounts and
 * their documents are tens of megabytes, and a keystroke changes one document.
 */
export interface SubjectParcel {
  /** The labour that wrote what this differs from; left out where that is the parcel before. */
  readonly written?: number;
  /** Left out where the answers are those of what this differs from. */
  readonly scenario?: Scenario;
  readonly length: number;
  readonly changed: readonly (readonly [index: number, document: ScenarioDocument])[];
}

export interface SubjectPacker {
  readonly pack: (subject: Subject) => SubjectParcel;
  /** A labour begins that writes a subject: no earlier one's is referred to any more. */
  readonly writes: (labour: number) => void;
  /** The worker wrote this subject, and has it without its having been sent. */
  readonly have: (subject: Subject, labour: number) => void;
}

/** Packs subjects for a worker that unpacks them all, in their order. */
export function createSubjectPacker(): SubjectPacker {
  let known: { readonly subject: Subject; readonly written?: number } | undefined;
  let newest: number | undefined;
  return {
    pack: (subject) => {
      const before = known?.subject;
      const since = known?.written === undefined ? {} : { written: known.written };
      known = { subject };
      const { scenario, documents } = subject;
      return {
        ...since,
        ...(before?.scenario === scenario ? {} : { scenario }),
        length: documents.length,
        changed: documents.flatMap((document, index) =>
          document === before?.documents[index] ? [] : [[index, document] as const],
        ),
      };
    },
    writes: (labour) => {
      newest = labour;
      if (known?.written !== undefined) known = undefined;
    },
    have: (subject, labour) => {
      if (labour === newest) known = { subject, written: labour };
    },
  };
}

export interface SubjectUnpacker {
  /** The subject; the same object as before where nothing differs. */
  readonly unpack: (parcel: SubjectParcel) => Subject;
  /** What a labour wrote: the packer may refer to it, or never hear of it. */
  readonly have: (subject: Subject, labour: number) => void;
}

/** Unpacks the parcels of one packer. What did not change is the same object as before. */
export function createSubjectUnpacker(): SubjectUnpacker {
  let received: Subject | undefined;
  let written: { readonly subject: Subject; readonly labour: number } | undefined;
  return {
    unpack: ({ written: labour, scenario, length, changed }) => {
      if (labour !== undefined) {
        if (written?.labour !== labour) throw new Error("a parcel of what was never written");
        received = written.subject;
        written = undefined;
      }
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
    have: (subject, labour) => {
      written = { subject, labour };
    },
  };
}
