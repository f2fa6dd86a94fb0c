import "uplot/dist/uPlot.min.css";
import { useMemo, useRef, useState } from "preact/hooks";

import { api } from "../api/client";
import { useResource } from "../api/resource";
import { useStore } from "../api/store";
import type { MetricSummary, Range } from "../api/types";
import { useMetrics } from "../app/metrics";
import { route } from "../app/route";
import { change, settings } from "../app/settings";
import { day } from "../format/time";
import { Choice } from "../parts/choice";
import { Empty, Lead, When } from "../parts/state";
import { s } from "../strings";
import { withAhead } from "./ahead";
import * as axis from "./axis";
import { choose } from "./choose";
import { Chart, usePoints } from "./chart";
import { Doubts } from "./doubts";
import { Journal } from "./journal";
import { Overview } from "./overview";

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** The measures that Today speaks of, in its order. */
function useTold(): string[] {
  const today = useResource("today", api.today);
  return today.data?.tiles.map(t => t.metric.metric) ?? [];
}

/** Every shown metric by week, from the beginning. */
function useRecord(metrics: MetricSummary[]) {
  const names = metrics.map(m => m.metric);
  return useResource(`samples/record/${names.join(",")}`, () =>
    Promise.all(
      names.map(metric =>
        api.samples({
          metric,
          from: "1990-01-01T00:00:00Z",
          to: new Date().toISOString(),
          resolution: "week",
        }),
      ),
    ),
  );
}

function Picker({ all, shown }: { all: MetricSummary[]; shown: string[] }) {
  const toggle = (metric: string) => {
    const on = shown.includes(metric);
    const metrics = on ? shown.filter(m => m !== metric) : [...shown, metric];
    change({ metrics });
    history.replaceState(null, "", "#/timeline");
    route.set({ ...route.get(), query: new URLSearchParams() });
  };
  return (
    <div class="chips" role="group" aria-label={s.timeline.metrics}>
      {all.map(m => (
        <button
          type="button"
          key={m.metric}
          class="chip"
          aria-pressed={shown.includes(m.metric)}
          onClick={() => toggle(m.metric)}
        >
          {m.label}
        </button>
      ))}
    </div>
  );
}

interface AnswerProps {
  shown: MetricSummary[];
  window: axis.Window;
  extent: axis.Window;
}

/** Of the first measure: how many days lay in the usual range. */
function Answer({ shown, window: w, extent }: AnswerProps) {
  const first = shown[0]!;
  const { resolution, range } = usePoints({ metric: first, window: w, extent });
  const counted =
    resolution === "day" && first.baseline
      ? axis.insideOf(range.data?.points ?? [], w, first.baseline)
      : undefined;
  const [from, to] = [day(iso(w.from)), day(iso(w.to))];
  const each =
    resolution === "raw" ? s.timeline.raw : s.timeline.resolution(resolution);
  return (
    <Lead
      over={s.timeline.title}
      answer={
        counted?.n
          ? s.timeline.inside(first.label, counted.inside, counted.n)
          : s.timeline.answer(shown.length, from, to)
      }
      certainty={s.timeline.span(from, to, each)}
    />
  );
}

interface StackProps {
  all: MetricSummary[];
  shown: MetricSummary[];
  record: Range[];
}

function Stack({ all, shown, record }: StackProps) {
  const now = useMemo(() => Math.ceil(Date.now() / 3.6e6) * 3600, []);
  const extent = axis.extentOf(
    record.map(r => r.points),
    now,
  );
  const [chosen, setWindow] = useState<axis.Window>();
  const [ahead, setAhead] = useState(false);
  const home = axis.presetWindow("d90", extent);
  const w = axis.clamp(chosen ?? home, extent);
  const drawn = withAhead(w, extent, ahead);
  const preset = axis.presetOf(w, extent) ?? "";
  const ranges = Object.entries(s.timeline.ranges);
  return (
    <>
      <Answer shown={shown} window={w} extent={extent} />
      <div class="bar">
        <Choice
          label={s.timeline.rangeLabel}
          value={preset}
          options={ranges as [string, string][]}
          onChange={p => setWindow(axis.presetWindow(p as axis.Preset, extent))}
        />
        <button
          type="button"
          class="chip"
          aria-pressed={ahead}
          onClick={() => setAhead(!ahead)}
        >
          {s.timeline.ahead}
        </button>
        <span class="quiet small hint">{s.timeline.hint}</span>
      </div>
      <Picker all={all} shown={shown.map(m => m.metric)} />
      <div class="card stack">
        <Overview
          points={record[0]?.points ?? []}
          window={w}
          extent={extent}
          onWindow={setWindow}
        />
        {shown.map((m, i) => (
          <Chart
            key={`${m.metric}/${i === shown.length - 1}`}
            metric={m}
            window={w}
            extent={extent}
            drawn={drawn}
            withTime={i === shown.length - 1}
            onWindow={next => setWindow(axis.clamp(next, extent))}
            onReset={() => setWindow(home)}
          />
        ))}
        <Journal window={drawn} />
      </div>
      <Doubts />
    </>
  );
}

function Loaded({ all }: { all: MetricSummary[] }) {
  const { metrics } = useStore(settings);
  const { query } = useStore(route);
  const told = useTold();
  const shown = choose(all, metrics, told, query.get("metric") ?? "");
  const record = useRecord(shown);
  // While another choice of metrics is read, the last record stays in sight.
  const kept = useRef<Range[]>();
  if (record.data) kept.current = record.data;
  return (
    <When of={{ ...record, data: record.data ?? kept.current }}>
      {data => <Stack all={all} shown={shown} record={data} />}
    </When>
  );
}

/** Everything on one axis of time. */
export function Timeline() {
  const metrics = useMetrics();
  return (
    <When of={metrics}>
      {all =>
        all.length === 0 ? (
          <>
            <Lead over={s.timeline.title} answer={s.timeline.none} />
            <Empty title={s.timeline.none} hint={s.today.emptyHint} />
          </>
        ) : (
          <Loaded all={all} />
        )
      }
    </When>
  );
}
