import type { Problem, Scenario } from "#scenario";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { exampleQuestions, problemsOf } from "../wizard/problems.ts";
import { questionName } from "../wizard/question-name.ts";
import { wizardView } from "../wizard/wizard-view.ts";
import { count } from "../wizard/words.ts";

/** How many are shown at first: a thousand accounts can all have the same warning. */
const most = 20;

/** Missing and incomplete answers, warnings and example values. A click goes to the question. */
export function AnswerChecks({ scenario }: { readonly scenario: Scenario }) {
  const drafts = useKeyhole((state) => state.drafts);
  const problems = problemsOf(scenario);
  const errors = problems.filter(({ severity }) => severity === "error");
  const examples = exampleQuestions(scenario);
  const warnings = problems.filter(
    ({ path, severity }) => severity === "warning" && !examples.includes(path),
  );
  const incomplete = Object.keys(drafts).filter(
    (path) =>
      questionName(scenario, path) !== undefined && errors.every((error) => error.path !== path),
  );
  return (
    <ReportSection
      title="Answers"
      summary={<Summary open={errors.length} incomplete={incomplete.length} />}
    >
      {problems.length === 0 && incomplete.length === 0 && (
        <p className="text-muted text-xs">
          Every question has an answer, and no answer is an example value.
        </p>
      )}
      <LongList items={errors} most={most} noun="questions" className="-mx-2 empty:hidden">
        {(problem) => (
          <CheckRow
            key={keyOf(problem)}
            scenario={scenario}
            tone="bad"
            word="to answer"
            {...problem}
          />
        )}
      </LongList>
      <ul className="-mx-2 empty:hidden">
        {incomplete.map((path) => (
          <CheckRow
            key={`incomplete ${path}`}
            scenario={scenario}
            tone="open"
            word="incomplete"
            path={path}
            message="This answer is incomplete. The documents show the last complete answer."
          />
        ))}
      </ul>
      <LongList items={warnings} most={most} noun="warnings" className="-mx-2 empty:hidden">
        {(problem) => (
          <CheckRow
            key={keyOf(problem)}
            scenario={scenario}
            tone="caution"
            word="warning"
            {...problem}
          />
        )}
      </LongList>
      <ul className="-mx-2 empty:hidden">
        {examples.length > 0 && (
          <CheckRow
            scenario={scenario}
            tone="open"
            word="example"
            path={examples[0] ?? ""}
            name={count(examples.length, "example value")}
            message={`Replace these example values with yours before you use the documents: ${listed(
              examples.slice(0, most).map((path) => questionName(scenario, path) ?? path),
            )}${examples.length > most ? "; …" : "."}`}
          />
        )}
      </ul>
    </ReportSection>
  );
}

function Summary(props: { readonly open: number; readonly incomplete: number }) {
  if (props.open > 0)
    return <StateWord tone="bad">{`${count(props.open, "question")} to answer`}</StateWord>;
  if (props.incomplete > 0)
    return <StateWord tone="open">{`${props.incomplete} incomplete`}</StateWord>;
  return <StateWord tone="good">complete</StateWord>;
}

interface CheckRowProps {
  readonly scenario: Scenario;
  readonly tone: StateTone;
  readonly word: string;
  readonly path: string;
  readonly message: string;
  /** Replaces the question's name. */
  readonly name?: string;
}

function CheckRow({ scenario, tone, word, path, message, name }: CheckRowProps) {
  const showPart = useKeyhole((state) => state.showPart);
  const goTo = () => {
    showPart("answers");
    wizardView.getState().goTo(path);
  };
  return (
    <li>
      <button
        type="button"
        onClick={goTo}
        className="grid w-full gap-0.5 rounded-md px-2 py-1.5 text-left hover:bg-canvas"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="min-w-0 truncate font-medium text-sm">
            {name ?? questionName(scenario, path) ?? path}
          </span>
          <StateWord tone={tone}>{word}</StateWord>
        </span>
        <span className="text-muted text-xs">{message}</span>
      </button>
    </li>
  );
}

function keyOf({ path, message }: Problem): string {
  return `${path} ${message}`;
}

function listed(names: readonly string[]): string {
  return names.join("; ");
}
