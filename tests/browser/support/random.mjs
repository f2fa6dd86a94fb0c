/** A seeded generator (mulberry32), so that a picture is always the same. */
export function generator(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () =>
    Math.sqrt(-2 * Math.log(uniform() || 1e-12)) *
    Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** 1.4826 * MAD. */
export function spread(values) {
  const m = median(values);
  return 1.4826 * median(values.map(v => Math.abs(v - m)));
}
