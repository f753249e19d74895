import { type ComponentType, startTransition, useEffect, useState } from "react";
import { afterEditor } from "../parts/load-order.ts";
import { ActionsSection } from "./actions-section.tsx";
import { CreateGrantSection } from "./create-grant-section.tsx";
import { GoToQuestion } from "./go-to-question.tsx";
import { GuardsSection } from "./guards-section.tsx";
import { MethodSection } from "./method-section.tsx";
import { PlatformSection } from "./platform-section.tsx";
import { TargetsSection } from "./targets-section.tsx";

const sections: readonly (readonly [string, ComponentType<{ readonly number: number }>])[] = [
  ["platform", PlatformSection],
  ["targets", TargetsSection],
  ["method", MethodSection],
  ["create-grant", CreateGrantSection],
  ["actions", ActionsSection],
  ["guards", GuardsSection],
];

/** All questions, in one column. The first section is drawn at once and can be answered; the others follow in turn. */
export function Wizard() {
  const [drawn, setDrawn] = useState(1);
  useEffect(() => {
    if (drawn === sections.length) return;
    let mounted = true;
    // A task of its own, so that the browser shows what is drawn, and takes input, in between.
    void afterEditor().then(() =>
      setTimeout(() => mounted && startTransition(() => setDrawn(drawn + 1))),
    );
    return () => {
      mounted = false;
    };
  }, [drawn]);
  return (
    <div className="bg-surface">
      {sections.slice(0, drawn).map(([id, Section], index) => (
        <Section key={id} number={index + 1} />
      ))}
      <GoToQuestion key={drawn} />
    </div>
  );
}
