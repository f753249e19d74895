import { useEffect, useMemo, useState } from "react";
import { type ExportedFile, type ExportFormat, type ExportOrder, isReport } from "#export";
import { version } from "#package.json" with { type: "json" };
import { type KeyholeState, linkTo, subjectOf } from "#state";
import type { Subject } from "#verdict";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { useChecking } from "../verdict/verdict-context.tsx";
import { optionsOf, useChoices } from "./export-choices.ts";
import { today } from "./today.ts";

/** The exported files, or the state of the export. */
export type Exported =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly retry: () => void }
  /** `old`: the files are for the same format with earlier choices; the new ones are being written. */
  | { readonly state: "here"; readonly files: readonly ExportedFile[]; readonly old: boolean };

/** What is exported, and how. */
interface SubjectOrder extends ExportOrder {
  readonly subject: Subject;
}

interface Arrived {
  readonly order: SubjectOrder;
  readonly files: readonly ExportedFile[] | null;
}

/** The files of the current work, in the chosen format and with the chosen options. */
export function useExport(): Exported {
  const order = useOrder();
  const { checker } = useChecking();
  const store = useKeyholeStore();
  const [arrived, setArrived] = useState<Arrived | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt repeats the same call
  useEffect(() => {
    let isCurrent = true;
    checker()
      .then((ready) => {
        const { subject, ...rest } = order;
        return isReport(rest.format)
          ? linkOf(store.getState()).then((link) =>
              ready.exportFiles(subject, { ...rest, version, ...link }),
            )
          : ready.exportFiles(subject, rest);
      })
      .then(
        (files) => isCurrent && setArrived({ order, files }),
        () => isCurrent && setArrived({ order, files: null }),
      );
    return () => {
      isCurrent = false;
    };
  }, [checker, order, store, attempt]);
  const current = arrived?.order === order;
  if (arrived?.files && (current || isLike(arrived.order, order)))
    return { state: "here", files: arrived.files, old: !current };
  if (!arrived || !current) return { state: "waiting" };
  return {
    state: "failed",
    retry: () => {
      setArrived(null);
      setAttempt(attempt + 1);
    },
  };
}

function isLike(one: SubjectOrder, other: SubjectOrder): boolean {
  return one.format === other.format && one.subject === other.subject;
}

function useOrder(): SubjectOrder {
  // The very object that the verdict is about: asking about another one would end the check of all accounts.
  const subject = useKeyhole(subjectOf);
  const ignored = useKeyhole((state) => state.ignored);
  const choices = useChoices();
  return useMemo(
    () => ({
      subject,
      format: choices.format,
      options: optionsOf(choices, subject.scenario.platform.region),
      ignored,
      date: today(),
    }),
    [subject, choices, ignored],
  );
}

/** Longer links stand in no report: programs cut them off. */
const longestLink = 8_000;

/** The link that a report has of the work; none if it is too long, or if its code could not be loaded. */
async function linkOf(state: KeyholeState): Promise<{ readonly link?: string }> {
  const link = await linkTo(state, location.href).catch(() => "");
  return link === "" || link.length > longestLink ? {} : { link };
}

/** The file name of the .zip with all files of a format. */
export function archiveName(format: ExportFormat): string {
  return format === "json" ? "keyhole.zip" : `keyhole-${format}.zip`;
}
