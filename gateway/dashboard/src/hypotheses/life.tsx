import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Hypothesis } from "../api/types";
import { odds, whole } from "../format/number";
import { day } from "../format/time";
import { asSentence } from "../format/words";
import { s } from "../strings";
import { columnOf } from "./story";
import { lifeOf, turns, type Turn } from "./life_turns";

/** Every turn of every hypothesis; the log is asked for one type at a time. */
async function allTurns() {
  const asked = turns.map(verb => api.events(`hypothesis.${verb}`));
  return (await Promise.all(asked)).flat();
}

function Step({ turn: t }: { turn: Turn }) {
  const w = s.hypotheses;
  const weight =
    t.log_e === undefined || t.n === undefined
      ? ""
      : w.stood(odds(t.log_e), t.n);
  return (
    <li>
      <span class={`tag ${columnOf(t.status)}`}>{w.status[t.status]}</span>
      <div>
        <p>
          {day(t.day)}{" "}
          <span class="quiet small">
            {[weight, `#${whole(t.position)}`].filter(x => x).join(" · ")}
          </span>
        </p>
        {t.reason && <p class="small">{asSentence(t.reason)}</p>}
      </div>
    </li>
  );
}

/** From the written prediction to where it stands, as the log has it. */
export function Life({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const { data = [] } = useResource("life", allTurns);
  const steps = lifeOf(h.id, data);
  if (steps.length === 0) return null;
  return (
    <section class="card block" aria-labelledby="life">
      <h2 id="life">{s.hypotheses.life}</h2>
      <p class="quiet small">{s.hypotheses.lifeHint}</p>
      <ol class="life">
        {steps.map(t => (
          <Step key={t.position} turn={t} />
        ))}
      </ol>
    </section>
  );
}
