import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";

import { api } from "../api/client";
import { useResource } from "../api/resource";
import { useStore } from "../api/store";
import type { MetricSummary, Point } from "../api/types";
import { settings } from "../app/settings";
import { clock, day } from "../format/time";
import { useNarrow, useWidth } from "../parts/width";
import { MetricWhy } from "../parts/why";
import { s } from "../strings";
import { fetchWindow, resolutionFor, withGaps, type Window } from "./axis";
import { aheadOf, worth } from "./ahead";
import { plot } from "./plot";
import { scaleOf, type Scale } from "./scale";

interface Props {
  metric: MetricSummary;
  window: Window;
  extent: Window;
  withTime: boolean;
  /** What is drawn: the window, and the coming days when they are shown. */
  drawn: Window;
  onWindow: (window: Window) => void;
  onReset: () => void;
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** The points that a window needs, shared by all that ask for the same. */
export function usePoints({
  metric,
  window,
  extent,
}: Pick<Props, "metric" | "window" | "extent">) {
  const resolution = resolutionFor(window);
  const { from, to } = fetchWindow(window, resolution, extent);
  const key = `samples/${metric.metric}/${resolution}/${from}/${to}`;
  const range = useResource(key, () =>
    api.samples({
      metric: metric.metric,
      from: iso(from),
      to: iso(to),
      resolution,
    }),
  );
  return { resolution, range };
}

/** What stands under the cursor: value, spread within it, when, source. */
function reading(p: Point, scale: Scale, fine: boolean): string {
  const spread =
    p.min !== undefined && p.max !== undefined && p.min !== p.max
      ? ` (${s.timeline.minmax(scale.text(p.min), scale.text(p.max))})`
      : "";
  const when = fine ? `${day(p.time)} ${clock(p.time)}` : day(p.time);
  const source = p.source ? ` · ${p.source}` : "";
  return `${scale.text(p.value)}${spread} · ${when}${source}`;
}

/** The point of a column, past the holes that stand between points. */
function pointAt(points: Point[], x: number | undefined): Point | undefined {
  if (x === undefined) return undefined;
  return points.find(p => Math.abs(Date.parse(p.time) / 1000 - x) < 0.5);
}

/** The forecast of a metric, while coming days are in sight. */
function useForecast(metric: string, on: boolean) {
  const key = on ? `forecast/${metric}` : "forecast/";
  const none = () => Promise.resolve(undefined);
  return useResource(key, on ? () => api.forecast(metric) : none).data;
}

export function Chart(props: Props) {
  const { metric: m, drawn } = props;
  const { units, theme } = useStore(settings);
  const narrow = useNarrow();
  const box = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLSpanElement>(null);
  const chart = useRef<uPlot>();
  const width = useWidth(box);
  const { resolution, range } = usePoints(props);
  const points = range.data?.points ?? [];
  const coarse = resolution === "day" || resolution === "week";
  const typical = m.baseline?.median ?? m.latest?.value ?? 0;
  const scale = scaleOf(m.unit, typical, units);
  const forecast = useForecast(m.metric, coarse && drawn.to > props.window.to);
  const height = (narrow ? 108 : 124) + (props.withTime ? 32 : 0);

  useEffect(() => {
    if (!box.current || width === 0 || !range.data) return undefined;
    const [x, y] = withGaps(points, resolution);
    const shown = y.map(v => (v === null ? null : scale.axis(v)));
    const onCursor = (index: number | null) => {
      const at = index === null ? undefined : pointAt(points, x[index]);
      const text = at ? reading(at, scale, !coarse) : "";
      if (said.current) said.current.textContent = text;
    };
    const made = plot(box.current, [x, shown], {
      width,
      height,
      window: drawn,
      ahead: aheadOf(forecast, scale.axis),
      scale,
      bars: coarse && (m.aggregate === "sum" || m.unit === "bool"),
      withTime: props.withTime,
      baseline: coarse && m.unit !== "bool" ? m.baseline : undefined,
      onWindow: props.onWindow,
      onReset: props.onReset,
      onCursor,
    });
    chart.current = made;
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  }, [range.data, forecast, width, units, theme, resolution, height]);

  useEffect(() => {
    chart.current?.setScale("x", { min: drawn.from, max: drawn.to });
  }, [drawn.from, drawn.to]);

  const none = range.data && points.length === 0;
  return (
    <section class="chart" aria-label={s.timeline.chart(m.label)}>
      <div class="head">
        <h2>{m.label}</h2>
        <span class="quiet small">{scale.unit}</span>
        <span class="said small" ref={said} />
        <MetricWhy
          metric={m}
          text={coarse && m.unit !== "bool" ? s.timeline.band : undefined}
        />
      </div>
      <div class={`plot ${props.withTime ? "tall" : ""}`} ref={box}>
        {none && <p class="quiet small">{s.timeline.noData}</p>}
        {range.error && <p class="error small">{range.error.message}</p>}
      </div>
      {forecast && <p class="quiet small ahead">{worth(forecast)}</p>}
    </section>
  );
}
