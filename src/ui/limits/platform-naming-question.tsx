import { exampleNamings } from "#generator";
import type { PlatformNaming, Scenario } from "#scenario";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { TextQuestion } from "../wizard/text-question.tsx";
import { platformPolicies } from "./limits-of-work.ts";

const SizeOptionsDialog = lazyPart("The size options", () =>
  import("./size-options-dialog.tsx").then((module) => module.SizeOptionsDialog),
);

type Naming = "each" | PlatformNaming["by"];

const choices: readonly Choice<Naming>[] = [
  {
    value: "each",
    label: "Each by name",
    help: "Keys as in their answers, roles by ARN.",
    consequence: "The narrowest choice. The policy grows with the list.",
  },
  {
    value: "tag",
    label: "By tag",
    help: "All keys and target roles with the same tag.",
    consequence:
      "Principals who can tag keys and roles there decide, together with their policies.",
  },
  {
    value: "alias",
    label: "By alias and role name",
    help: "Keys with the same alias prefix, and roles with the same name in any account.",
    consequence:
      "Principals who can create aliases and roles there decide, together with their policies.",
  },
];

/** The question how the platform role's policy names keys and roles of other accounts, if one policy is too small for all. */
export function PlatformNamingQuestion() {
  const naming = useKeyhole((state) => state.scenario.platformNaming);
  const policies = useKeyhole(platformPolicies);
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  if (!naming && policies <= 1) return null;
  const choose = (chosen: Naming) => {
    for (const path of ["tag", "tagValue", "aliasPrefix"]) draft(`platformNaming.${path}`, null);
    const next = exampleNamings.find(({ by }) => by === chosen);
    answer(({ platformNaming: _, ...now }) => (next ? { ...now, platformNaming: next } : now));
  };
  return (
    <div className="stack gap-3" data-question="platformNaming">
      <RadioCards
        label="How the policy names keys and roles of other accounts"
        choices={choices}
        value={naming?.by ?? "each"}
        onChoose={choose}
      />
      {!naming && (
        <LazyDialog
          dialog={SizeOptionsDialog}
          button={(shared) => (
            <Button {...shared} className="justify-self-start">
              Compare the options
            </Button>
          )}
        />
      )}
      {naming?.by === "tag" && <TagQuestions naming={naming} />}
      {naming?.by === "alias" && (
        <TextQuestion
          path="platformNaming.aliasPrefix"
          label="Aliases begin with"
          help="Each key of another account that the platform role uses needs an alias with this prefix, in each of its regions."
          before="alias/"
          value={naming.aliasPrefix}
          write={(now, aliasPrefix) => named(now, { by: "alias", aliasPrefix })}
          mayBecome={(text) => /^alias\/(a|aw|aws|aws\/)?$/.test(text)}
        />
      )}
    </div>
  );
}

function TagQuestions({ naming }: { readonly naming: Extract<PlatformNaming, { by: "tag" }> }) {
  const never = () => false;
  return (
    <div className="grid grid-cols-2 gap-2">
      <TextQuestion
        path="platformNaming.tag"
        label="Tag key"
        value={naming.tagKey}
        write={(now, tagKey) => named(now, { ...naming, tagKey })}
        mayBecome={never}
      />
      <TextQuestion
        path="platformNaming.tagValue"
        problemPath="platformNaming.tag"
        label="Tag value"
        value={naming.tagValue}
        write={(now, tagValue) => named(now, { ...naming, tagValue })}
        mayBecome={never}
      />
    </div>
  );
}

function named(scenario: Scenario, platformNaming: PlatformNaming): Scenario {
  return { ...scenario, platformNaming };
}
