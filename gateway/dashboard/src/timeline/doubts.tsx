import { useState } from "preact/hooks";

import { api } from "../api/client";
import { Problem } from "../api/problem";
import { invalidate, patch, useResource } from "../api/resource";
import type { Doubt, Doubts as DoubtsData } from "../api/types";
import { useLabel } from "../app/metrics";
import { clock, day } from "../format/time";
import { asSentence } from "../format/words";
import { s } from "../strings";

const w = s.doubts;

function Row({ doubt: d }: { doubt: Doubt }) {
  const label = useLabel();
  const [error, setError] = useState("");
  const at = new Date(d.time_ms).toISOString();
  const settle = async () => {
    setError("");
    try {
      await api.settleDoubt(d.id, !d.confirmed);
      patch<DoubtsData>("doubts", old => ({
        ...old,
        doubts: old.doubts.map(x =>
          x.id === d.id ? { ...x, confirmed: !d.confirmed } : x,
        ),
      }));
      for (const what of ["doubts", "metrics", "today"]) invalidate(what);
    } catch (e) {
      setError(e instanceof Problem ? e.message : s.common.failed);
    }
  };
  return (
    <li class="doubt">
      <div>
        <p>
          {label(d.metric)}{" "}
          <span class="quiet small">
            {day(at)} {clock(at)} · {d.source} · {w.samples(d.samples)}
          </span>
        </p>
        <p class="small">{asSentence(d.detail)}</p>
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
      </div>
      {d.confirmed && <span class="tag holds">{w.confirmed}</span>}
      <button type="button" class="button" onClick={() => void settle()}>
        {d.confirmed ? w.reopen : w.confirm}
      </button>
    </li>
  );
}

/** Values that ask for a second look; the person has the last word. */
export function Doubts() {
  const { data } = useResource("doubts", api.doubts);
  if (!data || data.doubts.length === 0) return null;
  const open = data.doubts.filter(d => !d.confirmed).length;
  return (
    <section class="card block" aria-labelledby="doubts">
      <div class="head">
        <h2 id="doubts">{w.title}</h2>
        <span class="quiet small">{w.open(open)}</span>
      </div>
      <p class="quiet small">{w.hint}</p>
      <ul>
        {data.doubts.slice(0, 20).map(d => (
          <Row key={d.id} doubt={d} />
        ))}
      </ul>
    </section>
  );
}
