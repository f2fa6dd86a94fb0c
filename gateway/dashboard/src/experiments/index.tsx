import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Trial } from "../api/types";
import { asSentence } from "../format/words";
import { Empty, Lead, When } from "../parts/state";
import { s } from "../strings";
import { TrialPage, useTitle } from "./page";
import { groups, inGroup, type GroupId } from "./plan";
import { PlanOwn } from "./propose";
import { TodaysPart } from "./today";

const w = s.experiments;

/** The list has no schedules: today's part is asked for one by one. */
function Running({ id }: { id: string }) {
  const one = useResource(`experiment/${id}`, () => api.experiment(id));
  return <When of={one}>{trial => <TodaysPart trial={trial} />}</When>;
}

function Card({ trial }: { trial: Trial }) {
  const title = useTitle();
  const said = trial.result?.sentence || trial.reason || trial.plan.rationale;
  return (
    <article class="card idea trial" data-id={trial.id}>
      <h3>
        <a href={`#/experiments/${encodeURIComponent(trial.id)}`}>
          {title(trial)}
        </a>
      </h3>
      <div class="facts-line">
        <span class={`tag ${trial.status === "running" ? "experiment" : ""}`}>
          {w.status[trial.status]}
        </span>
      </div>
      {trial.status === "running" ? (
        <Running id={trial.id} />
      ) : (
        said && <p class="small">{asSentence(said)}</p>
      )}
    </article>
  );
}

function Group({ id, trials }: { id: GroupId; trials: Trial[] }) {
  if (trials.length === 0) return null;
  return (
    <section class="block" aria-labelledby={`group-${id}`}>
      <h2 id={`group-${id}`}>
        {w.groups[id]} <span class="quiet">{trials.length}</span>
      </h2>
      <div class="trials">
        {trials.map(t => (
          <Card key={t.id} trial={t} />
        ))}
      </div>
    </section>
  );
}

function Page({ all }: { all: Trial[] }) {
  const of = (id: GroupId) => inGroup(all, id);
  const n = (id: GroupId) => of(id).length;
  return (
    <>
      <Lead
        over={w.title}
        answer={w.answer(n("running"), n("proposed"), n("over"))}
        certainty={w.certainty}
      />
      <PlanOwn />
      {all.length === 0 && (
        <Empty title={w.answer(0, 0, 0)} hint={w.emptyHint} />
      )}
      {groups.map(g => (
        <Group key={g.id} id={g.id} trials={of(g.id)} />
      ))}
    </>
  );
}

export function Experiments({ id }: { id: string }) {
  const all = useResource("experiments", api.experiments);
  if (id !== "") return <TrialPage key={id} id={id} />;
  return <When of={all}>{data => <Page all={data} />}</When>;
}
