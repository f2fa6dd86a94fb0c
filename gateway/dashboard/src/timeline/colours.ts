const probe = document.createElement("span");
probe.hidden = true;

/** A colour of tokens.css as a canvas wants it, in the theme of now. */
export function colour(name: string): string {
  if (!probe.isConnected) document.body.append(probe);
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}
