import { scheduler } from '../../../lib/scheduler.js';

export const dynamic = 'force-dynamic';

export function GET() {
  const { name, stats } = scheduler.get('report');
  return Response.json({ name, runs: stats.runs, timesLoaded: globalThis.timesLoaded });
}
