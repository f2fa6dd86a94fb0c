const day_ms = 86_400_000;

/** A local date ("2026-03-14") or a time as a Date; dates at local noon. */
export function parse(text: string): Date {
  const date = /^\d{4}-\d\d-\d\d$/.test(text);
  return new Date(date ? `${text}T12:00:00` : text);
}

/** "14 Mar", with the year when it is another one. */
export function day(text: string, now = new Date()): string {
  const at = parse(text);
  if (Number.isNaN(at.getTime())) return "–";
  const far = at.getFullYear() !== now.getFullYear();
  const year = far ? { year: "numeric" as const } : {};
  const style = { day: "numeric", month: "short", ...year } as const;
  return new Intl.DateTimeFormat("en-GB", style).format(at);
}

/** "Saturday 14 March". */
export function longDay(text: string): string {
  const style = { weekday: "long", day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat("en-GB", style)
    .format(parse(text))
    .replace(",", "");
}

/** "07:42". */
export function clock(text: string, seconds = false): string {
  const style = {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" as const } : {}),
  } as const;
  return new Intl.DateTimeFormat("en-GB", style).format(parse(text));
}

/** "07:42:10" of today, "14 Mar" of another day. */
export function moment(text: string, now = new Date()): string {
  const today = daysBetween(parse(text), now) === 0;
  return today ? clock(text, true) : day(text, now);
}

/** "just now", "12 min ago", "yesterday", "5 days ago", then the day. */
export function ago(text: string, now = new Date()): string {
  const at = parse(text);
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (Number.isNaN(minutes)) return "–";
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const days = daysBetween(at, now);
  if (days === 0) return `${Math.floor(minutes / 60)} h ago`;
  if (days === 1) return "yesterday";
  return days < 14 ? `${days} days ago` : day(text, now);
}

/** Midnights between two moments, in local time. */
export function daysBetween(from: Date, to: Date): number {
  const a = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  const b = new Date(to.getFullYear(), to.getMonth(), to.getDate());
  return Math.round((b.getTime() - a.getTime()) / day_ms);
}

/** How long something has run: "4 min", "3 h 12 min", "12 days". */
export function lasting(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}
