import { asList, limits } from "#policy";
import { oneOrList, type ReasonedStatement } from "./statement.ts";

/** The size of `{"Version":…,"Statement":[…]}` around the statements, with a reserve. */
const frame = 64;

/**
 * Splits statements into as few managed policies as the limit allows, in order. The statements of a block stay together
 * unless the block is too long. Then its statements are split, and a statement that is too long is divided by its
 * resources.
 * Source of the limit: IAM User Guide, "IAM and AWS STS quotas" (6,144 characters without white space).
 */
export function splitToFit(
  blocks: readonly (readonly ReasonedStatement[])[],
): readonly (readonly ReasonedStatement[])[] {
  const room = limits.managedPolicy - frame;
  const policies: ReasonedStatement[][] = [[]];
  let used = 0;
  for (const block of blocks.flatMap((whole) => divideBlock(whole, room))) {
    const size = block.reduce((sum, statement) => sum + sizeOf(statement), 0);
    if (used > 0 && used + size > room) {
      policies.push([]);
      used = 0;
    }
    policies.at(-1)?.push(...block);
    used += size;
  }
  return policies;
}

function divideBlock(
  block: readonly ReasonedStatement[],
  room: number,
): readonly (readonly ReasonedStatement[])[] {
  const size = block.reduce((sum, statement) => sum + sizeOf(statement), 0);
  if (size <= room) return [block];
  return block.flatMap((statement) => divide(statement, room).map((part) => [part]));
}

/** Divides a statement by its resources into parts as large as possible, because a role can have only ten policies. */
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

/** The size of compact JSON, which is never less than what IAM counts, with the comma after the statement. */
function sizeOf({ statement }: ReasonedStatement): number {
  return JSON.stringify(statement).length + 1;
}
