import { useState } from "preact/hooks";

import { api } from "../api/client";
import { Problem } from "../api/problem";
import { s } from "../strings";
import { Icon } from "./icon";

const w = s.timeline;

/** Now as a date and time field has it: local, to the minute. */
function now(): string {
  const at = new Date();
  const local = at.getTime() - at.getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 16);
}

/** "Late meal!" as the type of an entry; what has no letters is a note. */
export function typeOf(what: string): string {
  const words = what.toLowerCase().match(/[a-z0-9]+/g) ?? ["note"];
  return words.join("_").slice(0, 64);
}

function useEntry(done: (what: string) => void) {
  const [what, setWhat] = useState("");
  const [at, setAt] = useState(now);
  const [note, setNote] = useState("");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setError("");
    const name = what.trim();
    const time = new Date(at).toISOString();
    const text = note.trim();
    const data = { name, ...(text && { note: text }) };
    try {
      await api.record({ type: typeOf(name), time, data });
      done(name);
    } catch (e) {
      setError(e instanceof Problem ? e.message : s.common.failed);
    } finally {
      setBusy(false);
    }
  };
  return { what, setWhat, at, setAt, note, setNote, error, busy, send };
}

function Form({ done }: { done: (what: string) => void }) {
  const entry = useEntry(done);
  return (
    <form
      class="card note-form"
      onSubmit={e => {
        e.preventDefault();
        void entry.send();
      }}
    >
      <label class="field">
        <span>{w.what}</span>
        <input
          type="text"
          required
          maxLength={80}
          placeholder={w.whatHint}
          value={entry.what}
          onInput={e => entry.setWhat(e.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{w.at}</span>
        <input
          type="datetime-local"
          required
          value={entry.at}
          onInput={e => entry.setAt(e.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{w.note}</span>
        <input
          type="text"
          maxLength={500}
          placeholder={w.noteHint}
          value={entry.note}
          onInput={e => entry.setNote(e.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button first" disabled={entry.busy}>
        {w.keep}
      </button>
      {entry.error && (
        <p class="error" role="alert">
          {entry.error}
        </p>
      )}
    </form>
  );
}

/** Writes one thing into the person's journal. */
export function Note() {
  const [open, setOpen] = useState(false);
  const [kept, setKept] = useState("");
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
          {w.write}
        </button>
      </div>
      {open && (
        <Form
          done={what => {
            setOpen(false);
            setKept(what);
          }}
        />
      )}
      {kept && !open && <p role="status">{w.kept(kept)}</p>}
    </div>
  );
}
