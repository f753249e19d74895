import { CircleAlert, CircleDashed, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

/** The ids that connect a control with its label and description. */
export interface FieldIds {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  /** Beside the label: a badge, a button. */
  readonly aside?: ReactNode;
  /** One sentence about the question. */
  readonly help?: string | undefined;
  /** The effect of the current answer. */
  readonly consequence?: string | undefined;
  /** What the user must change; shown below the help. */
  readonly problem?: string | undefined;
  /** What an unfinished answer lacks; shown in the place of the help, so that nothing moves. */
  readonly unfinished?: string | undefined;
  /** A warning about a valid answer. */
  readonly warning?: string | undefined;
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A question with one control: label, control, help, consequence, problem. */
export function Field(props: FieldProps) {
  const { label, aside, help, consequence, problem, unfinished, warning, children } = props;
  const id = useId();
  const described = `${id}-help`;
  return (
    <div className="stack gap-1">
      <div className="flex min-h-5 items-center gap-2">
        <label htmlFor={id} className="font-medium text-soft text-sm">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, "aria-describedby": described, "aria-invalid": problem ? true : undefined })}
      <div id={described} className="stack gap-0.5 text-muted text-xs empty:hidden">
        {unfinished ? <UnfinishedText>{unfinished}</UnfinishedText> : help && <p>{help}</p>}
        {consequence && <p className="text-soft">{consequence}</p>}
        {warning && <WarningText>{warning}</WarningText>}
        {problem && <ProblemText>{problem}</ProblemText>}
      </div>
    </div>
  );
}

function UnfinishedText({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-caution text-xs">
      <CircleDashed aria-hidden size={13} className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  );
}

/** A problem of an answer, and what the user must change. */
export function ProblemText({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-refused text-xs" role="status">
      <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  );
}

/** A warning about a valid answer. */
export function WarningText({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-caution text-xs">
      <TriangleAlert aria-hidden size={13} className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  );
}
