/** What tabs of one page tell each other. */
export interface Talk<T> {
  /** Tells all other tabs. */
  say(message: T): void;
  /** Gives up leading, or waiting to lead, until `want` is called again. */
  leave(): void;
  /** Wants to lead: `lead` is called once no other tab does. Said again, it changes nothing. */
  want(): void;
}

/**
 * Of all tabs that show the page at this address one leads, and has the stream; the others hear from it. A browser opens
 * six connections to a server and no more: with a stream a tab, the seventh would show nothing. Where a browser can't
 * tell tabs apart (plain HTTP from elsewhere), each leads.
 */
export function talkAmongTabs<T>(lead: () => void, hear: (message: T) => void): Talk<T> {
  const name = `carillon ${location.pathname}`;
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined;
  channel?.addEventListener('message', event => hear(event.data));
  let leaving: AbortController | undefined;
  return {
    say: message => channel?.postMessage(message),
    leave: () => {
      leaving?.abort();
      leaving = undefined;
    },
    want: () => {
      if (leaving) return;
      leaving = new AbortController();
      if (!channel || !navigator.locks) lead();
      else void hold(name, leaving.signal, lead);
    },
  };
}

/** Waits for the lock, and holds it until `signal` is aborted or the tab is gone. */
async function hold(name: string, signal: AbortSignal, lead: () => void): Promise<void> {
  try {
    await navigator.locks.request(name, { signal }, async () => {
      if (signal.aborted) return;
      lead();
      await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
    });
  } catch {
    // Given up while it waited.
  }
}
