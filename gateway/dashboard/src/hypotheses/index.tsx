import { useState } from "preact/hooks";

import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Hypothesis } from "../api/types";
import { Empty, Lead, When } from "../parts/state";
import { s } from "../strings";
import { HypothesisCard, ShortCard } from "./card";
import { Propose } from "./propose";
import { StoryPage } from "./story_page";
import { byEvidence, columnOf, columns, type ColumnId } from "./story";

/** More than these wait behind a button: a board is looked at, not scrolled. */
const in_sight = 5;

function inColumn(all: Hypothesis[], id: ColumnId): Hypothesis[] {
  return all.filter(h => columnOf(h.status) === id).sort(byEvidence);
}

function Column({ id, all }: { id: ColumnId; all: Hypothesis[] }) {
  const [whole, setWhole] = useState(false);
  const cards = inColumn(all, id);
  const Card = id === "testing" || id === "holds" ? HypothesisCard : ShortCard;
  const most = id === "holds" ? cards.length : in_sight;
  const more = cards.slice(most);
  return (
    <section class="column" aria-labelledby={`column-${id}`}>
      <h2 id={`column-${id}`}>
        {s.hypotheses.columns[id]} <span class="quiet">{cards.length}</span>
      </h2>
      {cards.length === 0 && (
        <p class="quiet small">{s.hypotheses.columnEmpty}</p>
      )}
      {cards.slice(0, most).map(h => (
        <Card key={h.id} hypothesis={h} />
      ))}
      {whole && more.map(h => <ShortCard key={h.id} hypothesis={h} />)}
      {more.length > 0 && (
        <button
          type="button"
          class="button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? s.hypotheses.fewer : s.hypotheses.more(more.length)}
        </button>
      )}
    </section>
  );
}

function Board({ all }: { all: Hypothesis[] }) {
  const n = (id: ColumnId) => inColumn(all, id).length;
  const w = s.hypotheses;
  const others = columns
    .map(c => c.id)
    .filter(id => id !== "testing" && id !== "holds" && n(id) > 0);
  return (
    <>
      <Lead
        over={w.title}
        answer={
          all.length ? w.answer(n("testing"), n("holds"), n("fails")) : w.empty
        }
        certainty={w.certainty}
      />
      <Propose />
      {all.length === 0 ? (
        <Empty title={w.empty} hint={w.emptyHint} />
      ) : (
        <div class="board">
          <Column id="holds" all={all} />
          <Column id="testing" all={all} />
          <div class="others">
            {others.map(id => (
              <Column key={id} id={id} all={all} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

export function Hypotheses({ id }: { id: string }) {
  const all = useResource("hypotheses", api.hypotheses);
  if (id !== "") return <StoryPage key={id} id={id} />;
  return <When of={all}>{data => <Board all={data} />}</When>;
}
