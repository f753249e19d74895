import { ArrowLeft } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import type { Checker } from "#worker";
import { CheckerResult } from "../access/checker-result.tsx";
import { useCheckerCall } from "../import/use-checker-call.ts";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { RuleIndex } from "./rule-index.tsx";
import { RulePage } from "./rule-page.tsx";

/** The pages about the linter's rules. They hide the work; they do not change it. */
export function RuleScreen({ id }: { readonly id: string }) {
  const showRule = useKeyhole((state) => state.showRule);
  const call = useCheckerCall(useCallback((checker: Checker) => checker.explainedRules(id), [id]));
  const isNoRule = call.isCurrent && !call.result?.rules.some((each) => each.id === id);
  const isIndex = id === "" || isNoRule;
  const title = isIndex ? "All rules" : id;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Keyhole`;
    heading.current?.focus();
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <main className="min-h-0 overflow-y-auto bg-surface">
      <div className="mx-auto grid max-w-200 grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4">
        <nav aria-label="Rules" className="flex flex-wrap items-center gap-2">
          <Button icon={ArrowLeft} onClick={() => showRule(null)}>
            Back to the documents
          </Button>
          {id !== "" && (
            <a
              href="#rules"
              className="rounded-sm px-1 text-sm underline underline-offset-2 hover:text-accent"
            >
              All rules
            </a>
          )}
        </nav>
        <h2
          ref={heading}
          tabIndex={-1}
          className={`break-words font-semibold text-lg outline-none ${isIndex ? "" : "font-mono"}`}
        >
          {title}
        </h2>
        {id !== "" && isNoRule && (
          <p role="status" className="text-sm">
            There is no rule <code className="break-all font-mono">{id}</code>. Choose one of these
            rules.
          </p>
        )}
        <CheckerResult
          call={call}
          doing="Reading the rules"
          failed="The rules were not read"
          className="grid grid-cols-[minmax(0,1fr)] gap-4"
        >
          {({ rules, found }) => {
            const rule = rules.find((each) => each.id === id);
            // Until this call is answered, what was found is of the rule before.
            const own = found.filter((finding) => finding.rule === id);
            return rule ? <RulePage rule={rule} found={own} /> : <RuleIndex rules={rules} />;
          }}
        </CheckerResult>
      </div>
    </main>
  );
}
