import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Alert, Alerts as AlertsData, Finding } from "../api/types";
import { number } from "../format/number";
import { day } from "../format/time";
import { asSentence } from "../format/words";
import { Icon } from "../parts/icon";
import { FactList, type Facts } from "../parts/why";
import { s } from "../strings";

const w = s.alerts;

const withUnit = (v: number | undefined, unit: string) =>
  v === undefined ? "" : `${number(v)} ${unit}`.trim();

function factsOf(f: Finding): Facts {
  return [
    [s.common.value, withUnit(f.value, f.unit)],
    [w.limit, withUnit(f.threshold, f.unit)],
    [w.days, f.n ? number(f.n) : ""],
    [s.common.window, f.window_days ? s.common.days(f.window_days) : ""],
    [w.rule, f.source],
  ];
}

function One({ alert: a }: { alert: Alert }) {
  const f = a.finding;
  return (
    <li class={`alert ${f.urgency}`}>
      <Icon name="alert" size={20} />
      <div>
        <p>
          <strong>{f.title}</strong>{" "}
          <span class="quiet small">
            {w.urgency[f.urgency] ?? f.urgency}, {w.since(day(a.since))}
          </span>
        </p>
        <p>{asSentence(f.reason)}</p>
        {f.advice && <p class="small">{asSentence(f.advice)}</p>}
        <details>
          <summary>{s.common.why}</summary>
          <FactList facts={factsOf(f)} />
        </details>
      </div>
    </li>
  );
}

function Checked({ all }: { all: AlertsData }) {
  const n = (outcome: Finding["outcome"]) =>
    all.detectors.filter(d => d.outcome === outcome).length;
  if (all.detectors.length === 0) return null;
  return (
    <details>
      <summary>{w.all(n("fired"), n("checked"), n("skipped"))}</summary>
      <ul class="detectors small">
        {all.detectors.map(d => (
          <li key={d.detector}>
            <span class={`tag ${d.outcome}`}>{w.outcomes[d.outcome]}</span>
            <span>
              {d.title}: <span class="quiet">{d.reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the detectors found in the newest day, each with its evidence. */
export function Alerts() {
  const { data } = useResource("alerts", api.alerts);
  const said = data && (data.alerts.length > 0 || data.detectors.length > 0);
  if (!said) return null;
  return (
    <section class="card block" aria-labelledby="stands-out">
      <h2 id="stands-out">{w.title}</h2>
      {data.alerts.length > 0 && (
        <ul class="alerts">
          {data.alerts.map(a => (
            <One key={a.alert_id} alert={a} />
          ))}
        </ul>
      )}
      {data.held_back.length > 0 && (
        <p class="small">
          {w.held(data.held_back.length)}.{" "}
          <span class="quiet">{w.heldHint(data.spent, data.budget)}</span>
        </p>
      )}
      <Checked all={data} />
    </section>
  );
}
