import { mergeHypothesis } from "../hypotheses/story";
import { invalidate, patch } from "./resource";
import { onEvents } from "./socket";
import { store } from "./store";
import type * as t from "./types";

/** The last events, newest first, for Live and for the thinking agents. */
export const recent = store<t.StreamEvent[]>([]);

/** Arrival times (ms) of live events of the last ten seconds. */
export const arrivals = store<number[]>([]);

const kept = 500;
const rate_window_ms = 10_000;

function changeHypothesis(data: Record<string, unknown>): void {
  const next = data.hypothesis as t.Hypothesis | undefined;
  if (!next) return;
  patch<t.Hypothesis[]>("hypotheses", old => {
    const known = old.some(h => h.id === next.id);
    if (!known) return [...old, next];
    return old.map(h => (h.id === next.id ? mergeHypothesis(h, next) : h));
  });
  patch<t.Hypothesis>(`hypothesis/${next.id}`, h => mergeHypothesis(h, next));
  patch<t.Today>("today", old => ({
    ...old,
    testing: old.testing.map(h =>
      h.id === next.id ? mergeHypothesis(h, next) : h,
    ),
  }));
}

/** What an event makes old; what carries its new state is not asked again. */
function apply(event: t.StreamEvent): void {
  const subject = event.type.split(".", 1)[0];
  switch (subject) {
    case "hypothesis":
      changeHypothesis(event.data);
      if (event.type === "hypothesis.evidence") break;
      invalidate("today");
      invalidate("life");
      break;
    case "knowledge":
      invalidate("knowledge");
      invalidate("graph");
      break;
    case "samples":
      invalidate("metrics");
      invalidate("today");
      invalidate("samples/");
      invalidate("forecast/");
      invalidate("doubts");
      break;
    case "import":
      if (event.type === "import.finished") invalidate("");
      break;
    case "experiment":
      invalidate("experiment");
      break;
    case "alert":
    case "detectors":
      invalidate("alerts");
      break;
    case "journal":
      invalidate("journal");
      break;
    case "safety":
      invalidate("today");
      break;
  }
}

/** Lets events change what is on the screen. */
export function follow(past: () => number): void {
  onEvents((events, reset) => {
    const before = reset ? [] : recent.get();
    recent.set([...events.slice().reverse(), ...before].slice(0, kept));
    const fresh = events.filter(e => e.position > past());
    const now = performance.now();
    arrivals.set(old => [
      ...old.filter(at => now - at < rate_window_ms),
      ...fresh.map(() => now),
    ]);
    fresh.forEach(apply);
  });
}
