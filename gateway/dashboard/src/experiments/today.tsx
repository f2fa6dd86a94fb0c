import { api } from "../api/client";
import type { Trial, TrialDay } from "../api/types";
import { longDay } from "../format/time";
import { pretty } from "../format/words";
import { Meter } from "../parts/state";
import { s } from "../strings";
import { useDeed } from "./act";
import { dateOf, dayOf, progress } from "./plan";

const w = s.experiments;

function Report({ trial, day }: { trial: Trial; day: TrialDay }) {
  const { act, error, busy } = useDeed();
  const tell = (adherence: string) => () =>
    void act(() => api.reportDay(trial.id, day.date, adherence));
  return (
    <>
      <div class="chips" role="group" aria-label={w.adherence}>
        {(["followed", "deviated"] as const).map(how => (
          <button
            key={how}
            type="button"
            class="chip"
            aria-pressed={day.adherence === how}
            disabled={busy}
            onClick={tell(how)}
          >
            {w[how]}
          </button>
        ))}
        {day.adherence && (
          <span class="quiet small">
            {w.told[day.adherence]}
            {day.adherence_source &&
              `, ${w.toldBy[day.adherence_source] ?? day.adherence_source}`}
          </span>
        )}
      </div>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

/** What the coin has chosen for today, and whether it was done. */
export function TodaysPart({ trial }: { trial: Trial }) {
  const date = dateOf(new Date());
  const day = dayOf(trial.days, date);
  const { done, all } = progress(trial.days, date);
  const begins = trial.plan.start;
  if (!day)
    return (
      <p class="quiet">{begins > date ? w.begins(longDay(begins)) : w.noDay}</p>
    );
  return (
    <div class="part">
      <p class="over">{w.today}</p>
      <p class="instruction">{pretty(day.instruction)}</p>
      {day.washout && <p class="quiet small">{w.washout}</p>}
      {!day.arm && <p class="quiet small">{w.blinded}</p>}
      <Report trial={trial} day={day} />
      <Meter share={done / all} label={w.progress(done, all)} />
      <p class="quiet small">{w.progress(done, all)}</p>
    </div>
  );
}
