import { useState } from "preact/hooks";

import { api } from "../api/client";
import type { Agent, Answer, Contribution, Evidence } from "../api/types";
import { footnotes, typeset } from "../format/words";
import { Mark } from "../parts/mark";
import { RedFlag } from "../parts/state";
import { Footnote } from "../parts/why";
import { s } from "../strings";
import { repeats } from "./repeats";

type Notes = Map<string, Evidence>;

function Refs({ ids, notes }: { ids: string[]; notes: Notes }) {
  const found = ids.map(id => notes.get(id)).filter(e => e !== undefined);
  return (
    <>
      {found.map(e => (
        <Footnote key={e.id} evidence={e} />
      ))}
    </>
  );
}

/** Text whose "[e1]" have become footnotes. */
function Noted({ text, notes }: { text: string; notes: Notes }) {
  return (
    <>
      {footnotes(text).map((piece, i) =>
        "text" in piece ? (
          typeset(piece.text)
        ) : (
          <Refs key={i} ids={piece.notes} notes={notes} />
        ),
      )}
    </>
  );
}

interface SaidProps {
  said: Contribution;
  agent?: Agent;
  notes: Notes;
}

function Said({ said, agent, notes }: SaidProps) {
  const title = agent?.title ?? said.agent;
  return (
    <li class="said-by">
      <Mark agent={agent} name={title} />
      <div class="block">
        <h3>{title}</h3>
        {said.claims.length === 0 && (
          <p>
            <Noted text={said.text} notes={notes} />
          </p>
        )}
        <ul class="claims">
          {said.claims.map((c, i) => (
            <li key={i}>
              <Noted text={c.text} notes={notes} />
              {footnotes(c.text).every(p => "text" in p) && (
                <Refs ids={c.evidence} notes={notes} />
              )}{" "}
              <span
                class={`tag ${c.grade}`}
                title={s.common.gradeHints[c.grade]}
              >
                {s.common.grades[c.grade] ?? c.grade}
              </span>
            </li>
          ))}
        </ul>
        {said.dissent.map((d, i) => (
          <p class="dissent" key={i}>
            <strong>{s.ask.dissent(title)}:</strong>{" "}
            <Noted text={d} notes={notes} />
          </p>
        ))}
      </div>
    </li>
  );
}

function Feedback({ answer }: { answer: Answer }) {
  const [given, setGiven] = useState<boolean>();
  const give = async (helpful: boolean) => {
    setGiven(helpful);
    await api
      .feedback(answer.answer_id, helpful)
      .catch(() => setGiven(undefined));
  };
  if (given !== undefined)
    return (
      <p class="quiet small" role="status">
        {s.ask.thanks}
      </p>
    );
  return (
    <div class="chips">
      <button type="button" class="chip" onClick={() => void give(true)}>
        {s.ask.helpful}
      </button>
      <button type="button" class="chip" onClick={() => void give(false)}>
        {s.ask.unhelpful}
      </button>
    </div>
  );
}

/** Evidence of claims that the text of the answer does not quote itself. */
function unquoted(answer: Answer): string[] {
  const quoted = footnotes(answer.answer).some(p => "notes" in p);
  if (quoted) return [];
  const all = answer.contributions
    .flatMap(c => c.claims)
    .flatMap(c => c.evidence);
  return [...new Set(all)];
}

function EvidenceList({ answer, notes }: { answer: Answer; notes: Notes }) {
  if (answer.evidence.length === 0)
    return <p class="quiet small">{s.ask.noEvidence}</p>;
  return (
    <details class="evidence-list">
      <summary>{s.ask.evidence(answer.evidence.length)}</summary>
      <ol>
        {answer.evidence.map(e => (
          <li key={e.id}>
            <Refs ids={[e.id]} notes={notes} /> {typeset(e.text)}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The answer without the advice that stands above it already. */
function wholeText({ answer, safety }: Answer): string {
  const advice = safety?.escalated ? safety.advice : "";
  return advice && answer.startsWith(advice)
    ? answer.slice(advice.length).trimStart()
    : answer;
}

interface ContributionsProps {
  answer: Answer;
  agents: Agent[];
  notes: Notes;
}

/** Who said what; folded where the answer has every word of it already. */
function Contributions({ answer, agents, notes }: ContributionsProps) {
  const said = answer.contributions;
  if (said.length === 0) return null;
  return (
    <details class="said" open={!repeats(answer)}>
      <summary>{s.ask.each(said.length)}</summary>
      <ul class="contributions">
        {said.map(c => (
          <Said
            key={c.agent}
            said={c}
            agent={agents.find(a => a.name === c.agent)}
            notes={notes}
          />
        ))}
      </ul>
    </details>
  );
}

/** What the agents answered, each claim on its evidence. */
export function AnswerView(props: { answer: Answer; agents: Agent[] }) {
  const { answer, agents } = props;
  const notes: Notes = new Map(answer.evidence.map(e => [e.id, e]));
  return (
    <article class="answer">
      {answer.safety?.escalated && (
        <RedFlag advice={answer.safety.advice} rule={answer.safety.rule} />
      )}
      <p class="whole">
        <Noted text={wholeText(answer)} notes={notes} />
        <Refs ids={unquoted(answer)} notes={notes} />
      </p>
      <Contributions answer={answer} agents={agents} notes={notes} />
      <EvidenceList answer={answer} notes={notes} />
      <div class="head foot">
        <Feedback answer={answer} />
        {answer.cost && (
          <span class="quiet small">
            {s.ask.cost(answer.cost.model_calls, answer.cost.tool_uses)}
          </span>
        )}
      </div>
    </article>
  );
}
