/** Answers a kubelet on all interfaces: whether a process is well, and its state, and nothing else. */
export interface HealthServer {
  readonly port: number;
  close(): void;
}

/** Listens; it keeps no process alive. @throws the error of a port that is taken */
export async function serveHealth(port: number, state: () => string): Promise<HealthServer> {
  // Loaded here, since it takes longer than all else that most commands do.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    const ok = state() === 'running';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };
    response.writeHead(isRead ? (ok ? 200 : 503) : 405, isRead ? headers : { ...headers, allow: 'GET, HEAD' });
    response.end(request.method === 'HEAD' ? '' : `${JSON.stringify({ v: 1, ok, state: state() })}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  server.unref();
  const address = server.address();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: typeof address === 'object' && address !== null ? address.port : port, close };
}
