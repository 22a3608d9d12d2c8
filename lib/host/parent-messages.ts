import { asOurs } from './other-listeners.js';

/** A message from the parent process, and what came with it. */
type Delivery = readonly [message: unknown, handle: unknown];

/** What Node counts the listeners of a channel with: while there are any, the channel holds the process alive. */
interface ListenerCount {
  refCounted?(): void;
  unrefCounted?(): void;
}

/**
 * Calls `hear` at each message from the parent process, until the function that it gives is called. The process lives
 * as long, and the application gets the same messages, as if nobody listened here.
 */
export function listenToParent(hear: (message: unknown) => void): () => void {
  const channel = process.channel as ListenerCount | null | undefined;
  // It is `null` where the two have parted.
  if (channel === undefined || channel === null) return () => {};
  const kept: Delivery[] = [];
  let isListening = true;
  process.on('newListener', expectListener);
  process.prependListener('message', asOurs(take));
  channel.unrefCounted?.();
  return () => {
    if (!isListening) return;
    isListening = false;
    if (process.channel === channel) channel.refCounted?.();
    process.removeListener('message', take);
    leaveWhenAllIsDelivered();
  };

  /** Node keeps what comes before anybody listens; now that we do, that is up to us. */
  function take(message: unknown, handle: unknown): void {
    if (process.listenerCount('message') === 1) kept.push([message, handle]);
    hear(message);
  }

  function expectListener(event: string | symbol, listener: unknown): void {
    if (event === 'message' && listener !== take && kept.length > 0) process.nextTick(deliver);
  }

  function deliver(): void {
    if (process.listenerCount('message') === (isListening ? 1 : 0)) return;
    for (const delivery of kept.splice(0)) {
      for (const listener of process.rawListeners('message')) {
        if (listener !== take) Reflect.apply(listener, process, delivery);
      }
    }
    leaveWhenAllIsDelivered();
  }

  function leaveWhenAllIsDelivered(): void {
    if (!isListening && kept.length === 0) process.removeListener('newListener', expectListener);
  }
}
