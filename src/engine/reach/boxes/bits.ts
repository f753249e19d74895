/** A set of small numbers, as the bits of one integer. */
export type Bits = bigint;

/** The set of 0 up to, not including, `size`. */
export function allBits(size: number): Bits {
  return (1n << BigInt(size)) - 1n;
}

/** The set of one member. */
export function bit(index: number): Bits {
  return 1n << BigInt(index);
}

/** Whether a set has a member. */
export function hasBit(bits: Bits, index: number): boolean {
  return ((bits >> BigInt(index)) & 1n) === 1n;
}

/** The members of a set, ascending. */
export function members(bits: Bits): number[] {
  const found: number[] = [];
  for (let rest = bits, at = 0; rest !== 0n; rest >>= 1n, at += 1)
    if ((rest & 1n) === 1n) found.push(at);
  return found;
}

/** The smallest member of a set that is not empty. */
export function firstMember(bits: Bits): number {
  let at = 0;
  for (let rest = bits; rest !== 0n && (rest & 1n) === 0n; rest >>= 1n) at += 1;
  return at;
}

/** The set of the places where `holds` answers yes. */
export function bitsWhere<T>(items: readonly T[], holds: (item: T, at: number) => boolean): Bits {
  let bits = 0n;
  items.forEach((item, at) => {
    if (holds(item, at)) bits |= bit(at);
  });
  return bits;
}
