import { api } from "../api/client";
import { useResource } from "../api/resource";
import { useStore } from "../api/store";
import type { MetricSummary, Tile } from "../api/types";
import { settings } from "../app/settings";
import { ago } from "../format/time";
import { aroundText, quantity } from "../format/units";
import { Sparkline } from "../parts/sparkline";
import { NotYet } from "../parts/state";
import { MetricWhy } from "../parts/why";
import { s } from "../strings";

const days_shown = 42;

/** The last six weeks by day. */
function useDays(metric: string) {
  return useResource(`samples/${metric}/spark`, () => {
    const to = new Date();
    const from = new Date(to.getTime() - days_shown * 86_400_000);
    return api.samples({
      metric,
      from: from.toISOString(),
      to: to.toISOString(),
      resolution: "day",
    });
  });
}

/** The value that a tile speaks of: the day's, else the latest sample. */
function valueOf(m: MetricSummary): number | undefined {
  return m.today ?? m.latest?.value;
}

/** False while the day is not over, or has no value: nothing is judged. */
const judged = (tile: Tile) => tile.word.endsWith("range");

/** Outside the own range by how much: a word, never a colour alone. */
function tone(tile: Tile): string {
  const size = Math.abs(tile.deviation ?? 0);
  if (!tile.metric.baseline || !judged(tile)) return "unknown";
  return size > 2 ? "far" : size > 1 ? "out" : "in";
}

/** One measure against the person's own usual. */
export function TileCard({ tile }: { tile: Tile }) {
  const { units } = useStore(settings);
  const m = tile.metric;
  const days = useDays(m.metric);
  const value = valueOf(m);
  const q = value === undefined ? undefined : quantity(value, m.unit, units);
  const points = days.data?.points ?? [];
  const b = m.baseline;
  const usual = b && s.today.baseline(aroundText(b, m.unit, units));
  return (
    <article class={`card tile ${tone(tile)}`}>
      <div class="head">
        <h2>{m.label}</h2>
        <MetricWhy metric={m} text={tile.why} />
      </div>
      <p class="value">
        <span>{q?.text ?? "–"}</span> {q?.unit && <small>{q.unit}</small>}
      </p>
      <p class="word">{tile.word}</p>
      <Sparkline
        points={points}
        baseline={b}
        label={s.today.spark(m.label, points.length)}
      />
      {usual ? (
        <p class="quiet small">{usual}</p>
      ) : (
        <NotYet text={m.baseline_absent || s.common.noBaseline} />
      )}
      <p class="quiet small when">{m.latest && ago(m.latest.time)}</p>
    </article>
  );
}
