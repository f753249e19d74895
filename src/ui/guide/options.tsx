import { type ReactNode, useId } from "react";
import {
  AbuseList,
  AbuseWord,
  type Decided,
  differingAbuses,
  OutcomeWord,
  StepMarks,
} from "./consequence-view.tsx";

/** One answer to choose in the guide. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** One sentence about the option. */
  readonly help: string;
  /** A short mark beside the label: “Least that works”. */
  readonly tag?: string;
}

interface OptionsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  /** Missing if the present answers are none of the options. */
  readonly value: Value | undefined;
  readonly onChoose: (value: Value) => void;
  /** In the order of the options. */
  readonly consequences: readonly Decided[];
  /** What the steps are about: “The import, by EBS direct”. */
  readonly importTitle: string;
  /** A second run to compare: the import by the other method. */
  readonly other?: {
    readonly title: string;
    readonly consequences: readonly Decided[];
  };
}

/** The answers of a question side by side; each shows what it means before it is chosen. */
export function Options<Value extends string>(props: OptionsProps<Value>) {
  const { label, options, value, onChoose, consequences, importTitle, other } = props;
  const name = useId();
  const titles = differingAbuses(consequences);
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <div
        className={`grid gap-3 ${options.length > 2 ? "lg:grid-cols-3" : "max-w-[752px] sm:grid-cols-2"}`}
      >
        {options.map((option, index) => (
          <OptionCard
            key={option.value}
            name={name}
            number={index + 1}
            option={option}
            chosen={option.value === value}
            onChoose={() => onChoose(option.value)}
          >
            <Part title={importTitle} aside={<OutcomeWord consequence={consequences[index]} />}>
              <StepMarks consequence={consequences[index]} />
            </Part>
            {other && (
              <Part title={other.title} isTall>
                <OutcomeWord consequence={other.consequences[index]} />
                <StoppedAt consequence={other.consequences[index]} />
              </Part>
            )}
            <Part title="Abuses" aside={<AbuseWord consequence={consequences[index]} />}>
              {titles.length > 0 && <AbuseList consequence={consequences[index]} titles={titles} />}
            </Part>
          </OptionCard>
        ))}
      </div>
    </fieldset>
  );
}

interface OptionCardProps {
  readonly name: string;
  readonly number: number;
  readonly option: Option<string>;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function OptionCard({ name, number, option, chosen, onChoose, children }: OptionCardProps) {
  const id = `${name}-${option.value}`;
  return (
    <div
      className={`relative flex flex-col rounded-lg border bg-surface px-4 pt-3.5 pb-2 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 ${
        chosen
          ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]"
          : "border-edge hover:bg-canvas"
      }`}
    >
      <div className="flex min-h-6 items-center gap-2.5">
        <input
          type="radio"
          className="tick relative z-1 focus-visible:outline-none"
          id={id}
          name={name}
          data-number={number}
          checked={chosen}
          aria-describedby={`${id}-help`}
          onChange={onChoose}
        />
        <label htmlFor={id} className="min-w-0 flex-1 font-semibold before:absolute before:inset-0">
          {option.label}
        </label>
        {option.tag && (
          <span className="rounded-sm bg-accent-wash px-1.5 py-px font-medium text-accent text-xs">
            {option.tag}
          </span>
        )}
      </div>
      <p id={`${id}-help`} className="mt-1 mb-3 text-sm text-soft lg:min-h-15">
        {option.help}
      </p>
      <div className="relative z-1 grid">{children}</div>
    </div>
  );
}

function Part(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Has the height of two lines, so that the parts below stand side by side. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={`pointer-events-none border-line border-t py-2.5 [&_[data-tip]]:pointer-events-auto ${props.isTall ? "lg:min-h-[82px]" : ""}`}
    >
      <div className="mb-1 flex items-center justify-between gap-2">
        <span className="text-muted text-xs">{props.title}</span>
        {props.aside}
      </div>
      {props.children}
    </div>
  );
}

/** The step at which the import stops. */
function StoppedAt({ consequence }: { readonly consequence: Decided }) {
  const stop = consequence?.steps.find(({ state }) => state === "stops" || state === "withheld");
  return stop ? <span className="ml-2 text-sm text-soft">{stop.title}</span> : null;
}
