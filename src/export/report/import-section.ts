import type { Step } from "#acquisition";
import { principalName } from "#policy";
import { nameOfKey, type Scenario, type Source, sourcesOf } from "#scenario";
import {
  type Block,
  type Line,
  list,
  named,
  paragraph,
  type Section,
  section,
  table,
} from "./blocks.ts";
import { count, grouped, outcomeWords, stepWord } from "./words.ts";

/** Past so many accounts, what is said of each is folded. */
export const manyAccounts = 20;

/** One source with what happens to it. */
interface Run {
  readonly source: Source;
  readonly steps: readonly Step[];
}

/** The sources that were run, each with its steps, by the account that owns them. */
export function runsByAccount(
  scenario: Scenario,
  steps: readonly Step[],
): readonly (readonly [Run, ...Run[]])[] {
  const bySource = new Map(
    grouped(steps, ({ sourceId }) => sourceId).map((own) => [own[0].sourceId, own]),
  );
  const runs = sourcesOf(scenario).flatMap((source): Run[] => {
    const { target, key, region } = source;
    const own = bySource.get(`${target.id}/${key.id}/${region}`);
    return own ? [{ source, steps: own }] : [];
  });
  return grouped(runs, ({ source }) => source.target.account);
}

/** The import, step by step: the same result for several keys is listed once. */
export function importSection(scenario: Scenario, steps: readonly Step[]): readonly Section[] {
  const accounts = runsByAccount(scenario, steps);
  const folded = accounts.length > manyAccounts;
  return section(
    ["The import, step by step"],
    steps.length === 0 ? [paragraph("There is nothing to import yet.")] : [],
    {
      anchor: "import",
      sections: accounts.flatMap((runs, index) =>
        section(["Keys of ", { code: runs[0].source.target.account }], [], {
          anchor: `import-${index + 1}`,
          sections: grouped(runs, storyOf).flatMap(storySection),
          folded,
        }),
      ),
    },
  );
}

/** Tells apart what does not happen alike. */
function storyOf({ steps }: Run): string {
  return JSON.stringify(
    steps.map(({ title, actor, account, region, state, unreached, requests }) => [
      title,
      actor,
      account,
      region,
      state,
      unreached,
      requests.map(({ outcome, why }) => [outcome, why?.sentence]),
    ]),
  );
}

function storySection(runs: readonly [Run, ...Run[]]): readonly Section[] {
  const [{ source, steps }] = runs;
  const keys = runs.map(({ source: { key } }) => nameOfKey(key));
  const rows = steps.map((step): readonly Line[] => [
    [step.title],
    [{ code: step.operation }],
    [{ code: principalName(step.actor).name }],
    [{ code: `${step.account} ${step.region}` }],
    [stepWord(step)],
  ]);
  const assumed = [...new Set(steps.flatMap(({ assumed }) => assumed ?? []))];
  const elsewhere = [...new Set(steps.flatMap(({ callsElsewhere }) => callsElsewhere ?? []))];
  return section(
    keys.length > 1
      ? [`${count(keys.length, "key")} in `, { code: source.region }]
      : [{ code: keys[0] ?? "" }, " in ", { code: source.region }],
    [
      ...(keys.length > 1 ? [paragraph("The same for ", ...named(keys, 20), ".")] : []),
      ...table(["Step", "Call", "Who", "Where", "Result"], rows),
      ...list(steps.flatMap(reasons)),
      ...stateRemedies(steps),
      ...(elsewhere.length > 0
        ? [
            paragraph(
              "Not judged: ",
              ...named(elsewhere, 20),
              ". The permissions of EC2 and EBS stand in other policies.",
            ),
          ]
        : []),
      ...assumptions(assumed),
    ],
  );
}

/** Why each request of a step that does not work is decided as it is. */
function reasons({ title, requests }: Step): readonly Line[] {
  return requests.flatMap(({ label, outcome, state, why }): Line[] =>
    state === "works" || !why
      ? []
      : [[`${title}, ${label} (${outcomeWords[outcome]}): ${why.sentence}`]],
  );
}

/** What makes a key usable again whose state stops a step, each once. */
function stateRemedies(steps: readonly Step[]): readonly Block[] {
  const all = steps.flatMap(({ requests }) => requests.flatMap(({ why }) => why?.keyState ?? []));
  const unique = new Map(all.map((remedy) => [remedy.commands.join("\n"), remedy]));
  return [...unique].flatMap(([commands, { text }]): Block[] => [
    paragraph(text),
    { kind: "text", text: commands, language: "sh" },
  ]);
}

function assumptions(assumed: readonly string[]): readonly Block[] {
  return assumed.length > 0
    ? [paragraph("Assumed where AWS’s documentation is silent: ", assumed.join("; "), ".")]
    : [];
}
