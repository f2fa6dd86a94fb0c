// What the mock node answers, computed from the simulated person.
import { day_ms, summary } from "./person.mjs";
import { median } from "./random.mjs";

const step = { minute: 6e4, hour: 3.6e6, day: day_ms, week: 7 * day_ms };

/** A Range: by day and finer as it is, by week as the mean of its days. */
export function samples(person, query) {
  const metric = query.get("metric");
  const found = person.metrics.get(metric);
  if (!found) return undefined;
  const [from, to] = ["from", "to"].map(k => Date.parse(query.get(k) ?? ""));
  const inside = found.points.filter(p => p.time_ms >= from && p.time_ms < to);
  const width = step[query.get("resolution")] ?? 0;
  const source = found.entry[9];
  const points =
    width > day_ms
      ? weeks(inside, width)
      : inside.map(p => ({
          time: p.time,
          value: p.value,
          source,
          time_ms: p.time_ms,
        }));
  return {
    metric,
    unit: found.entry[2],
    points,
    next_cursor: "",
    resolution: query.get("resolution"),
  };
}

function weeks(points, width) {
  const by = new Map();
  for (const p of points) {
    const key = Math.floor(p.time_ms / width) * width;
    by.set(key, [...(by.get(key) ?? []), p.value]);
  }
  return [...by].map(([at, values]) => ({
    time: new Date(at + width / 2).toISOString(),
    value: values.reduce((a, b) => a + b, 0) / values.length,
    count: values.length,
    min: Math.min(...values),
    max: Math.max(...values),
    source: "",
    time_ms: at + width / 2,
  }));
}

function tile(metric) {
  const b = metric.baseline;
  if (!b)
    return {
      metric,
      word: "not known yet",
      deviation: 0,
      why: "A baseline needs 28 nights in 60 days.",
    };
  const value = metric.today ?? metric.latest.value;
  const deviation = (value - b.median) / b.spread;
  const word =
    deviation > 1
      ? "above your range"
      : deviation < -1
        ? "below your range"
        : "in your range";
  return {
    metric,
    word,
    deviation,
    why: `${Math.abs(deviation).toFixed(1)} spreads ${deviation < 0 ? "below" : "above"} the median of ${b.n} days in the last ${b.window_days}.`,
  };
}

export function today(person, hypotheses, alerts, now = Date.now()) {
  const names = [
    "sleep_duration",
    "hrv_rmssd",
    "resting_heart_rate",
    "day_strain",
    "skin_temperature",
  ];
  const tiles = names.map(n => tile(summary(person.metrics.get(n), now)));
  const off = tiles.filter(t => Math.abs(t.deviation) > 1);
  const sentence =
    off.length === 0
      ? "Last night and this morning are within your usual range."
      : `Your ${off.map(t => t.metric.label.charAt(0).toLowerCase() + t.metric.label.slice(1)).join(" and ")} ${off.length > 1 ? "are" : "is"} outside your usual range; the rest is as always.`;
  return {
    sentence,
    certainty: `${tiles.length - 1} of ${tiles.length} measures have a baseline. One day says little: look at the week before you change anything.`,
    tiles,
    testing: hypotheses.filter(h => h.status === "testing"),
    alerts,
    date: new Date(now).toISOString().slice(0, 10),
  };
}

export const agents = [
  {
    name: "neuroscientist",
    title: "Neuroscientist",
    mark: "N",
    purpose: "Sleep, stress and the autonomic nervous system.",
    domains: ["sleep", "heart"],
    tools: ["baseline", "latest", "hypotheses"],
  },
  {
    name: "recovery",
    title: "Recovery and sleep",
    mark: "R",
    purpose: "How load and rest balance from night to night.",
    domains: ["sleep", "activity"],
    tools: ["baseline", "latest", "insights"],
  },
];

/** An Answer whose every number is in its evidence. */
export function answer(person, question, mode, id) {
  const hrv = summary(person.metrics.get("hrv_rmssd"), Date.now());
  const sleep = summary(person.metrics.get("sleep_duration"), Date.now());
  const week = person.metrics
    .get("hrv_rmssd")
    .points.slice(-7)
    .map(p => p.value);
  const red = /chest pain|faint/i.test(question);
  const m = v => Number(v.toFixed(1));
  const evidence = [
    {
      id: "e1",
      kind: "baseline",
      text: `HRV over 60 days: median ${m(hrv.baseline.median)} ms`,
      value: hrv.baseline.median,
      unit: "ms",
      window: "60 days",
      n: hrv.baseline.n,
      provenance: [hrv.baseline.id],
      metric: "hrv_rmssd",
    },
    {
      id: "e2",
      kind: "latest",
      text: `HRV, last seven nights: median ${m(median(week))} ms`,
      value: median(week),
      unit: "ms",
      window: "7 days",
      n: week.length,
      provenance: ["#1190", "#1196"],
      metric: "hrv_rmssd",
    },
    {
      id: "e3",
      kind: "insight",
      text: "HRV is lower the day after alcohol",
      value: 0,
      unit: "",
      window: "120 days",
      n: 74,
      provenance: ["#900"],
      metric: "",
    },
    {
      id: "e4",
      kind: "latest",
      text: "Sleep, last night",
      value: sleep.latest.value,
      unit: "h",
      window: "1 night",
      n: 1,
      provenance: ["#1197"],
      metric: "sleep_duration",
    },
  ];
  return {
    answer_id: id,
    answer:
      `Your HRV has a median of ${m(median(week))} ms this week [e2] against ${m(hrv.baseline.median)} ms usually [e1]. ` +
      "What is known of you that lowers it is alcohol the evening before [e3].",
    mode,
    contributions: [
      {
        agent: "neuroscientist",
        text: "",
        dissent: [],
        claims: [
          {
            text: "This week's HRV against your own usual.",
            evidence: ["e1", "e2"],
            grade: "observed",
          },
          {
            text: "Alcohol goes before lower HRV in you.",
            evidence: ["e3"],
            grade: "tested",
          },
        ],
      },
      {
        agent: "recovery",
        text: "",
        claims: [
          {
            text: `Last night's sleep was ${m(sleep.latest.value)} hours.`,
            evidence: ["e4"],
            grade: "observed",
          },
        ],
        dissent: [
          "Sleep may explain part of it; seven nights cannot tell the two apart [e4].",
        ],
      },
    ],
    evidence,
    ...(red && {
      safety: {
        escalated: true,
        rule: "chest_pain",
        advice:
          "Chest pain can be an emergency. Call your local emergency number now. Do not wait for an answer here.",
      },
    }),
    cost: { model_calls: 0, tokens: 0, tool_uses: 5 },
    trace_id: "5f1c0a7e9b2d4c6f8a0b1c2d3e4f5a6b",
    question,
    time: new Date().toISOString(),
  };
}
