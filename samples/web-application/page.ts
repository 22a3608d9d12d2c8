import type { JobView, RunView } from './job-view.js';
import { SCRIPT, STYLE } from './look.js';

/** The page. Its script only fetches the jobs anew; without it a reload does. */
export function page(jobs: readonly JobView[], zone: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Carillon</title>
<style>${STYLE}</style>
<main>
  <h1>The bells of the shop</h1>
  <p>Every job runs on time and never beside itself. Press Ctrl-C in the terminal and watch them stop.
    Times are those of ${safe(zone)}.</p>
  <ul id="jobs">${items(jobs)}</ul>
  <p class="faint" role="status">The same on a <a href="/dashboard">dashboard</a>, and as <a href="/jobs.json">JSON</a></p>
</main>
<script>${SCRIPT}</script>
</html>`;
}

/** The items of its list, one a job. */
export function items(jobs: readonly JobView[]): string {
  return jobs.map(item).join('');
}

function item(job: JobView): string {
  const last = job.lastRuns.at(-1);
  return `
  <li>
    <h2>${safe(job.name)} <span class="pill ${safe(job.phase)}">${safe(job.phase)}</span></h2>
    <p>${safe(job.purpose)}</p>
    <p class="faint">${safe(job.schedule)}</p>
    <p class="next">${next(job)}</p>
    ${progress(job)}
    <p class="runs" role="img" aria-label="${safe(lastRuns(job))}">${job.lastRuns.map(mark).join('')}</p>
    <p class="faint">${last === undefined ? 'has not run yet' : `${safe(said(last))}; ${job.runs} runs in all`}</p>
    <div class="actions">${button(job, 'trigger', 'Run now')} ${pause(job)}</div>
  </li>`;
}

function next({ nextRun, pausedFor }: JobView): string {
  if (pausedFor !== undefined) return `no next run: ${safe(pausedFor)}`;
  if (nextRun === undefined) return 'no next run';
  return `next ${safe(nextRun.toFormat('ccc d LLL, HH:mm:ss'))} <small>${safe(nextRun.toRelative() ?? '')}</small>`;
}

function progress({ progress }: JobView): string {
  if (progress === undefined) return '';
  const { done, total, message } = progress;
  const bar = total === undefined ? '' : `<progress value="${done}" max="${total}"></progress> `;
  return `<p>${bar}<small>${done}${total === undefined ? '' : ` of ${total}`} ${safe(message ?? '')}</small></p>`;
}

/** A mark says by its shape, too, what it says by its colour. */
function mark(run: RunView): string {
  const shape = run.outcome === 'succeeded' ? '●' : run.outcome === 'skipped' || run.outcome === 'missed' ? '○' : '◆';
  return `<span class="${safe(run.outcome)}" title="${safe(said(run))}">${shape}</span>`;
}

function said({ outcome, at, tookMs, error }: RunView): string {
  const took = tookMs === undefined ? '' : `, took ${tookMs} ms`;
  return `${outcome} at ${at.toFormat('HH:mm:ss')}${took}${error === undefined ? '' : `, ${error}`}`;
}

function lastRuns({ lastRuns }: JobView): string {
  return `its last runs: ${lastRuns.map(run => run.outcome).join(', ') || 'none'}`;
}

function pause(job: JobView): string {
  return job.pausedFor === undefined ? button(job, 'pause', 'Pause') : button(job, 'resume', 'Resume');
}

function button({ name }: JobView, action: string, label: string): string {
  const path = `/jobs/${encodeURIComponent(name)}/${action}`;
  return `<form method="post" action="${path}"><button aria-label="${label}: ${safe(name)}">${label}</button></form>`;
}

/** Text as it may stand in HTML, inside quotes too. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
