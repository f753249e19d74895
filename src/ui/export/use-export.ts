import { useEffect, useMemo, useRef, useState } from "react";
import { type ExportedFile, type ExportFormat, type ExportOrder, isReport } from "#export";
import { version } from "#package.json" with { type: "json" };
import { isLarge } from "#scenario";
import { type KeyholeState, linkTo, subjectOf } from "#state";
import type { Subject } from "#verdict";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { useChecking } from "../verdict/verdict-context.tsx";
import { optionsOf, useChoices } from "./export-choices.ts";
import { today } from "./today.ts";

/** The exported files, or the state of the export. */
export type Exported =
  /** `checked`: accounts that a report on many has checked, and how many there are. */
  | { readonly state: "waiting"; readonly checked?: Checked; readonly stop: () => void }
  | { readonly state: "failed"; readonly retry: () => void }
  | { readonly state: "stopped"; readonly retry: () => void }
  /** `old`: the files are for the same format with earlier choices; the new ones are being written. */
  | { readonly state: "here"; readonly files: readonly ExportedFile[]; readonly old: boolean };

/** What is exported, and how. */
interface SubjectOrder extends ExportOrder {
  readonly subject: Subject;
}

/** How many accounts a report has checked, of how many. */
export interface Checked {
  readonly done: number;
  readonly of: number;
}

interface Arrived {
  readonly order: SubjectOrder;
  readonly files: readonly ExportedFile[] | "failed" | "stopped";
}

/** The files of the current work, in the chosen format and with the chosen options. */
export function useExport(): Exported {
  const order = useOrder();
  const { checker } = useChecking();
  const store = useKeyholeStore();
  const [arrived, setArrived] = useState<Arrived | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [checked, setChecked] = useState<Checked>();
  const running = useRef<AbortController>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt repeats the same call
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    running.current = control;
    setChecked(undefined);
    const watch = {
      signal,
      onProgress: (done: number, of: number) => setChecked({ done, of }),
    };
    checker()
      .then((ready) => {
        const { subject, ...rest } = order;
        return isReport(rest.format)
          ? linkOf(store.getState()).then((link) =>
              ready.exportFiles(subject, { ...rest, version, ...link }, watch),
            )
          : ready.exportFiles(subject, rest, watch);
      })
      .then(
        (files) => !signal.aborted && setArrived({ order, files: files ?? "stopped" }),
        () => !signal.aborted && setArrived({ order, files: "failed" }),
      );
    // Closing the dialog or another choice ends a report that nobody waits for.
    return () => control.abort();
  }, [checker, order, store, attempt]);
  const current = arrived?.order === order;
  const files = arrived?.files;
  const progress = isLarge(order.subject.scenario) ? checked : undefined;
  if (arrived && typeof files === "object" && (current || (isLike(arrived, order) && !progress)))
    return { state: "here", files, old: !current };
  if (!current || typeof files !== "string")
    return {
      state: "waiting",
      ...(progress ? { checked: progress } : {}),
      stop: () => {
        running.current?.abort();
        setArrived((known) =>
          known?.order === order && typeof known.files === "object"
            ? known
            : { order, files: "stopped" },
        );
      },
    };
  return {
    state: files,
    retry: () => {
      setArrived(null);
      setAttempt(attempt + 1);
    },
  };
}

/** Whether what arrived is for the same format and work, with other choices. */
function isLike({ order }: Arrived, { format, subject }: SubjectOrder): boolean {
  return order.format === format && order.subject === subject;
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
