import type { StateReply } from '../api.js';
import { counted } from './length.js';
import type { Link } from './model.js';
import { Pick } from './pick.js';
import type { Route } from './route.js';
import { serverNow } from './server-clock.js';
import { capital } from './status.js';
import { nextTheme } from './theme.js';
import { ThemeIcon } from './theme-icon.js';
import { Ticking } from './ticking.js';
import type { View } from './view.js';
import { abbreviation, format, ZONE_CHOICES, zoneOf } from './zone-text.js';

/** The bar above every page: whose jobs these are, the pages, the server's clock, and how times and colours are shown. */
export function TopBar({ model, intents, state }: View & { readonly state: StateReply | undefined }) {
  return (
    <header class="bar">
      {state?.backLink && (
        <a class="back" href={state.backLink} aria-label="Back to the application">
          ‹
        </a>
      )}
      <a class="brand" href="#/">
        <img src="?asset=icon.svg" alt="" width="24" height="24" />
        <b>{state?.title ?? 'Carillon'}</b>
        <span>
          <bdi>{state?.scheduler.name}</bdi>
        </span>
      </a>
      {state?.environment && <span class={`env ${state.environment.tone}`}>{state.environment.label}</span>}
      <nav class="tabs" aria-label="Pages">
        <Tab route={model.route} page="jobs" count={state?.counts.jobs} />
        <Tab route={model.route} page="timeline" />
        <Tab route={model.route} page="problems" count={state?.problems} />
        <Tab route={model.route} page="activity" />
        <Tab route={model.route} page="hosts" isLate={!state?.scheduler.keeps} />
      </nav>
      <div class="tools">
        {state && <LiveClock link={model.link} zone={zoneOf(model.zone, state.scheduler.zone)} />}
        <Pick name="Times in" chosen={model.zone} choices={ZONE_CHOICES} choose={intents.setZone} />
        <button
          type="button"
          class="icon"
          aria-label={`Colours: ${THEME_WORDS[model.theme]}`}
          title="Light, dark, or as the system is"
          onClick={() => intents.setTheme(nextTheme(model.theme))}
        >
          <ThemeIcon />
        </button>
      </div>
    </header>
  );
}

const THEME_WORDS = { auto: 'as the system is', light: 'light', dark: 'dark' } as const;

function Tab({ route, page, count, isLate }: TabProps) {
  const isHere = route.page === page || (page === 'jobs' && (route.page === 'job' || route.page === 'run'));
  // Hosts are a page of their own where there can be several; its address shows it anywhere.
  if (isLate && !isHere) return null;
  return (
    <a href={`#/${page}`} aria-current={isHere ? 'page' : undefined}>
      {capital(page)}
      {!!count && <span class={`count ${page}`}>{counted(count)}</span>}
    </a>
  );
}

interface TabProps {
  readonly route: Route;
  readonly page: Route['page'];
  readonly count?: number | undefined;
  readonly isLate?: boolean;
}

function LiveClock({ link, zone }: { readonly link: Link; readonly zone: string }) {
  return (
    <span class={`live ${link.kind}`} title={LINK_WORDS[link.kind]}>
      <i aria-hidden="true" />
      <span class="vh">{LINK_WORDS[link.kind]}, the server’s clock: </span>
      <span class="num">
        <Ticking text={now => format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(now)} />
        <span class="zone"> {abbreviation(zone, serverNow())}</span>
      </span>
    </span>
  );
}

const LINK_WORDS = {
  opening: 'Connecting',
  live: 'Live',
  polling: 'Asking every two seconds',
  lost: 'Not connected',
} as const;
