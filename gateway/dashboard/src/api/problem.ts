/** An error as the node tells it (RFC 9457), or that it cannot be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** True when no answer came at all. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Reads the problem out of an answer that is not a success. */
export function problem(status: number, body: string): Problem {
  let said: { title?: string; detail?: string; code?: string } = {};
  try {
    said = JSON.parse(body) as typeof said;
  } catch {
    // A proxy's page: its status is all that is known.
  }
  const text = said.detail || said.title || `HTTP ${status}`;
  return new Problem(status, said.code ?? "", text);
}
