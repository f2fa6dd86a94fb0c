// A simulated person: causes act on outcomes as `truth` says, the rest is
// noise. Everything that the mock node shows is computed from these days.
import { generator, median, spread } from "./random.mjs";

export const day_ms = 86_400_000;
const days = 400;

/** name, label, unit, kind, aggregate, group, mean, SD, clock hour, source */
const catalogue = [
  [
    "hrv_rmssd",
    "Heart rate variability (RMSSD)",
    "ms",
    "RMSSD",
    "mean",
    "heart",
    52,
    8,
    7.1,
    "whoop",
  ],
  [
    "resting_heart_rate",
    "Resting heart rate",
    "bpm",
    "lowest 5 min of sleep",
    "mean",
    "heart",
    54,
    3,
    7.1,
    "whoop",
  ],
  [
    "sleep_duration",
    "Sleep",
    "h",
    "asleep, stages summed",
    "sum",
    "sleep",
    7.3,
    0.7,
    7.2,
    "whoop",
  ],
  [
    "sleep_deep",
    "Deep sleep",
    "min",
    "N3",
    "sum",
    "sleep",
    84,
    16,
    7.2,
    "whoop",
  ],
  [
    "respiratory_rate",
    "Respiratory rate",
    "breaths/min",
    "asleep, median",
    "mean",
    "sleep",
    14.8,
    0.5,
    7.2,
    "whoop",
  ],
  [
    "day_strain",
    "Day strain",
    "strain",
    "0 to 21",
    "last",
    "activity",
    11,
    3.2,
    22,
    "whoop",
  ],
  [
    "steps",
    "Steps",
    "count",
    "wrist",
    "sum",
    "activity",
    8600,
    2600,
    22,
    "apple_health",
  ],
  [
    "caffeine",
    "Caffeine",
    "mg",
    "noted",
    "sum",
    "behaviour",
    60,
    55,
    16,
    "journal",
  ],
  [
    "alcohol",
    "Alcoholic drinks",
    "drinks",
    "noted",
    "sum",
    "behaviour",
    0.5,
    0.9,
    21,
    "journal",
  ],
  [
    "meditation",
    "Meditation",
    "min",
    "noted",
    "sum",
    "behaviour",
    9,
    8,
    20,
    "journal",
  ],
  [
    "weight",
    "Weight",
    "kg",
    "scale",
    "last",
    "body",
    74.2,
    0.5,
    7.5,
    "withings",
  ],
  [
    "skin_temperature",
    "Skin temperature",
    "degC",
    "asleep, wrist",
    "mean",
    "body",
    33.9,
    0.3,
    7.2,
    "whoop",
  ],
];

/** cause, effect, lag in days, SD of the effect per SD of the cause. */
export const truth = [
  ["alcohol", "hrv_rmssd", 1, -0.45],
  ["alcohol", "resting_heart_rate", 1, 0.4],
  ["caffeine", "sleep_deep", 1, -0.42],
  ["meditation", "hrv_rmssd", 1, 0.3],
  ["day_strain", "sleep_deep", 1, 0.28],
  ["sleep_duration", "hrv_rmssd", 0, 0.22],
  ["hrv_rmssd", "day_strain", 0, 0.25],
];

const causes = new Set(["caffeine", "alcohol", "meditation", "day_strain"]);

function standardised(count, random) {
  const z = {};
  for (const [name] of catalogue) {
    z[name] = Array.from({ length: count }, () => random.normal());
    if (!causes.has(name))
      for (let d = 1; d < count; d++)
        z[name][d] = 0.3 * z[name][d - 1] + 0.92 * z[name][d];
  }
  for (const [cause, effect, lag, size] of truth)
    for (let d = lag; d < count; d++) z[effect][d] += size * z[cause][d - lag];
  return z;
}

function valueOf(entry, z, day) {
  const [name, , , , aggregate, group, mean, sd] = entry;
  const drift = name === "weight" ? -2.5 * (day / days) : 0;
  const value = mean + sd * z + drift;
  if (group === "behaviour")
    return (
      Math.max(0, Math.round(value / 5) * 5) / (name === "alcohol" ? 5 : 1)
    );
  const digits = mean < 10 ? 2 : aggregate === "sum" ? 0 : 1;
  return Number(Math.max(0, value).toFixed(digits));
}

/** Days missing for everything (a flat battery) or for one metric. */
function missing(name, day, random) {
  if (day >= 150 && day < 163) return name !== "caffeine";
  if (name === "skin_temperature") return day < days - 12;
  if (name === "weight") return random.uniform() < 0.3;
  return random.uniform() < 0.03;
}

function localIso(ms) {
  return new Date(ms).toISOString().replace("Z", "+00:00");
}

/** @returns {{metrics: Map<string, object>, start: number, z: object}} */
export function live(now = Date.now(), seed = 7) {
  const random = generator(seed);
  const z = standardised(days, random);
  const start = Math.floor(now / day_ms) * day_ms - (days - 1) * day_ms;
  const metrics = new Map();
  for (const entry of catalogue) {
    const [name, , , , , , , , hour] = entry;
    const points = [];
    for (let day = 0; day < days; day++) {
      const at = start + day * day_ms + hour * 3.6e6;
      if (missing(name, day, random) || at > now) continue;
      const value = valueOf(entry, z[name][day], day);
      points.push({ time_ms: at, time: localIso(at), value, day });
    }
    metrics.set(name, { entry, points });
  }
  return { metrics, start, z, days };
}

/** MetricSummary of one metric: 60 days, at least 28 of them with a value. */
export function summary({ entry, points }, now) {
  const [metric, label, unit, kind, aggregate, group, , , , source] = entry;
  const window = points.filter(p => p.time_ms > now - 60 * day_ms);
  const last = points[points.length - 1];
  const values = window.map(p => p.value);
  const enough = values.length >= 28;
  const today = Math.floor(last.time_ms / day_ms) === Math.floor(now / day_ms);
  return {
    metric,
    label,
    unit,
    kind,
    aggregate,
    latest: {
      value: last.value,
      time: last.time,
      source,
      time_ms: last.time_ms,
    },
    ...(enough && {
      baseline: {
        id: `${metric}/60d/${last.time.slice(0, 10)}`,
        median: median(values),
        spread: spread(values),
        n: values.length,
        window_days: 60,
      },
    }),
    baseline_absent: enough
      ? ""
      : `not enough data yet: ${values.length} of 28 nights`,
    count: window.length,
    group,
    ...(today && { today: last.value }),
  };
}
