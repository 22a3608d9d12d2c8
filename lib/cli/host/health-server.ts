import { type Listening, listening } from './listening.js';

/** Answers a kubelet on all interfaces: whether a process is well, and its state, and nothing else. */
export async function serveHealth(port: number, state: () => string): Promise<Listening> {
  // Loaded here, since it takes longer than all else that most commands do.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    const ok = state() === 'running';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };
    response.writeHead(isRead ? (ok ? 200 : 503) : 405, isRead ? headers : { ...headers, allow: 'GET, HEAD' });
    response.end(request.method === 'HEAD' ? '' : `${JSON.stringify({ v: 1, ok, state: state() })}\n`);
  });
  return await listening(server, port);
}
