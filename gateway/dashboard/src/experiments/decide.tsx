import { useState } from "preact/hooks";

import { api } from "../api/client";
import type { Trial } from "../api/types";
import { s } from "../strings";
import { useDeed } from "./act";

const w = s.experiments;

interface SureProps {
  text: string;
  sure: string;
  busy: boolean;
  danger?: boolean;
  yes: () => void;
}

/** A button that asks once more before it does what cannot be undone. */
function Sure({ text, sure, busy, danger, yes }: SureProps) {
  const [asked, setAsked] = useState(false);
  const tone = danger ? "danger" : "first";
  if (!asked)
    return (
      <button
        type="button"
        class={`button ${danger ? "" : "first"}`}
        onClick={() => setAsked(true)}
      >
        {text}
      </button>
    );
  return (
    <>
      <span class="ask-sure">{sure}</span>
      <button
        type="button"
        class={`button ${tone}`}
        disabled={busy}
        onClick={yes}
      >
        {w.yes}
      </button>
      <button type="button" class="button" onClick={() => setAsked(false)}>
        {w.no}
      </button>
    </>
  );
}

function Clinician(props: { value: string; set: (v: string) => void }) {
  return (
    <label class="field">
      <span>{w.clinician}</span>
      <input
        type="text"
        maxLength={120}
        placeholder={w.clinicianHint}
        value={props.value}
        onInput={e => props.set(e.currentTarget.value)}
      />
    </label>
  );
}

/** The person's yes or no to a proposed one, and the end of a running one. */
export function Decide({ trial }: { trial: Trial }) {
  const { act, error, busy } = useDeed();
  const [clinician, setClinician] = useState("");
  const decide = (how: string) => () =>
    void act(() => api.decideExperiment(trial.id, how, clinician.trim()));
  if (trial.status !== "proposed" && trial.status !== "running") return null;
  const proposed = trial.status === "proposed";
  return (
    <div class="block decide">
      {proposed && <Clinician value={clinician} set={setClinician} />}
      <div class="chips">
        {proposed ? (
          <>
            <Sure
              text={w.accept}
              sure={w.acceptSure}
              busy={busy}
              yes={decide("accept")}
            />
            <button
              type="button"
              class="button"
              disabled={busy}
              onClick={decide("decline")}
            >
              {w.decline}
            </button>
          </>
        ) : (
          <Sure
            text={w.stop}
            sure={w.stopSure}
            busy={busy}
            danger
            yes={decide("stop")}
          />
        )}
      </div>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
