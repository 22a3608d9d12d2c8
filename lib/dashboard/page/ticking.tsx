import { useEffect, useState } from 'preact/hooks';
import { serverNow } from './server-clock.js';

/** Text that is made anew each second, from the server's clock; nothing around it is drawn again. */
export function Ticking({ text }: { readonly text: (now: number) => string }) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const tick = () => redraw(count => count + 1);
    ticks.add(tick);
    if (ticks.size === 1) arm();
    return () => void ticks.delete(tick);
  }, []);
  return <>{text(serverNow())}</>;
}

const ticks = new Set<() => void>();

/** One timer for all, armed for the beginning of the server's next second; none while nobody looks. */
function arm(): void {
  setTimeout(
    () => {
      if (ticks.size === 0) return;
      if (!document.hidden) for (const tick of ticks) tick();
      arm();
    },
    1_000 - (((serverNow() % 1_000) + 1_000) % 1_000),
  );
}
