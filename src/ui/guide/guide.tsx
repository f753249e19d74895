import { ArrowLeft, ArrowRight, Check } from "lucide-react";
import { type ComponentType, type KeyboardEvent, useRef } from "react";
import { Button } from "../parts/button.tsx";
import { Mark } from "../parts/mark.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { CreateGrantScreen } from "./create-grant-screen.tsx";
import { HaveScreen } from "./have-screen.tsx";
import { MethodScreen } from "./method-screen.tsx";
import { PlatformScreen } from "./platform-screen.tsx";
import { ResultScreen } from "./result-screen.tsx";
import { TightenScreen } from "./tighten-screen.tsx";
import { VolumeScreen } from "./volume-screen.tsx";

/** The names of the guide's screens, in order; the last one shows the result. */
export const screenNames = [
  "Platform",
  "Volume and key",
  "Method",
  "CreateGrant",
  "What you have",
  "Tighten",
  "Result",
] as const;

/** How many of the screens are questions. */
export const questionCount = screenNames.length - 1;

const screens: readonly ComponentType[] = [
  PlatformScreen,
  VolumeScreen,
  MethodScreen,
  CreateGrantScreen,
  HaveScreen,
  TightenScreen,
  ResultScreen,
];

/** The guide: a few questions, one a screen, then what the roles may do and what to do in AWS. */
export function Guide({ step }: { readonly step: number }) {
  const Screen = screens[step - 1] ?? PlatformScreen;
  const body = useRef<HTMLDivElement>(null);
  const onKeyDown = useGuideKeys(step);
  const isQuestion = step <= questionCount;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts for what has buttons and radios
    <div
      onKeyDown={onKeyDown}
      className="row-start-4 grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] bg-canvas"
    >
      <GuideHead step={step} />
      <main ref={body} key={step} className="min-h-0 overflow-y-auto" tabIndex={-1}>
        <div
          className={`mx-auto px-6 pb-8 max-sm:px-4 max-sm:pt-5 ${isQuestion ? "max-w-[73rem] pt-9" : "max-w-[90rem] pt-5"}`}
        >
          <Screen />
        </div>
      </main>
      {isQuestion && <GuideFoot step={step} />}
    </div>
  );
}

/** Enter goes on, digits choose: only where the focus is on nothing that uses these keys itself. */
function useGuideKeys(step: number) {
  const store = useKeyholeStore();
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return;
    const isRadio = target instanceof HTMLInputElement && target.type === "radio";
    const isText = target instanceof HTMLInputElement && target.type === "text";
    const isPlain = target.tagName === "H1" || target.tagName === "MAIN";
    if (key === "Enter" && step <= questionCount && (isRadio || isText || isPlain)) {
      event.preventDefault();
      store.getState().showGuide(step + 1);
    } else if (/^[1-9]$/.test(key) && (isRadio || isPlain)) {
      const radio = currentTarget.querySelector<HTMLInputElement>(`main [data-number="${key}"]`);
      if (!radio) return;
      radio.focus();
      radio.click();
    }
  };
}

function GuideHead({ step }: { readonly step: number }) {
  const showGuide = useKeyhole((state) => state.showGuide);
  const isQuestion = step <= questionCount;
  return (
    <header className="relative flex min-h-13 items-center gap-2 border-line border-b bg-surface px-4">
      <Mark />
      <span className="font-semibold text-base max-sm:sr-only">Keyhole</span>
      {isQuestion ? (
        <>
          <nav aria-label="Questions" className="flex-1 max-xl:hidden">
            <ol className="flex justify-center gap-1">
              {screenNames.slice(0, questionCount).map((name, index) => (
                <StepLink key={name} name={name} number={index + 1} step={step} />
              ))}
            </ol>
          </nav>
          <p className="flex-1 xl:hidden">
            <span className="font-semibold">
              {step} of {questionCount}
            </span>{" "}
            <span className="text-muted">{screenNames[step - 1]}</span>
          </p>
          <div aria-hidden className="absolute inset-x-4 -bottom-px flex gap-1 xl:hidden">
            {screenNames.slice(0, questionCount).map((name, index) => (
              <span
                key={name}
                className={`h-0.5 flex-1 ${index < step ? "bg-accent" : "bg-line"}`}
              />
            ))}
          </div>
        </>
      ) : (
        <div className="flex-1" />
      )}
      {!isQuestion && (
        <Button icon={ArrowLeft} onClick={() => showGuide(questionCount)}>
          <span className="max-sm:sr-only">Back to the questions</span>
        </Button>
      )}
      <Button onClick={() => showGuide(null)}>
        {isQuestion ? "To the workbench" : "Open the workbench"}
      </Button>
    </header>
  );
}

function StepLink(props: {
  readonly name: string;
  readonly number: number;
  readonly step: number;
}) {
  const { name, number, step } = props;
  const showGuide = useKeyhole((state) => state.showGuide);
  const state = number < step ? "done" : number === step ? "now" : "later";
  const look = {
    done: "border-accent bg-accent-wash text-accent",
    now: "border-accent-strong bg-accent-strong text-on-accent",
    later: "border-edge text-muted",
  }[state];
  return (
    <li className="flex items-center gap-1 before:h-px before:w-3 before:bg-edge first:before:hidden">
      <button
        type="button"
        aria-current={state === "now" ? "step" : undefined}
        onClick={() => showGuide(number)}
        className={`flex h-7 items-center gap-1.5 rounded-md px-1.5 hover:bg-sunken ${state === "now" ? "font-semibold" : "text-soft"}`}
      >
        <span
          className={`grid size-5 place-items-center rounded-full border font-semibold text-[11px] ${look}`}
        >
          {state === "done" ? <Check aria-hidden size={12} /> : number}
        </span>
        {name}
        {state === "done" && <span className="sr-only">, answered</span>}
      </button>
    </li>
  );
}

function GuideFoot({ step }: { readonly step: number }) {
  const showGuide = useKeyhole((state) => state.showGuide);
  const back = screenNames[step - 2];
  return (
    <footer className="border-line border-t bg-surface">
      <div className="mx-auto flex min-h-14 max-w-[73rem] items-center gap-3 px-6 max-sm:gap-2 max-sm:px-4 max-sm:py-3">
        <Button
          icon={ArrowLeft}
          onClick={() => showGuide(step === 1 ? null : step - 1)}
          className="max-sm:h-11 max-sm:px-4"
        >
          {back ?? "Workbench"}
        </Button>
        <span aria-hidden className="text-muted text-xs max-lg:hidden">
          <Keys>1</Keys> <Keys>2</Keys> <Keys>3</Keys> choose &ensp; <Keys>Enter</Keys> next &ensp;{" "}
          <Keys>Alt ←</Keys> back
        </span>
        <span className="flex-1 text-right text-muted text-xs max-sm:hidden">
          Kept in this browser, nowhere else
        </span>
        <Button
          tone="primary"
          onClick={() => showGuide(step + 1)}
          className="max-sm:h-11 max-sm:flex-1"
        >
          <span className="sr-only">Next: </span>
          {screenNames[step]}
          <ArrowRight aria-hidden size={14} strokeWidth={1.75} />
        </Button>
      </div>
    </footer>
  );
}

function Keys({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-flex h-[18px] items-center rounded-sm border border-line bg-sunken px-1 text-[11px] text-soft">
      {children}
    </kbd>
  );
}
