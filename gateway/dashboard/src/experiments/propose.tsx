import { useState } from "preact/hooks";

import { api } from "../api/client";
import type { TrialDraft } from "../api/types";
import { useMetrics } from "../app/metrics";
import { Icon } from "../parts/icon";
import { s } from "../strings";
import { useDeed } from "./act";
import { utcOffset } from "./plan";

const w = s.experiments;
const hours = Array.from({ length: 24 }, (_, h) => h);

interface Draft {
  cause: string;
  outcome: string;
  on: string;
  off: string;
  blockDays: string;
  remind: number;
  blinding: string;
  clinician: string;
}

const blank: Draft = {
  cause: "",
  outcome: "",
  on: "",
  off: "",
  blockDays: "",
  remind: 8,
  blinding: "open",
  clinician: "",
};

/** The draft as the node reads it; what was left out it chooses. */
export function asPlan(d: Draft, offset: number): TrialDraft {
  const days = Number(d.blockDays);
  return {
    cause: d.cause.trim(),
    outcome: d.outcome,
    on: d.on.trim(),
    off: d.off.trim(),
    blinding: d.blinding,
    remind_hour: d.remind,
    utc_offset_s: offset,
    ...(days > 0 && { block_days: days }),
    ...(d.clinician.trim() && { clinician: d.clinician.trim() }),
  };
}

interface FieldProps {
  label: string;
  hint?: string;
  value: string;
  required?: boolean;
  type?: string;
  set: (value: string) => void;
}

function Field({ label, hint, value, required, type, set }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type={type ?? "text"}
        required={required}
        maxLength={200}
        min={type === "number" ? 1 : undefined}
        placeholder={hint}
        value={value}
        onInput={e => set(e.currentTarget.value)}
      />
    </label>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  set: (value: string) => void;
}

function Select({ label, value, options, set }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select required value={value} onChange={e => set(e.currentTarget.value)}>
        {options.map(([v, text]) => (
          <option key={v} value={v}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Form({ done }: { done: () => void }) {
  const { data = [] } = useMetrics();
  const { act, error, busy } = useDeed();
  const [d, setDraft] = useState(blank);
  const set = (part: Partial<Draft>) => setDraft({ ...d, ...part });
  const send = async () => {
    if (await act(() => api.planExperiment(asPlan(d, utcOffset())))) done();
  };
  return (
    <form
      class="card propose"
      onSubmit={e => {
        e.preventDefault();
        void send();
      }}
    >
      <p class="quiet">{w.planHint}</p>
      <div class="propose-line two">
        <Field
          label={w.cause}
          hint={w.causeHint}
          value={d.cause}
          required
          set={cause => set({ cause })}
        />
        <Select
          label={w.outcome}
          value={d.outcome}
          options={[
            ["", s.hypotheses.choose],
            ...data.map(m => [m.metric, m.label] as const),
          ]}
          set={outcome => set({ outcome })}
        />
        <Field
          label={w.on}
          hint={w.onHint}
          value={d.on}
          required
          set={on => set({ on })}
        />
        <Field
          label={w.off}
          hint={w.offHint}
          value={d.off}
          required
          set={off => set({ off })}
        />
        <Field
          label={w.blockDays}
          value={d.blockDays}
          type="number"
          set={blockDays => set({ blockDays })}
        />
        <Select
          label={w.remind}
          value={`${d.remind}`}
          options={hours.map(h => [`${h}`, `${String(h).padStart(2, "0")}:00`])}
          set={h => set({ remind: Number(h) })}
        />
        <Select
          label={w.blinding}
          value={d.blinding}
          options={Object.entries(w.blindings)}
          set={blinding => set({ blinding })}
        />
        <Field
          label={w.clinician}
          hint={w.clinicianHint}
          value={d.clinician}
          set={clinician => set({ clinician })}
        />
      </div>
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

/** A person's own experiment; nothing begins before they say so. */
export function PlanOwn() {
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
          {w.planOwn}
        </button>
      </div>
      {open && <Form done={done} />}
      {sent && !open && <p role="status">{w.sent}</p>}
    </div>
  );
}
