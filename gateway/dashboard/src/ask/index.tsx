import { useEffect, useRef, useState } from "preact/hooks";

import { recent } from "../api/live";
import { useResource } from "../api/resource";
import { connection } from "../api/socket";
import { useStore } from "../api/store";
import type { Agent, Answer } from "../api/types";
import { useAgents, useLabel } from "../app/metrics";
import { sentence } from "../live/sentence";
import { Icon } from "../parts/icon";
import { Mark } from "../parts/mark";
import { Lead } from "../parts/state";
import { s } from "../strings";
import { AnswerView } from "./answer";
import { ask, conversation, earlier, mode, type Turn } from "./conversation";

/** What the agents are doing for this question, as they do it. */
function Thinking({ turn, agents }: { turn: Turn; agents: Agent[] }) {
  const label = useLabel();
  const events = useStore(recent);
  const steps = events
    .filter(e => e.position > turn.since && /^(agent|collab)/.test(e.type))
    .slice(0, 4)
    .reverse();
  const title = (name: string) =>
    agents.find(a => a.name === name)?.title ?? name;
  return (
    <div class="thinking" role="status">
      <p class="quiet">{s.ask.working}</p>
      <ul>
        {steps.map(e => {
          const said = sentence(e, label, title);
          const agent = agents.find(a => a.name === e.data.agent);
          return (
            <li key={e.position}>
              <Mark small agent={agent} name={said.actor} />
              <span>{said.text}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function TurnView({ turn, agents }: { turn: Turn; agents: Agent[] }) {
  return (
    <li class="turn">
      <p class="question">
        <span class="hidden">{s.ask.you}: </span>
        {turn.question}
      </p>
      {turn.answer && <AnswerView answer={turn.answer} agents={agents} />}
      {turn.error && (
        <p class="error" role="alert">
          {turn.error}
        </p>
      )}
      {!turn.answer && !turn.error && <Thinking turn={turn} agents={agents} />}
    </li>
  );
}

function Composer({ onAsk }: { onAsk: (question: string) => void }) {
  const [text, setText] = useState("");
  const how = useStore(mode);
  const send = () => {
    if (text.trim() === "") return;
    onAsk(text.trim());
    setText("");
  };
  return (
    <form
      class="composer"
      onSubmit={e => {
        e.preventDefault();
        send();
      }}
    >
      <textarea
        id="question"
        rows={1}
        aria-label={s.ask.label}
        placeholder={s.ask.placeholder}
        value={text}
        onInput={e => setText(e.currentTarget.value)}
        onKeyDown={e => {
          if (e.key !== "Enter" || e.shiftKey) return;
          e.preventDefault();
          send();
        }}
      />
      <select
        aria-label={s.ask.mode}
        value={how}
        onChange={e => mode.set(e.currentTarget.value)}
      >
        {Object.entries(s.ask.modes).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="button first" aria-label={s.ask.send}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function Welcome(props: { agents: Agent[]; onAsk: (q: string) => void }) {
  return (
    <>
      <section class="block" aria-labelledby="who">
        <h2 id="who">{s.ask.who}</h2>
        <ul class="who">
          {props.agents.map(a => (
            <li class="card" key={a.name}>
              <Mark agent={a} name={a.title} />
              <div>
                <h3>{a.title}</h3>
                <p class="quiet">{a.purpose}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section class="block" aria-labelledby="try">
        <h2 id="try">{s.ask.try}</h2>
        <div class="chips">
          {s.ask.suggestions.map(q => (
            <button
              type="button"
              class="chip"
              key={q}
              onClick={() => props.onAsk(q)}
            >
              {q}
            </button>
          ))}
        </div>
      </section>
    </>
  );
}

/** Turns of earlier visits that are not of this one. */
function before(answers: Answer[], turns: Turn[]): Turn[] {
  const now = new Set(turns.map(t => t.answer?.answer_id));
  return answers
    .filter(a => !now.has(a.answer_id))
    .map(answer => ({ question: answer.question, since: 0, answer }));
}

/** A conversation with those who know the data. */
export function Ask() {
  const { data: agents = [] } = useAgents();
  const past = useResource("answers", earlier);
  const turns = useStore(conversation);
  const old = before(past.data ?? [], turns);
  const list = useRef<HTMLOListElement>(null);
  const send = (q: string) => void ask(q, connection.get().position ?? 0);
  const newest = turns[turns.length - 1];
  useEffect(() => {
    if (newest)
      list.current?.lastElementChild?.scrollIntoView({ block: "start" });
  }, [turns.length, newest?.answer]);
  return (
    <div class="ask">
      <Lead over={s.ask.title} answer={s.ask.answer} />
      {turns.length + old.length === 0 && (
        <Welcome agents={agents} onAsk={send} />
      )}
      {old.length > 0 && <h2 class="quiet small">{s.ask.earlier}</h2>}
      <ol class="turns" ref={list}>
        {[...old, ...turns].map((t, i) => (
          <TurnView key={i} turn={t} agents={agents} />
        ))}
      </ol>
      <Composer onAsk={send} />
    </div>
  );
}
