import type { Model } from './model.js';

/** What the browser's tab says: the page, and on the overview how many jobs fail. */
export function titleOf({ route, answers }: Model): string {
  const state = answers.state?.body;
  const failing = state?.counts.failing ?? 0;
  const name = state === undefined ? '' : `${state.scheduler.name} · `;
  return `${pageOf(route, failing, state?.problems ?? 0, answers)} · ${name}${state?.title ?? 'Carillon'}`;
}

function pageOf(route: Model['route'], failing: number, problems: number, answers: Model['answers']): string {
  switch (route.page) {
    case 'jobs':
      return failing === 0 ? 'Jobs' : `Jobs, ${failing} failing`;
    case 'job':
      return route.job;
    case 'run':
      return `A run of ${answers.run?.body?.run.job ?? 'a job'}`;
    case 'timeline':
      return 'Timeline';
    case 'problems':
      return problems === 1 ? '1 problem' : `${problems} problems`;
    case 'activity':
      return 'Activity';
    case 'hosts':
      return 'Hosts';
    case 'nowhere':
      return 'Nothing here';
  }
}
