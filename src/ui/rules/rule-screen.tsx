import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { lintRules } from "#engine";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { RuleIndex } from "./rule-index.tsx";
import { RulePage } from "./rule-page.tsx";

/** The pages about the linter's rules. They hide the work; they do not change it. */
export function RuleScreen({ id }: { readonly id: string }) {
  const showRule = useKeyhole((state) => state.showRule);
  const rule = lintRules.find((each) => each.id === id);
  const title = rule?.id ?? "All rules";
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
          className={`break-words font-semibold text-lg outline-none ${rule ? "font-mono" : ""}`}
        >
          {title}
        </h2>
        {id !== "" && !rule && (
          <p role="status" className="text-sm">
            There is no rule <code className="break-all font-mono">{id}</code>. Choose one of these
            rules.
          </p>
        )}
        {rule ? <RulePage rule={rule} /> : <RuleIndex />}
      </div>
    </main>
  );
}
