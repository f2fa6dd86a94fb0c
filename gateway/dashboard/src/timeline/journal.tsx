import { useRef, useState } from "preact/hooks";

import { api } from "../api/client";
import { useResource } from "../api/resource";
import { clock, day } from "../format/time";
import { Note } from "../parts/note";
import { useWidth } from "../parts/width";
import { s } from "../strings";
import type { Window } from "./axis";
import { lanes, markOf, type Lane, type Mark } from "./marks";
import { left, right } from "./plot";

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function said(mark: Mark): string {
  const at = `${day(iso(mark.at))} ${clock(iso(mark.at))}`;
  return mark.text ? `${at} · ${mark.text}` : at;
}

interface RowProps {
  lane: Lane;
  x: (t: number) => number;
  width: number;
}

function Row({ lane, x, width }: RowProps) {
  const [over, setOver] = useState<Mark>();
  return (
    <li class="lane">
      <div class="lane-name small">
        <span>{lane.label}</span>
        <span class="quiet">{over ? said(over) : ""}</span>
      </div>
      <svg
        width={width}
        height={16}
        role="img"
        aria-label={`${lane.label}: ${lane.marks.length}`}
        onPointerLeave={() => setOver(undefined)}
      >
        <path class="rule" d={`M0 8H${width}`} />
        {lane.marks.map((m, i) => (
          <circle
            key={i}
            class={m.happened ? "yes" : "no"}
            cx={x(m.at)}
            cy={8}
            r={m.happened ? 4 : 2.5}
            onPointerEnter={() => setOver(m)}
          />
        ))}
      </svg>
    </li>
  );
}

/** What a person noted, on the same axis. */
export function Journal({ window: w }: { window: Window }) {
  const box = useRef<HTMLElement>(null);
  const width = Math.max(0, useWidth(box) - left - right);
  const events = useResource("journal", () => api.events("journal.recorded"));
  const marks = (events.data ?? []).map(markOf);
  const shown = lanes(marks, w);
  const x = (t: number) => ((t - w.from) / (w.to - w.from)) * width;
  return (
    <section class="journal" ref={box} aria-labelledby="journal">
      <h2 id="journal">{s.timeline.journal}</h2>
      {shown.lanes.length === 0 && (
        <p class="quiet small">{s.timeline.journalNone}</p>
      )}
      <ul>
        {shown.lanes.map(l => (
          <Row key={l.label} lane={l} x={x} width={width} />
        ))}
      </ul>
      <Note />
      {shown.more > 0 && <p class="quiet small">+{shown.more}</p>}
    </section>
  );
}
