/** One event of a stream. */
export interface Frame {
  readonly event: string;
  readonly data: unknown;
}

/** More than this in one event is no event of a dashboard. */
const MOST_CHARACTERS = 4_000_000;

/** Reads a stream of server-sent events. Comments and what is no JSON are passed over. */
export async function* framesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
    text = blocks.pop() ?? '';
    if (text.length > MOST_CHARACTERS) throw new Error('an event of the stream is too long');
    for (const block of blocks) {
      const frame = frameOf(block);
      if (frame !== undefined) yield frame;
    }
  }
}

function frameOf(block: string): Frame | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const textLine of block.split('\n')) {
    const [, field, value = ''] = /^(\w+):? ?(.*)$/.exec(textLine) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  try {
    return data.length === 0 ? undefined : { event, data: JSON.parse(data.join('\n')) };
  } catch {
    return undefined;
  }
}
