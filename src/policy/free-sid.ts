/** The Sid, with a number appended if it is taken. */
export function freeSid(sid: string, taken: ReadonlySet<unknown>): string {
  let free = sid;
  for (let number = 2; taken.has(free); number += 1) free = `${sid}${number}`;
  return free;
}
