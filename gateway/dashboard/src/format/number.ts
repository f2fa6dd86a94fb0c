const minus = "\u2212";

function typeset(text: string): string {
  return text.replace("-", minus);
}

/** A number with its telling digits: 0.042, 4.2, 42.1, 421, 4,210. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : 1;
  const fixed = size < 1 && size > 0;
  const format = new Intl.NumberFormat("en", {
    ...(fixed
      ? { maximumSignificantDigits: 2 }
      : { maximumFractionDigits: digits }),
  });
  return typeset(format.format(value));
}

/** Whole numbers with thousands marked. */
export function whole(value: number): string {
  return typeset(new Intl.NumberFormat("en").format(Math.round(value)));
}

/** The same with its sign always there. */
export function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value);
}

/** 0.874 as "87 %"; never 100 unless it is exactly that. */
export function percent(share: number): string {
  const near = share < 1 ? Math.min(99, Math.round(share * 100)) : 100;
  return `${near}\u202f%`;
}

/** Sizes of files. */
export function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${number(count)} ${units[unit]}`;
}

/** Evidence as odds, from its natural logarithm: "32 : 1". */
export function odds(log_e: number): string {
  const e = Math.exp(log_e);
  if (e > 9999) return "> 9,999 : 1";
  if (e >= 10) return `${whole(e)} : 1`;
  return `${number(Number(e.toFixed(1)))} : 1`;
}

/** "1 night", "12 nights". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${whole(n)} ${n === 1 ? one : many}`;
}
