import { instantInWords } from "#policy";
import { expiriesOf, momentOf, periodOf, placeInPeriod, type Scenario } from "#scenario";
import type { Line } from "./blocks.ts";

/** When the roles may use the keys, and the moment that the report is about; no row if no answer is about time. */
export function timeRows(scenario: Scenario): readonly (readonly [string, Line])[] {
  const { from, until } = periodOf(scenario);
  const moment = momentOf(scenario);
  if (moment === undefined) return [];
  const [expires] = expiriesOf(scenario);
  const place = placeInPeriod(scenario);
  const words =
    place === "after" && until !== undefined
      ? `the access ended at ${instantInWords(until)}`
      : place === "before" && from !== undefined
        ? `the access begins at ${instantInWords(from)}`
        : [
            ...(from === undefined ? [] : [`from ${instantInWords(from)}`]),
            ...(until === undefined ? [] : [`until ${instantInWords(until)}`]),
          ].join(" ");
  return [
    ...(words === "" ? [] : [["Access", [words]] as const]),
    ...(expires === undefined
      ? []
      : [["Key material", [`the first expires at ${instantInWords(expires)}`]] as const]),
    ["Decided for", [instantInWords(moment)]],
  ];
}
