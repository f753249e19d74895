import type { ReactNode } from "react";

interface ReportSectionProps {
  readonly title: string;
  /** At the right of the title: a count, a verdict. */
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a report, under a heading. */
export function ReportSection({ title, summary, children }: ReportSectionProps) {
  return (
    <section className="border-line border-b">
      <div className="sticky top-0 z-10 flex h-10 items-center gap-2 bg-surface px-4">
        <h2 className="flex-1 font-semibold text-sm">{title}</h2>
        {summary}
      </div>
      <div className="px-4 pb-4">{children}</div>
    </section>
  );
}
