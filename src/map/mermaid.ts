import type { RouteScene, Scene, SceneGroup } from "./scene.ts";
import { outcomeWords, stateWords } from "./words.ts";

/** So many imports are written in full. */
const mostRoutes = 12;

/** The scene as the text of a Mermaid flowchart. Texts are quoted, so that none of them is read as Mermaid. */
export function sceneToMermaid(scene: Scene): string {
  const lines = ["flowchart LR"];
  for (const [index, group] of scene.groups.slice(0, mostRoutes).entries())
    lines.push(
      ...(group.route ? routeLines(group, group.route, `r${index + 1}`) : countLines(group, index)),
    );
  const rest = scene.groups.length - mostRoutes + scene.moreStopped;
  if (rest > 0) lines.push(`  more[${quoted(`and ${rest} more`)}]`);
  lines.push(
    "  classDef stops stroke:#b3231b,stroke-dasharray:5 3",
    "  classDef missing stroke-dasharray:3 3",
    "  classDef temporary stroke-dasharray:5 3",
  );
  return `${lines.join("\n")}\n`;
}

function countLines({ sources, accounts, outcome }: SceneGroup, index: number): readonly string[] {
  const who = sources === 1 ? (accounts[0] ?? "") : `× ${sources}`;
  return [`  g${index + 1}[${quoted(`${who}: ${outcomeWords[outcome]}`)}]`];
}

function routeLines(group: SceneGroup, scene: RouteScene, id: string): readonly string[] {
  const nodes: { readonly account: string; readonly region?: string; readonly line: string }[] = [
    ...scene.roles.map(({ account, name }, index) => ({
      account,
      line: `${id}role${index}[${quoted(`role ${name}`)}]`,
    })),
    ...scene.data.map(({ account, region, title, note, reached }, index) => ({
      account,
      region,
      line: `${id}data${index}[${quoted(`${title}: ${note}`)}]${reached ? "" : ":::missing"}`,
    })),
    ...scene.keys.map(({ account, region, name, note, icon }, index) => ({
      account,
      region,
      line: `${id}key${index}([${quoted(`${name}, ${note}`)}])${icon === "temporary" ? ":::temporary" : ""}`,
    })),
  ];
  for (const [index, { name, role }] of scene.users.entries())
    nodes.push({
      account: role.account,
      line: `${id}user${index}[${quoted(`${name}: role ${role.name}`)}]`,
    });
  const keyId = (key: string) => `${id}key${scene.keys.findIndex((one) => one.id === key)}`;
  const roleId = (arn: string) => `${id}role${scene.roles.findIndex((one) => one.arn === arn)}`;
  const edges: string[] = [];
  for (const [index, { reached }] of scene.data.slice(1).entries())
    edges.push(`  ${id}data${index} ${reached ? "==>" : "-.->"} ${id}data${index + 1}`);
  for (const { number, operation, caller, on, state, uses } of scene.calls) {
    const to =
      on.what === "role" ? roleId(on.arn) : on.what === "key" ? keyId(on.key) : `${id}data${on.at}`;
    const arrow = state === "works" || state === "quiet" ? "-->" : "-.->";
    edges.push(
      `  ${roleId(caller)} ${arrow}|${quoted(`${number}. ${operation}: ${stateWords[state]}`)}| ${to}`,
    );
    for (const use of uses) {
      const from = use.at === undefined ? to : `${id}data${use.at}`;
      if (from === keyId(use.key)) continue;
      const line = use.state === "works" ? "-->" : "-.->";
      edges.push(
        `  ${from} ${line}|${quoted(`${number}. ${use.label}: ${stateWords[use.state]}`)}| ${keyId(use.key)}`,
      );
    }
  }
  for (const [index, { key, state }] of scene.users.entries())
    edges.push(
      `  ${id}user${index} ${state === "works" ? "-->" : "-.->"}|${quoted(`uses the key: ${stateWords[state]}`)}| ${keyId(key)}`,
    );
  const accounts = [...new Set(nodes.map(({ account }) => account))];
  const boxes = accounts.flatMap((account, index) => {
    const own = nodes.filter((node) => node.account === account);
    const regions = [...new Set(own.flatMap(({ region }) => region ?? []))];
    return [
      `  subgraph ${id}a${index}[${quoted(`account ${account}`)}]`,
      ...own.filter(({ region }) => region === undefined).map(({ line }) => `    ${line}`),
      ...regions.flatMap((region, at) => [
        `    subgraph ${id}a${index}g${at}[${quoted(region)}]`,
        ...own.filter((node) => node.region === region).map(({ line }) => `      ${line}`),
        "    end",
      ]),
      "  end",
    ];
  });
  const more = group.sources > 1 ? [`  %% the same for ${group.sources} sources`] : [];
  return [...more, ...boxes, ...edges];
}

/**
 * A text in quotes. Mermaid reads `#…;` as a character, and a label as Markdown before that: "1. x" would be a list, which
 * it refuses to draw, a name with a full stop or @ a link, and _x_ emphasis. So only what is plain in both stands as it is.
 * Source: Mermaid, "Flowcharts", Entity codes; Mermaid 11.4 shows "Unsupported markdown: list" for a label that starts so.
 */
function quoted(text: string): string {
  const safe = text
    .trim()
    .replace(/^-|[^\p{L}\p{N} ,:(/…→×-]/gu, (character) => `#${character.codePointAt(0)};`);
  return `"${safe}"`;
}
