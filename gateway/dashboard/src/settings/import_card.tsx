import { useRef, useState } from "preact/hooks";

import { useStore } from "../api/store";
import { bytes, whole } from "../format/number";
import { day } from "../format/time";
import { Icon } from "../parts/icon";
import { Meter } from "../parts/state";
import { FactList, type Facts } from "../parts/why";
import { s } from "../strings";
import { importFile, over, running, share, type Running } from "./import";

const w = s.settings;

function word(r: Running): string {
  if (r.error || r.progress?.state === "failed") return w.failed;
  if (r.progress?.state === "interrupted") return w.interrupted;
  if (r.progress?.state === "finished") return w.done;
  return r.progress ? w.reading : w.sending;
}

function Outcome({ running: r }: { running: Running }) {
  const p = r.progress;
  if (!p) return null;
  const reasons = Object.entries(p.rejected_by_code)
    .map(([code, n]) => `${code.replaceAll("_", " ")}: ${whole(n)}`)
    .join(", ");
  const facts: Facts = [
    [w.records, whole(p.records)],
    [w.accepted, whole(p.accepted)],
    [w.duplicates, whole(p.duplicates)],
    [w.rejected, whole(p.rejected)],
    [w.refusals, reasons],
    [w.span, p.first && p.last ? `${day(p.first)} – ${day(p.last)}` : ""],
  ];
  return <FactList facts={facts} />;
}

function Progress({ running: r }: { running: Running }) {
  const error = r.error ?? r.progress?.error;
  return (
    <div class="block" aria-live="polite">
      <div class="head">
        <h3>{r.name}</h3>
        <span class="quiet small">
          {word(r)} · {bytes(r.size)}
        </span>
      </div>
      <Meter share={share(r)} label={`${r.name}: ${word(r)}`} />
      {error && <p class="error">{error}</p>}
      <Outcome running={r} />
    </div>
  );
}

/** Hands in an export of a device. */
export function ImportCard() {
  const input = useRef<HTMLInputElement>(null);
  const now = useStore(running);
  const [over_it, setOver] = useState(false);
  const busy = now !== undefined && !over(now);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && !busy) void importFile(file);
  };
  return (
    <section
      class={`card block drop ${over_it ? "over" : ""}`}
      onDragOver={e => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={e => {
        e.preventDefault();
        setOver(false);
        take(e.dataTransfer?.files);
      }}
    >
      <h2>{w.import}</h2>
      <p class="quiet">{w.importHint}</p>
      <div class="bar">
        <input
          ref={input}
          class="hidden"
          type="file"
          tabIndex={-1}
          aria-label={w.choose}
          onChange={e => {
            take(e.currentTarget.files);
            e.currentTarget.value = "";
          }}
        />
        <button
          type="button"
          class="button first"
          disabled={busy}
          onClick={() => input.current?.click()}
        >
          <Icon name="upload" size={18} />
          {w.choose}
        </button>
        <span class="quiet small">{w.drop}</span>
      </div>
      {now && <Progress running={now} />}
    </section>
  );
}
