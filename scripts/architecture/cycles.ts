/** The groups of files that import each other in a circle, by what each file imports (Tarjan's algorithm). */
export function cyclesOf(importsOf: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];

  const visit = (file: string): number => {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let low = number;
    for (const other of importsOf.get(file) ?? []) {
      if (!importsOf.has(other)) continue;
      if (!numbers.has(other)) low = Math.min(low, visit(other));
      else if (open.includes(other)) low = Math.min(low, numbers.get(other) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || importsOf.get(file)?.includes(file)) cycles.push(group.sort());
    }
    return low;
  };
  for (const file of importsOf.keys()) if (!numbers.has(file)) visit(file);
  return cycles;
}
