import { useState } from "preact/hooks";

import { api } from "../api/client";
import { Problem } from "../api/problem";
import { patch } from "../api/resource";
import type { Hypothesis, Proposal } from "../api/types";
import { useMetrics } from "../app/metrics";
import { Icon } from "../parts/icon";
import { s } from "../strings";

const lags = [0, 1, 2, 3, 4, 5, 6, 7];
const blank: Proposal = {
  cause: "",
  effect: "",
  direction: "increase",
  lag_days: 1,
  rationale: "",
};

function Measure(props: {
  label: string;
  value: string;
  onChange: (v: string) => void;
}) {
  const { data = [] } = useMetrics();
  return (
    <label class="field">
      <span>{props.label}</span>
      <select
        required
        value={props.value}
        onChange={e => props.onChange(e.currentTarget.value)}
      >
        <option value="">{s.hypotheses.choose}</option>
        {data.map(m => (
          <option key={m.metric} value={m.metric}>
            {m.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function useProposal(done: () => void) {
  const [draft, setDraft] = useState(blank);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (draft.cause === draft.effect) return setError(s.hypotheses.same);
    setBusy(true);
    setError("");
    try {
      const made = await api.propose(draft);
      patch<Hypothesis[]>("hypotheses", old => [
        ...old.filter(h => h.id !== made.id),
        made,
      ]);
      setDraft(blank);
      done();
    } catch (e) {
      setError(e instanceof Problem ? e.message : s.common.failed);
    } finally {
      setBusy(false);
    }
  };
  const set = (part: Partial<Proposal>) => {
    setError("");
    setDraft({ ...draft, ...part });
  };
  return { draft, set, error, busy, send };
}

function Form({ done }: { done: () => void }) {
  const { draft, set, error, busy, send } = useProposal(done);
  const w = s.hypotheses;
  return (
    <form
      class="card propose"
      onSubmit={e => {
        e.preventDefault();
        void send();
      }}
    >
      <p class="quiet">{w.proposeHint}</p>
      <div class="propose-line">
        <Measure
          label={w.cause}
          value={draft.cause}
          onChange={cause => set({ cause })}
        />
        <Measure
          label={w.effectLabel}
          value={draft.effect}
          onChange={effect => set({ effect })}
        />
        <label class="field">
          <span>{`${w.increase} / ${w.decrease}`}</span>
          <select
            value={draft.direction}
            onChange={e =>
              set({ direction: e.currentTarget.value as Proposal["direction"] })
            }
          >
            <option value="increase">{w.increase}</option>
            <option value="decrease">{w.decrease}</option>
          </select>
        </label>
        <label class="field">
          <span>{w.lagLabel}</span>
          <select
            value={draft.lag_days}
            onChange={e => set({ lag_days: Number(e.currentTarget.value) })}
          >
            {lags.map(n => (
              <option key={n} value={n}>
                {s.common.lag(n)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="field">
        <span>{w.rationaleLabel}</span>
        <textarea
          rows={2}
          placeholder={w.rationaleHint}
          value={draft.rationale}
          onInput={e => set({ rationale: e.currentTarget.value })}
        />
      </label>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <div>
        <button type="submit" class="button first" disabled={busy}>
          {w.send}
        </button>
      </div>
    </form>
  );
}

/** A person's own idea, registered like every other. */
export function Propose() {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const done = () => {
    setOpen(false);
    setSent(true);
  };
  return (
    <div class="block">
      <div class="chips">
        <button
          type="button"
          class="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? "close" : "plus"} size={18} />
          {s.hypotheses.propose}
        </button>
      </div>
      {open && <Form done={done} />}
      {sent && !open && <p role="status">{s.hypotheses.sent}</p>}
    </div>
  );
}
