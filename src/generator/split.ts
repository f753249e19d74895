import { asList, limits } from "#policy";
import { oneOrList, type ReasonedStatement } from "./statement.ts";

/** What `{"Version":…,"Statement":[…]}` takes round the statements, with room to spare. */
const frame = 64;

/**
 * The statements in as many lots as managed policies are needed for them: each within the limit, in order. Statements
 * of one block are read together and stay together, unless the block is too long; then its statements go singly, and
 * one that is too long alone is divided by its resources.
 * Source of the limit: IAM User Guide, "IAM and AWS STS quotas" (6,144 characters without white space).
 */
export function splitToFit(
  blocks: readonly (readonly ReasonedStatement[])[],
): readonly (readonly ReasonedStatement[])[] {
  const room = limits.managedPolicy - frame;
  const lots: ReasonedStatement[][] = [[]];
  let used = 0;
  for (const block of blocks.flatMap((whole) => divideBlock(whole, room))) {
    const size = block.reduce((sum, statement) => sum + sizeOf(statement), 0);
    if (used > 0 && used + size > room) {
      lots.push([]);
      used = 0;
    }
    lots.at(-1)?.push(...block);
    used += size;
  }
  return lots;
}

function divideBlock(
  block: readonly ReasonedStatement[],
  room: number,
): readonly (readonly ReasonedStatement[])[] {
  const size = block.reduce((sum, statement) => sum + sizeOf(statement), 0);
  if (size <= room) return [block];
  return block.flatMap((statement) => divide(statement, room).map((part) => [part]));
}

/** A statement by its resources, each part as full as it may be: a role has room for ten policies. */
function divide(reasoned: ReasonedStatement, room: number): readonly ReasonedStatement[] {
  const resources = asList(reasoned.statement.Resource);
  if (resources.length < 2 || sizeOf(reasoned) <= room) return [reasoned];
  const parts: string[][] = [[]];
  const Sid = `${reasoned.statement.Sid}More`;
  const rest =
    room - sizeOf({ ...reasoned, statement: { ...reasoned.statement, Sid, Resource: [] } });
  let used = 0;
  for (const resource of resources) {
    const size = JSON.stringify(resource).length + 1;
    if (used > 0 && used + size > rest) {
      parts.push([]);
      used = 0;
    }
    parts.at(-1)?.push(resource);
    used += size;
  }
  return parts.map((part, index) => {
    const statement = {
      ...reasoned.statement,
      ...(index === 0 ? {} : { Sid }),
      Resource: oneOrList(part),
    };
    return { ...reasoned, statement };
  });
}

/** JSON without indentation: never less than what IAM counts. The comma after it is counted with it. */
function sizeOf({ statement }: ReasonedStatement): number {
  return JSON.stringify(statement).length + 1;
}
