import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Today as TodayData } from "../api/types";
import { longDay } from "../format/time";
import { Icon } from "../parts/icon";
import { Note } from "../parts/note";
import { Empty, Lead, RedFlag, When } from "../parts/state";
import { s } from "../strings";
import { Alerts } from "./alerts";
import { Testing } from "./testing";
import { TileCard } from "./tile";

function Screen({ today }: { today: TodayData }) {
  const date = today.date ? longDay(today.date) : s.today.title;
  const nothing = today.tiles.length === 0;
  return (
    <>
      {today.alerts.map(a => (
        <RedFlag key={a.rule} advice={a.advice} rule={a.rule} />
      ))}
      <Lead
        over={date}
        answer={today.sentence || s.today.empty}
        certainty={today.certainty}
      />
      {nothing ? (
        <Empty title={s.today.emptyTitle} hint={s.today.emptyHint}>
          <a class="button first" href="#/settings">
            <Icon name="upload" size={18} />
            {s.today.import}
          </a>
        </Empty>
      ) : (
        <div class="tiles">
          {today.tiles.map(t => (
            <TileCard key={t.metric.metric} tile={t} />
          ))}
        </div>
      )}
      {!nothing && <Alerts />}
      {!nothing && <Note />}
      <Testing hypotheses={today.testing} />
    </>
  );
}

/** How am I, and what should I do today? */
export function Today() {
  const today = useResource("today", api.today);
  return <When of={today}>{data => <Screen today={data} />}</When>;
}
