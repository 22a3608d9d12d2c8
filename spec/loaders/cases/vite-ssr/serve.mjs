// What a server does that renders with Vite in development.
import { createServer } from 'vite';

const vite = await createServer({ server: { middlewareMode: true, hmr: false, ws: false }, appType: 'custom', logLevel: 'error' });
await vite.ssrLoadModule('/program.ts');
await vite.close();
