import { scheduler } from '../../../lib/scheduler.js';

export const dynamic = 'force-dynamic';

export function GET() {
  const { timesLoaded, timesMade } = globalThis;
  return Response.json({ job: scheduler.get('report').name, state: scheduler.state, timesLoaded, timesMade });
}
