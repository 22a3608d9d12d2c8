import type { JobView } from './job-view.js';

/** The page. Its script only fetches the rows anew; without it a reload does. */
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
  <table>
    <thead><tr><th>Job<th>Phase<th>Next run<th>Last run<th class="number">Runs<th></tr></thead>
    <tbody>${rows(jobs)}</tbody>
  </table>
  <p class="faint" role="status">The same as <a href="/jobs.json">JSON</a></p>
</main>
<script>${SCRIPT}</script>
</html>`;
}

/** The rows of its table, one a job. */
export function rows(jobs: readonly JobView[]): string {
  return jobs.map(row).join('');
}

function row(job: JobView): string {
  return `
    <tr>
      <td><b>${safe(job.name)}</b><small>${safe(job.purpose)}</small>
      <td><span class="pill ${safe(job.phase)}">${safe(job.phase)}</span>
      <td class="time">${safe(job.nextRun?.toFormat('ccc d LLL, HH:mm:ss') ?? 'none')}
        <small>${safe(job.nextRun?.toRelative() ?? '')}</small>
      <td><span class="${safe(job.lastOutcome ?? 'faint')}">${safe(job.lastOutcome ?? 'not yet')}</span>
        <small>${safe(lastRun(job))}</small>
      <td class="number">${job.runs}
      <td><form method="post" action="/jobs/${encodeURIComponent(job.name)}/trigger"><button>Run now</button></form>
    </tr>`;
}

function lastRun({ lastStartedAt, lastTookMs, lastError }: JobView): string {
  if (lastStartedAt === undefined) return '';
  return `${lastStartedAt.toFormat('HH:mm:ss')}, took ${lastTookMs} ms${lastError === undefined ? '' : `. ${lastError}`}`;
}

/** Text as it may stand in HTML, inside quotes too. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
  :root { color-scheme: light dark; --line: light-dark(#e4e0d8, #3a3733); --faint: light-dark(#6b655c, #a39c92);
    --good: light-dark(#1d6b45, #6fcf9c); --bad: light-dark(#a8321f, #f08a78); --busy: light-dark(#8a5a00, #f0c060); }
  body { margin: 0; font: 16px/1.4 system-ui, sans-serif; background: light-dark(#fbfaf7, #1c1a18); }
  main { max-width: 66rem; margin: 3rem auto; padding: 0 1.25rem; overflow-x: auto; }
  h1 { font-weight: 650; letter-spacing: -.02em; margin: 0; }
  table { width: 100%; border-collapse: collapse; margin: 1.5rem 0; font-variant-numeric: tabular-nums; }
  th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--faint); }
  th, td { padding: .7rem .8rem .7rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
  small { display: block; min-height: 1.2em; color: var(--faint); }
  .number { text-align: right; }
  .time, button { white-space: nowrap; }
  .faint { color: var(--faint); }
  .pill { padding: .1rem .55rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem; }
  .running, .waiting, .cancelling { color: var(--busy); border-color: currentColor; }
  .succeeded { color: var(--good); }
  .failed, .timedOut, .abandoned { color: var(--bad); }
  button { font: inherit; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer;
    background: light-dark(#fff, #2a2724); }
  a { color: inherit; }
`;

const SCRIPT = `
  const status = document.querySelector('[role=status]');
  async function refresh() {
    try {
      document.querySelector('tbody').innerHTML = await (await fetch('/rows')).text();
    } catch {
      clearInterval(timer);
      status.textContent = 'The application has stopped.';
    }
  }
  const timer = setInterval(refresh, 1000);
  addEventListener('submit', async event => {
    event.preventDefault();
    await fetch(event.target.action, { method: 'POST' }).catch(() => {});
    await refresh();
  });
`;
