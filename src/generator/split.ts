import { asList, limits } from "#policy";
import type { ReasonedStatement } from "./statement.ts";

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

function divide(reasoned: ReasonedStatement, room: number): readonly ReasonedStatement[] {
  const resources = asList(reasoned.statement.Resource);
  if (resources.length < 2 || sizeOf(reasoned) <= room) return [reasoned];
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((half, index) => {
    const Sid = index === 0 ? reasoned.statement.Sid : `${reasoned.statement.Sid}More`;
    const statement = { ...reasoned.statement, Sid, Resource: [...half] };
    return divide({ ...reasoned, statement }, room);
  });
}

/** JSON without indentation: never less than what IAM counts. The comma after it is counted with it. */
function sizeOf({ statement }: ReasonedStatement): number {
  return JSON.stringify(statement).length + 1;
}
