import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createDocumentIndexCache,
  runAcquisition,
  runOtherUsers,
  runProbes,
  type Step,
} from "#acquisition";
import { generate } from "#generator";
import { defaultScenario, presets, type Scenario } from "#scenario";
import { otherUsersArbitrary, scenarioArbitrary, sometimes } from "#testing/arbitrary";
import {
  listedCalls,
  listedUsers,
  narrowDrawing,
  type RouteScene,
  sceneDrawing,
  sceneOf,
  sceneToMermaid,
  sceneToSvg,
  smallDrawing,
  wideDrawing,
} from "./index.ts";
import type { Box, Drawing, Shape } from "./layout/shapes.ts";

interface Run {
  readonly scenario: Scenario;
  readonly steps: readonly Step[];
  readonly scene: ReturnType<typeof sceneOf>;
}

/** The scene of generated documents, one action taken out of each where `without` says so. */
function runOf(scenario: Scenario, without = ""): Run {
  const documents = generate(scenario).map((document) => ({
    ...document,
    text:
      without === "" ? document.text : document.text.replaceAll(`"${without}"`, '"kms:Nothing"'),
  }));
  const options = { indexes: createDocumentIndexCache() };
  const steps = runAcquisition(scenario, documents, options);
  return {
    scenario,
    steps,
    scene: sceneOf(scenario, {
      steps,
      probes: runProbes(scenario, documents, options),
      otherUsers: runOtherUsers(scenario, documents, options),
    }),
  };
}

function runArbitrary(): fc.Arbitrary<Run> {
  return fc
    .tuple(
      scenarioArbitrary(),
      sometimes(otherUsersArbitrary()),
      fc.constantFrom("", "kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey"),
    )
    .map(([scenario, otherUsers, without]) =>
      runOf(otherUsers ? { ...scenario, otherUsers } : scenario, without),
    );
}

function routesIn({ scene }: Run): readonly RouteScene[] {
  return scene.groups.flatMap(({ route }) => route ?? []);
}

function labelsOf(shapes: readonly Shape[]): readonly (Box & { readonly of: string })[] {
  return shapes.flatMap((shape) => [
    ...(shape.label && shape.label.width > 0
      ? [{ ...shape.label, of: shape.text ?? "badge" }]
      : []),
    ...labelsOf(shape.children ?? []),
  ]);
}

function overlaps({ shapes }: Drawing): readonly string[] {
  const labels = labelsOf(shapes);
  return labels.flatMap((one, index) =>
    labels
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.of} and ${other.of}`),
  );
}

function outside({ shapes, width, height }: Drawing): readonly string[] {
  return labelsOf(shapes)
    .filter(
      (box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height,
    )
    .map(({ of }) => of);
}

describe("the map of random scenarios", () => {
  // Deciding a run takes most of the time, so that all tests use the same ones.
  let sample: readonly Run[] | undefined;
  const forEachRun = (check: (run: Run, refused: boolean) => void) => {
    sample ??= fc.sample(runArbitrary(), 30);
    for (const [index, run] of sample.entries())
      try {
        check(run, index % 2 === 0);
      } catch (error) {
        throw new Error(`scenario ${JSON.stringify(run.scenario)}`, { cause: error });
      }
  };

  test("no two labels overlap, and all are inside the drawing", () => {
    forEachRun((run, refused) => {
      for (const route of routesIn(run)) {
        const drawing = wideDrawing(route, { refused, count: 412 });
        expect(overlaps(drawing)).toEqual([]);
        expect(outside(drawing)).toEqual([]);
        const turned = narrowDrawing(route, { count: 412 });
        expect(overlaps(turned)).toEqual([]);
        expect(outside(turned)).toEqual([]);
        for (const small of [smallDrawing(route), smallDrawing(route, true)]) {
          expect(overlaps(small)).toEqual([]);
          expect(outside(small)).toEqual([]);
        }
      }
    });
  });

  test("each step of a source is exactly one call or one documented permission, and is drawn once", () => {
    forEachRun((run) => {
      for (const route of routesIn(run)) {
        const own = run.steps.filter(({ sourceId }) => sourceId === route.sourceId);
        const shown = [...route.calls, ...route.documented].map(({ stepId }) => stepId);
        expect([...shown].sort()).toEqual(own.map(({ id }) => id).sort());
        expect(listedCalls(route).map(({ call }) => call.number)).toEqual(
          route.calls.map((_, index) => index + 1),
        );
        for (const { shapes } of [wideDrawing(route), narrowDrawing(route)]) {
          const drawn = shapes.flatMap(({ step, tag, children }) =>
            step !== undefined && tag === "g" && children?.some(hasBadge) ? [step] : [],
          );
          expect(drawn.sort()).toEqual(route.calls.map(({ stepId }) => stepId).sort());
        }
      }
    });
  });

  test("a call has the outcome of its step, and is not reached after one that stops the import", () => {
    forEachRun((run) => {
      for (const route of routesIn(run)) {
        const steps = new Map(run.steps.map((step) => [step.id, step]));
        let stopped = false;
        for (const { stepId, state, number } of route.calls) {
          const step = steps.get(stepId);
          const expected = stopped
            ? "unreached"
            : step?.requests.length === 0
              ? "quiet"
              : step?.state === "broken"
                ? "stops"
                : step?.state === "unknown"
                  ? "undecided"
                  : step?.state;
          expect(state).toBe(expected);
          if (state === "stops" || state === "withheld") {
            expect(route.breaksAt).toBe(number);
            stopped = true;
          }
        }
        if (stopped) expect(route.data.at(-1)?.reached).toBe(false);
      }
    });
  });

  test("every source is in exactly one group", () => {
    forEachRun((run) => {
      const sources = new Set(run.steps.map(({ sourceId }) => sourceId));
      const shown = run.scene.groups.reduce((sum, group) => sum + group.sources, 0);
      expect(shown + run.scene.moreStopped).toBe(sources.size);
    });
  });

  test("a call starts at a role of its caller's account and ends where AWS does the work", () => {
    forEachRun((run) => {
      for (const route of routesIn(run))
        for (const call of route.calls) {
          expect(route.roles.map(({ arn }) => arn)).toContain(call.caller);
          const { on } = call;
          if (on.what === "role") {
            const assumed = route.roles.find(({ arn }) => arn === on.arn);
            expect(assumed?.account).toBe(call.account);
          }
          if (on.what === "data")
            expect(route.data[on.at]).toMatchObject({
              account: call.account,
              region: call.region,
            });
          if (on.what === "key") expect(route.keys.map(({ id }) => id)).toContain(on.key);
        }
    });
  });
});

function hasBadge(shape: Shape): boolean {
  return shape.label?.height === 18 || (shape.children ?? []).some(hasBadge);
}

describe("the other users of a key", () => {
  const otherUsers: Scenario["otherUsers"] = [
    { id: "u1", kind: "auto-scaling", account: "", role: "" },
    { id: "u2", kind: "backup", account: "333333333333", role: "" },
  ];
  const { scene } = runOf({ ...defaultScenario, otherUsers });
  const route = scene.groups[0]?.route as RouteScene;

  test("each is an actor with one arrow, and a line of the list", () => {
    expect(
      listedUsers(route).map(({ user, state }) => [user.name, user.role.account, state]),
    ).toEqual([
      ["EC2 Auto Scaling", "222222222222", "keeps working"],
      ["AWS Backup", "333333333333", "keeps working"],
    ]);
    for (const { shapes } of [wideDrawing(route), narrowDrawing(route)]) {
      const texts = labelsOf(shapes).map(({ of }) => of);
      expect(texts.filter((text) => /Auto Scaling|AWS Backup/.test(text))).toEqual([
        "EC2 Auto Scaling",
        "AWS Backup of 333333333333",
      ]);
    }
    expect(sceneToMermaid(scene)).toContain('r1user0 -->|"uses the key: works"| r1key0');
  });

  test("one that an edit stops is told apart, in the sentence too", () => {
    const documents = generate({ ...defaultScenario, otherUsers }).map((document) =>
      document.kind === "key"
        ? { ...document, text: document.text.replaceAll("AWSServiceRoleForAutoScaling", "Other") }
        : document,
    );
    const scenario = { ...defaultScenario, otherUsers };
    const stopped = sceneOf(scenario, {
      steps: runAcquisition(scenario, documents),
      probes: [],
      otherUsers: runOtherUsers(scenario, documents),
    });
    const [group] = stopped.groups;
    expect(group?.route?.users.map(({ state }) => state)).toEqual(["stops", "works"]);
    expect(group?.sentence).toBe("Works, but EC2 Auto Scaling stops.");
  });
});

describe("the map as text", () => {
  const accounts = ["111111111111", "222222222222"];

  test.each(presets)(
    "$id is an SVG without scripts, styles and custom properties",
    ({ scenario }) => {
      const { scene } = runOf(scenario);
      for (const theme of ["light", "dark"] as const) {
        const svg = sceneToSvg(scene, { theme, accounts });
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]+role="img"/);
        expect(svg).not.toMatch(/<script|<style|var\(|href|NaN|undefined/);
      }
    },
  );

  test("nothing in the map of example values is green", () => {
    const { scene } = runOf(defaultScenario);
    const green = /#106b39|#5fcf91/;
    expect(sceneToSvg(scene, { theme: "light-dark", accounts })).toMatch(green);
    expect(sceneToSvg(scene, { theme: "light-dark", accounts, example: true })).not.toMatch(green);
  });

  test("hostile names stay text in SVG and Mermaid", () => {
    const hostile = 'x"]<script>alert(1)</script>;\n--> y';
    const { scene } = runOf(defaultScenario);
    const [group] = scene.groups;
    const route = group?.route as RouteScene;
    const renamed = {
      ...scene,
      groups: [
        {
          ...(group as NonNullable<typeof group>),
          route: { ...route, roles: route.roles.map((role) => ({ ...role, name: hostile })) },
        },
      ],
    };
    expect(sceneToSvg(renamed, { theme: "light", accounts })).not.toContain("<script>");
    const mermaid = sceneToMermaid(renamed);
    expect(mermaid).not.toContain("<script>");
    expect(mermaid.split("\n").filter((line) => line.includes("script"))).toHaveLength(2);
    expect(mermaid).not.toContain('x"');
  });

  const marked = "1. a,1) a,- a,+ a,* a,__a__,a@b.example,www.b.example,#,[a](b),`a`,    a";
  test.each(marked.split(","))(
    "Mermaid draws a name like %j as it is: nothing in it is Markdown",
    (name) => {
      const { scene } = runOf(defaultScenario);
      const [group] = scene.groups;
      const route = group?.route as RouteScene;
      const role = route.roles[0] as RouteScene["roles"][number];
      const user = { id: "user", key: "", state: "works" as const, actions: [], stepId: "" };
      const mermaid = sceneToMermaid({
        ...scene,
        groups: [
          {
            ...(group as NonNullable<typeof group>),
            route: { ...route, users: [{ ...user, name, role }] },
          },
        ],
      });
      const label = /r1user0\["(.*): role/.exec(mermaid)?.[1] ?? "";
      expect(label.replace(/#\d+;/g, "?")).not.toMatch(/^\s*[-+*]|[.)_*@`[\]#+]|^\s/);
      const read = label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
      expect(read).toBe(name.trim());
    },
  );

  test("Mermaid names each call once, from its caller", () => {
    const { scene } = runOf(defaultScenario);
    const mermaid = sceneToMermaid(scene);
    expect(mermaid).toContain('r1role0 -->|"1#46; sts:AssumeRole: works"| r1role1');
    expect(mermaid).toContain('|"4#46; ebs:GetSnapshotBlock: works"|');
    expect(mermaid).toContain('|"4#46; kms:Decrypt: works"|');
  });

  test("without an answer for the platform there is nothing to draw", () => {
    const scenario = { ...defaultScenario, platform: { ...defaultScenario.platform, account: "" } };
    const { scene } = runOf(scenario);
    expect(scene.groups).toEqual([]);
    expect(sceneDrawing(scene).shapes).toEqual([]);
    expect(sceneToMermaid(scene)).toMatch(/^flowchart LR/);
  });
});

describe("many sources", () => {
  const target = defaultScenario.targets[0] as Scenario["targets"][number];
  const many = (count: number): Scenario => ({
    ...defaultScenario,
    targets: Array.from({ length: count }, (_, index) => ({
      ...target,
      id: `t${index}`,
      account: String(300000000000 + index),
    })),
  });

  test("equal ones fold into one group", () => {
    const { scene } = runOf(many(40));
    expect(scene.groups.map(({ sources }) => sources)).toEqual([40]);
    expect(scene.groups[0]?.accounts).toHaveLength(40);
  });

  test("those that stop stay apart, up to a bound, and come first", () => {
    const scenario = many(30);
    const documents = generate(scenario).map((document) =>
      document.kind === "trust" && Number(document.account.slice(-2)) < 15
        ? { ...document, text: document.text.replace("sts:AssumeRole", "sts:Nothing") }
        : document,
    );
    const steps = runAcquisition(scenario, documents);
    const scene = sceneOf(scenario, { steps, probes: runProbes(scenario, documents) });
    expect(
      scene.groups
        .slice(0, 12)
        .every(({ outcome, sources }) => outcome === "stops" && sources === 1),
    ).toBe(true);
    expect(scene.moreStopped).toBe(3);
    expect(scene.groups.at(-1)).toMatchObject({ outcome: "open", sources: 15 });
  });

  test("of a large scenario the accounts are known by their counts", () => {
    const scenario = many(500);
    const counts = {
      stepsWorking: 3,
      steps: 3,
      withheld: 0,
      abuses: 9,
      abusesRefused: 9,
      knowinglyOpen: 0,
      open: 0,
      blocked: 0,
    };
    const works = { works: "works" as const, ...counts, text: "Import works: 3 of 3 steps." };
    const stops = { ...works, works: "stops" as const, text: "Import stops: 2 of 3 steps." };
    const accounts = scenario.targets.map(({ id }, index) => ({
      partId: id,
      summary: index === 7 ? stops : works,
      found: [],
    }));
    const scene = sceneOf(scenario, { steps: [], probes: [] }, accounts);
    expect(scene.groups.map(({ outcome, sources }) => [outcome, sources])).toEqual([
      ["stops", 1],
      ["works", 499],
    ]);
  });
});
