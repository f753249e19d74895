/** What is done, of how much; `label` says what the job is. */
export interface ProgressLineProps {
  readonly label: string;
  readonly done: number;
  readonly of: number;
}

/** The progress of a job that takes seconds: a bar and the numbers. */
export function ProgressLine({ label, done, of }: ProgressLineProps) {
  const share = of === 0 ? 0 : Math.min(done / of, 1);
  return (
    <div className="stack gap-1">
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <span>{label}</span>
        <span className="whitespace-nowrap text-muted text-xs tabular-nums">
          {done.toLocaleString("en-US")} of {of.toLocaleString("en-US")}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full origin-left bg-accent" style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
