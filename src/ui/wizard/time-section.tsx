import { instantAt, instantInWords } from "#policy";
import { type AccessPeriod, periodOf, type Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { isBeginningOfTime } from "./beginning-of-time.ts";
import { Section } from "./section.tsx";
import { TextQuestion } from "./text-question.tsx";

/** The question when the roles may use the keys, and for which moment the import is decided. */
export function TimeSection({ number }: { readonly number: number }) {
  const period = useKeyhole((state) => state.scenario.period);
  const moment = useKeyhole((state) => state.scenario.moment) ?? "";
  const { until } = periodOf(period ? { period } : {});
  // A new verdict comes at the moment when the access ends: the warning then, too.
  useVerdict(({ verified }) => verified);
  const isOver = until !== undefined && until <= instantAt(Date.now());
  return (
    <Section
      id="time"
      number={number}
      title="Time"
      summary={until === undefined ? "no end" : `until ${instantInWords(until)}`}
    >
      <p className="text-muted text-xs">
        The statements that give use get a condition on the time of the call (aws:CurrentTime). Key
        administrators and statements that deny have none, so nobody is locked out.
      </p>
      <TextQuestion
        path="period.until"
        label="Only until (UTC)"
        help="The first moment without access. A day begins at 00:00 UTC. Leave it empty for no end."
        placeholder="2026-12-01 17:00"
        value={period?.until ?? ""}
        write={(now, until) => withPeriod(now, { until })}
        clean={(text) => text.trim()}
        mayBecome={isBeginningOfTime}
        {...(isOver ? { warning: "This time is past: the import stops." } : {})}
      />
      <TextQuestion
        path="period.from"
        label="Only from (UTC)"
        help="The first moment of access. Leave it empty for access at once."
        value={period?.from ?? ""}
        write={(now, from) => withPeriod(now, { from })}
        clean={(text) => text.trim()}
        mayBecome={isBeginningOfTime}
      />
      <TextQuestion
        path="moment"
        label="Decide for this moment (UTC)"
        help="The verdict is about this moment, and so is a report. Leave it empty for now."
        value={moment}
        write={withDecidedMoment}
        clean={(text) => text.trim()}
        mayBecome={isBeginningOfTime}
      />
    </Section>
  );
}

function withPeriod({ period, ...scenario }: Scenario, change: Partial<AccessPeriod>): Scenario {
  const { from, until } = { from: "", until: "", ...period, ...change };
  return from === "" && until === "" ? scenario : { ...scenario, period: { from, until } };
}

function withDecidedMoment({ moment: _, ...scenario }: Scenario, moment: string): Scenario {
  return moment === "" ? scenario : { ...scenario, moment };
}
