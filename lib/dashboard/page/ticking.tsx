import { serverNow } from './server-clock.js';

/** Text that is made anew each second, from the server's clock; nothing around it is drawn again. */
export function Ticking({ text }: { readonly text: (now: number) => string }) {
  return (
    <span
      ref={element => {
        if (element === null) return undefined;
        ticks.set(element, text);
        return () => void ticks.delete(element);
      }}
    >
      {text(serverNow())}
    </span>
  );
}

/** Begins: one timer for all, armed for the beginning of the server's next second. */
export function tick(): void {
  for (const [{ firstChild }, text] of document.hidden ? [] : ticks) {
    // The text node stays: the one that draws will find it again.
    if (firstChild !== null) firstChild.nodeValue = text(serverNow());
  }
  setTimeout(tick, 1_000 - (((serverNow() % 1_000) + 1_000) % 1_000));
}

const ticks = new Map<HTMLElement, (now: number) => string>();
