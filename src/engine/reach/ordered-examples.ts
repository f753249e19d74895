import { readDate } from "../authorizer/condition/dates.ts";

/** Numbers that tell bounds apart: each bound, something between two, and something beyond them, in several spellings. */
export function exampleNumbers(texts: readonly string[]): readonly string[] {
  const bounds = sortedBounds(texts.map(Number).filter(Number.isFinite));
  const numbers = [...bounds, ...between(bounds, 1)];
  return numbers.flatMap((number) => {
    const text = plainNumber(number);
    if (text === undefined) return [];
    const unsigned = text.replace("-", "");
    const sign = text.startsWith("-") ? "-" : "";
    return [text, `${sign}0${unsigned}`, text.includes(".") ? `${text}0` : `${text}.0`];
  });
}

/** Dates that tell moments apart, as dates and as seconds since 1970. */
export function exampleDates(texts: readonly string[]): readonly string[] {
  const bounds = sortedBounds(texts.map(readDate).filter((moment) => moment !== undefined));
  const moments = [...bounds, ...between(bounds, 86_400_000), ...between(bounds, 1_000)];
  return moments.flatMap((moment) => {
    if (!(Math.abs(moment) <= 8.64e15)) return [];
    const date = new Date(moment).toISOString();
    const seconds = plainNumber(moment / 1000);
    return [
      date.endsWith(".000Z") ? date.replace(".000Z", "Z") : date,
      ...(seconds ? [seconds] : []),
    ];
  });
}

function sortedBounds(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function between(bounds: readonly number[], step: number): readonly number[] {
  const first = bounds[0];
  const last = bounds.at(-1);
  if (first === undefined || last === undefined) return [];
  const middles = bounds.slice(1).map((bound, at) => ((bounds[at] as number) + bound) / 2);
  return [first - step, last + step, ...middles];
}

/** The number without an exponent, which a policy number does not have. */
function plainNumber(number: number): string | undefined {
  const text = String(number);
  if (!text.includes("e")) return text;
  const fixed = number.toFixed(20).replace(/\.?0+$/, "");
  return fixed.includes("e") ? undefined : fixed;
}
