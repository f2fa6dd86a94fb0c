import { useEffect, useMemo, useState } from "preact/hooks";

import { arrivals, recent } from "../api/live";
import { connection } from "../api/socket";
import { useStore } from "../api/store";
import type { EventClass, StreamEvent } from "../api/types";
import { useAgents, useLabel } from "../app/metrics";
import { whole } from "../format/number";
import { moment } from "../format/time";
import { pretty } from "../format/words";
import { Icon } from "../parts/icon";
import { Mark } from "../parts/mark";
import { Lead } from "../parts/state";
import { FactList } from "../parts/why";
import { Popover } from "../parts/popover";
import { s } from "../strings";
import { classes, everything, passes, rate, type Filter } from "./filter";
import { sentence } from "./sentence";
import { Way } from "./way";

const shown_at_most = 60;

/** Ticks once a second, for figures that fall when nothing comes. */
function useSecond(): number {
  const [now, set] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => set(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Figures() {
  const now = useSecond();
  const came = useStore(arrivals);
  const state = useStore(connection);
  const dropped = Object.values(state.dropped).reduce((a, b) => a + b, 0);
  const trip = state.round_trip_ms;
  const figures = [
    [s.live.rate, rate(came, now).toFixed(1)],
    [s.live.latency, trip === undefined ? "–" : `${trip} ms`],
    [s.live.position, whole(state.position ?? 0)],
    [s.live.dropped, whole(dropped)],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Line({ event }: { event: StreamEvent }) {
  const label = useLabel();
  const { data: agents = [] } = useAgents();
  const title = (name: string) =>
    agents.find(a => a.name === name)?.title ?? pretty(name);
  const said = sentence(event, label, title);
  const agent = agents.find(a => a.name === event.data.agent);
  return (
    <li class={`line ${event.class}`} data-position={event.position}>
      <time class="quiet small" dateTime={event.time}>
        {moment(event.time)}
      </time>
      <Mark small agent={agent} name={said.actor} />
      <p>
        <strong>{said.actor}</strong> {said.text}
      </p>
      <Popover
        title={event.type}
        label={`${event.type}, ${s.live.event} ${event.position}`}
        className="type small"
        face={event.type}
      >
        {() => (
          <FactList
            facts={[
              [s.live.position, `#${whole(event.position)}`],
              ["class", s.live.classes[event.class]],
              ["time", event.time],
              ["stream", event.stream],
              ["trace", <code>{event.trace_id}</code>],
            ]}
          />
        )}
      </Popover>
    </li>
  );
}

/**
 * The events, and those that wait: while a person points at the list or has
 * paused it, nothing moves under the finger.
 */
function useHeld(all: StreamEvent[], held: boolean) {
  const [upTo, setUpTo] = useState(Infinity);
  const newest = all[0]?.position ?? 0;
  useEffect(() => setUpTo(held ? newest : Infinity), [held]);
  const shown = all.filter(e => e.position <= upTo);
  return { shown, waiting: all.length - shown.length };
}

function Classes({
  filter,
  set,
}: {
  filter: Filter;
  set: (f: Filter) => void;
}) {
  const toggle = (c: EventClass) => {
    const next = new Set(filter.classes);
    if (!next.delete(c)) next.add(c);
    set({ ...filter, classes: next });
  };
  return (
    <div class="chips" role="group" aria-label={s.live.classLabel}>
      {classes.map(c => (
        <button
          type="button"
          key={c}
          class={`chip class-${c}`}
          aria-pressed={filter.classes.has(c)}
          onClick={() => toggle(c)}
        >
          {s.live.classes[c]}
        </button>
      ))}
    </div>
  );
}

/** The stream as it happens. */
export function Live() {
  const events = useStore(recent);
  const [filter, setFilter] = useState(everything);
  const [paused, setPaused] = useState(false);
  const [over, setOver] = useState(false);
  const passing = useMemo(
    () => events.filter(e => passes(e, filter)),
    [events, filter],
  );
  const { shown, waiting } = useHeld(passing, paused || over);
  return (
    <>
      <Lead over={s.live.title} answer={s.live.answer} />
      <Figures />
      <Way
        stage={filter.stage}
        onStage={stage => setFilter({ ...filter, stage })}
      />
      <div class="bar">
        <Classes filter={filter} set={setFilter} />
        <button
          type="button"
          class="chip"
          aria-pressed={paused}
          onClick={() => setPaused(!paused)}
        >
          <Icon name={paused ? "play" : "pause"} size={14} />
          {paused ? s.live.resume : s.live.pause}
        </button>
        {waiting > 0 && (
          <span class="tag holds">{s.live.waiting(waiting)}</span>
        )}
      </div>
      {shown.length === 0 ? (
        <p class="quiet">{events.length ? s.live.noneMatch : s.live.none}</p>
      ) : (
        <ol
          class="card lines"
          aria-label={s.live.list}
          onPointerEnter={e => setOver(e.pointerType === "mouse")}
          onPointerLeave={() => setOver(false)}
        >
          {shown.slice(0, shown_at_most).map(e => (
            <Line key={e.position} event={e} />
          ))}
        </ol>
      )}
    </>
  );
}
