import { ScheduleError } from '../index.js';
import { type Answer, headersOf } from './answer.js';
import type { Call } from './call.js';
import type { Sink } from './sink.js';

/** More frames than this are never queued: whoever reads nothing is cut before. */
const QUEUE_FRAMES = 64;

const WRONG_DOOR =
  'fetch of a dashboard takes a Request; those of node:http, Express, Fastify and NestJS go to its node, as application.use(dashboard(scheduler).node)';

/** Answers a Request with a Response, as Hono, Next and their like want it. Rejects for nothing else. */
export async function serveFetch(
  answer: (call: Call) => Promise<Answer>,
  request: Request,
  peer: string | undefined,
): Promise<Response> {
  const answered = await answer(fetchCall(request, peer));
  switch (answered.kind) {
    case 'whole': {
      const { status, headers, body } = answered;
      return new Response(body ?? null, { status, headers });
    }
    case 'stream':
      return new Response(streamOf(answered.open), { status: answered.status, headers: answered.headers });
    case 'response': {
      const { body, status, statusText } = answered.response;
      return new Response(body, { status, statusText, headers: headersOf(answered.response) });
    }
  }
}

function streamOf(open: (sink: Sink) => () => void): ReadableStream<Uint8Array> {
  let leave: () => void = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        leave = open(sinkOf(controller));
      },
      cancel: () => leave(),
    },
    new CountQueuingStrategy({ highWaterMark: QUEUE_FRAMES }),
  );
}

function sinkOf(controller: ReadableStreamDefaultController<Uint8Array>): Sink {
  return {
    get queued() {
      return QUEUE_FRAMES - (controller.desiredSize ?? QUEUE_FRAMES);
    },
    send: frame => controller.enqueue(frame),
    end: () => controller.close(),
    cut: () => controller.error(new Error('the client reads nothing')),
  };
}

/** @throws ScheduleError for a request of another kind */
function fetchCall(request: Request, peer: string | undefined): Call {
  if (typeof request?.headers?.get !== 'function') throw new ScheduleError(WRONG_DOOR);
  const { headers, method, url } = request;
  const { host, search } = new URL(url);
  return {
    method,
    query: search.slice(1),
    addressLength: url.length,
    host: headers.get('host') ?? host,
    header: name => headers.get(name) ?? undefined,
    hasHeader: isSuch => [...headers.keys()].some(isSuch),
    peer,
    request: () => new Request(url, { method, headers }),
  };
}
