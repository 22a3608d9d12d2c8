import { NextResponse } from 'next/server';

/** Has Next build the instrumentation for its edge runtime, too, which has no modules of Node. */
export function middleware() {
  return NextResponse.next();
}
