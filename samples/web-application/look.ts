/** How the page looks, from 320 pixels on, in light and in dark. */
export const STYLE = `
  :root { color-scheme: light dark; --line: light-dark(#e4e0d8, #3a3733); --faint: light-dark(#6b655c, #a39c92);
    --good: light-dark(#1d6b45, #6fcf9c); --bad: light-dark(#a8321f, #f08a78); --busy: light-dark(#8a5a00, #f0c060); }
  body { margin: 0; font: 16px/1.4 system-ui, sans-serif; background: light-dark(#fbfaf7, #1c1a18); }
  main { max-width: 66rem; margin: 0 auto; padding: 2rem 1rem; overflow-wrap: anywhere; }
  h1 { font-weight: 650; letter-spacing: -.02em; margin: 0; }
  h2 { font-size: 1.05rem; margin: 0; }
  ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: 1rem;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); font-variant-numeric: tabular-nums; }
  li { padding: 1rem; border: 1px solid var(--line); border-radius: .75rem; }
  li p { margin: .35rem 0 0; }
  small, .faint { color: var(--faint); font-size: .85rem; }
  .pill { padding: .05rem .55rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8rem; font-weight: 400; }
  .running, .starting, .waiting, .cancelling, .paused { color: var(--busy); border-color: currentColor; }
  .runs { letter-spacing: .2em; min-height: 1.4em; }
  .succeeded { color: var(--good); }
  .failed, .timedOut, .abandoned, .cancelled { color: var(--bad); }
  .skipped, .missed { color: var(--faint); }
  progress { width: 60%; accent-color: var(--busy); }
  .actions { margin-top: .75rem; }
  form { display: inline; }
  button { font: inherit; min-height: 2.5rem; padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .5rem;
    cursor: pointer; background: light-dark(#fff, #2a2724); color: inherit; }
  a { color: inherit; }
`;

/** Fetches the jobs anew each second, and does what the buttons say without leaving the page. */
export const SCRIPT = `
  const jobs = document.querySelector('#jobs');
  const status = document.querySelector('[role=status]');
  async function refresh() {
    try {
      const list = await (await fetch('/items')).text();
      const focused = document.activeElement?.getAttribute('aria-label');
      jobs.innerHTML = list;
      if (focused) jobs.querySelector('[aria-label="' + CSS.escape(focused) + '"]')?.focus();
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
