import type { ComponentChildren } from "preact";

import type { Problem } from "../api/problem";
import type { Resource } from "../api/resource";
import { progressOf } from "../format/words";
import { s } from "../strings";
import { Icon } from "./icon";

/** A bar from 0 to 1. */
export function Meter({ share, label }: { share: number; label: string }) {
  const part = Math.max(0, Math.min(1, share));
  return (
    <svg
      class="meter"
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <rect width="100%" height={6} rx={3} />
      <rect class="done" width={`${part * 100}%`} height={6} rx={3} />
    </svg>
  );
}

/** "Not enough data yet: 12 of 28 nights", with how far it is. */
export function NotYet({ text }: { text: string }) {
  const progress = progressOf(text);
  return (
    <div class="notyet">
      <span>{text}</span>
      {progress && (
        <Meter share={progress.done / progress.total} label={text} />
      )}
    </div>
  );
}

function Failed({ error, again }: { error: Problem; again: () => void }) {
  return (
    <div class="empty" role="alert">
      <p>{error.message || s.common.failed}</p>
      <button type="button" class="button" onClick={again}>
        {s.common.again}
      </button>
    </div>
  );
}

interface WhenProps<T> {
  of: Resource<T> & { again: () => void };
  children: (data: T) => ComponentChildren;
}

/** What came; else that it is on its way, or why it did not come. */
export function When<T>({ of, children }: WhenProps<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failed error={of.error} again={of.again} />;
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{s.common.loading}</span>
    </div>
  );
}

interface EmptyProps {
  title: string;
  hint: string;
  children?: ComponentChildren;
}

/** A section that has nothing yet, and what would bring something. */
export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{hint}</p>
      {children}
    </div>
  );
}

/** The first lines of a section: its answer in words, and how sure it is. */
export function Lead(props: {
  over: ComponentChildren;
  answer: ComponentChildren;
  certainty?: ComponentChildren;
}) {
  return (
    <header class="lead">
      <p class="over">{props.over}</p>
      <h1 tabIndex={-1}>{props.answer}</h1>
      {props.certainty && <p class="certainty">{props.certainty}</p>}
    </header>
  );
}

/** A red flag: nothing stands above it. */
export function RedFlag({ advice, rule }: { advice: string; rule: string }) {
  return (
    <div class="safety" role="alert">
      <Icon name="alert" size={24} />
      <div>
        <strong>{s.ask.safety}</strong>
        <p>{advice}</p>
        {rule && (
          <p class="small quiet">
            {s.today.rule}: {rule.replaceAll("_", " ")}
          </p>
        )}
      </div>
    </div>
  );
}
