import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { s } from "../strings";
import { Icon } from "./icon";

let made = 0;
const edge = 16;
const gap = 8;

/** Beside its button, above it when there is no room below; phones: CSS. */
function place(pop: HTMLElement, button: HTMLElement): void {
  if (matchMedia("(max-width: 760px)").matches) {
    pop.style.removeProperty("left");
    pop.style.removeProperty("top");
    return;
  }
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = pop;
  const below = at.bottom + gap + height + edge <= innerHeight;
  const top = below ? at.bottom + gap : at.top - gap - height;
  const left = Math.min(at.left, innerWidth - width - edge);
  pop.style.left = `${Math.max(edge, left)}px`;
  pop.style.top = `${Math.max(edge, top)}px`;
}

interface Props {
  title: string;
  label: string;
  className: string;
  face: ComponentChildren;
  /** Made when it opens, so that closed ones cost nothing. */
  children: () => ComponentChildren;
}

/** A button that opens a small window in the top layer; Esc closes it. */
export function Popover({ title, label, className, face, children }: Props) {
  const [id] = useState(() => `pop-${++made}`);
  const pop = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const toggled = (e: ToggleEvent) => {
    const now = e.newState === "open";
    setOpen(now);
    // After the content is there, since its height decides the place.
    if (now) requestAnimationFrame(() => place(pop.current!, button.current!));
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        class={className}
        aria-label={label}
        aria-expanded={open}
        popovertarget={id}
      >
        {face}
      </button>
      <div
        ref={pop}
        id={id}
        class="pop"
        popover="auto"
        role="dialog"
        aria-label={title}
        onToggle={toggled}
      >
        {open && (
          <div class="block">
            <h3>{title}</h3>
            {children()}
            <button
              type="button"
              class="why shut"
              aria-label={s.common.close}
              onClick={() => pop.current?.hidePopover()}
            >
              <Icon name="close" size={16} />
            </button>
          </div>
        )}
      </div>
    </>
  );
}
