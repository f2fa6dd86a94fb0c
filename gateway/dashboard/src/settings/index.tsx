import { api } from "../api/client";
import { useResource } from "../api/resource";
import { useStore } from "../api/store";
import type { NodeStatus } from "../api/types";
import { change, settings } from "../app/settings";
import { whole } from "../format/number";
import { lasting } from "../format/time";
import { Choice } from "../parts/choice";
import { Lead, When } from "../parts/state";
import { FactList, type Facts } from "../parts/why";
import { s } from "../strings";
import { ImportCard } from "./import_card";

const w = s.settings;
const good = new Set(["ready", "running"]);

function options<T extends string>(words: Record<T, string>) {
  return Object.entries(words) as [T, string][];
}

function Look() {
  const { theme, units } = useStore(settings);
  return (
    <section class="card block">
      <h2>{w.look}</h2>
      <div class="setting">
        <span>{w.theme}</span>
        <Choice
          label={w.theme}
          value={theme}
          options={options(w.themes)}
          onChange={next => change({ theme: next })}
        />
      </div>
      <div class="setting">
        <span>{w.units}</span>
        <Choice
          label={w.units}
          value={units}
          options={options(w.systems)}
          onChange={next => change({ units: next })}
        />
      </div>
    </section>
  );
}

function Node({ status: n }: { status: NodeStatus }) {
  const facts: Facts = [
    [w.version, n.version],
    [w.state, w.states[n.state] ?? n.state],
    [w.uptime, lasting(n.uptime_s)],
    [w.position, whole(n.position)],
    [w.people, whole(n.people)],
    [w.actors, whole(n.actors)],
    [w.data, n.data],
  ];
  return (
    <>
      <FactList facts={facts} />
      <h3>{w.stages}</h3>
      <ul class="stages">
        {n.stages.map(x => (
          <li key={x.stage}>
            <span>{x.stage}</span>
            <span class={`tag ${good.has(x.state) ? "holds" : "fails"}`}>
              {w.states[x.state] ?? x.state}
            </span>
            <span class="quiet small">{x.detail}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Keys() {
  return (
    <section class="card block keys">
      <h2>{w.keys}</h2>
      <dl class="facts">
        {w.keyList.map(([key, text]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

export function Settings() {
  const health = useResource("health", api.health);
  return (
    <>
      <Lead over={w.title} answer={w.answer} />
      <div class="pair">
        <div class="block wide">
          <ImportCard />
          <Look />
          <Keys />
        </div>
        <section class="card block">
          <h2>{w.node}</h2>
          <When of={health}>{status => <Node status={status} />}</When>
        </section>
      </div>
    </>
  );
}
