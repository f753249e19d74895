import type { Step } from "#acquisition";
import type { Route, Scenario } from "#scenario";
import type { CallState, DataKind, SceneData } from "./scene.ts";

/** The position of the data that a step makes or reads, by the step's id. */
export type MadeBy = ReadonlyMap<string, number>;

interface Words {
  readonly title: string;
  /** What is said of it when it is there; a copy says under which key it is. */
  readonly there: string;
  readonly missing: string;
}

const words: Readonly<Record<DataKind, Words>> = {
  volume: { title: "Volume", there: "encrypted", missing: "encrypted" },
  snapshot: { title: "Snapshot", there: "taken", missing: "not taken" },
  copy: { title: "Copy", there: "copied", missing: "not copied" },
  blocks: { title: "Blocks", there: "read", missing: "not read" },
  "new-volume": { title: "Volume", there: "created", missing: "not created" },
  worker: { title: "Worker", there: "attached", missing: "not attached" },
  evidence: { title: "Evidence", there: "imported", missing: "nothing arrives" },
};

/** What the data of a route passes, from the volume to the platform, and which step makes each. */
export function dataOf(
  scenario: Scenario,
  route: Route,
  steps: readonly Step[],
  states: readonly CallState[],
): { readonly data: readonly SceneData[]; readonly madeBy: MadeBy } {
  const { source, copies, ending } = route;
  const there = { account: source.target.account, region: source.region };
  const data: SceneData[] = [{ ...there, ...dataAs("volume", "works") }];
  const madeBy = new Map<string, number>();
  const kinds: Partial<Record<Step["kind"], DataKind>> = {
    snapshot: "snapshot",
    copy: "copy",
    "read-blocks": "blocks",
    "create-volume": "new-volume",
    "attach-volume": "worker",
  };
  let copied = 0;
  for (const [index, step] of steps.entries()) {
    const kind = kinds[step.kind];
    if (!kind) continue;
    const under = kind === "copy" ? copies[copied++]?.to : ending.under;
    const state = states[index] ?? "unreached";
    const shown = dataAs(kind, state);
    const named = under?.key === "temporary" && (kind === "copy" || kind === "new-volume");
    madeBy.set(step.id, data.length);
    data.push({
      account: step.account,
      region: step.region,
      ...shown,
      ...(named && shown.reached ? { note: "under X" } : {}),
    });
  }
  if (ending.method === "ebs-direct") {
    const { account, region } = scenario.platform;
    const last = data.at(-1);
    const arrives = last?.reached ? "works" : last?.note === undecided ? "undecided" : "unreached";
    data.push({ account, region, ...dataAs("evidence", arrives) });
  }
  return { data, madeBy };
}

const undecided = "not decided";

function dataAs(
  kind: DataKind,
  state: CallState,
): Pick<SceneData, "kind" | "title" | "note" | "reached"> {
  const { title, there, missing } = words[kind];
  const reached = state === "works" || state === "quiet";
  const note = reached ? there : state === "undecided" ? undecided : missing;
  return { kind, title, note, reached };
}
