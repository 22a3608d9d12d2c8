import type { ErrorView } from '../api.js';
import type { Intents } from './intents.js';
import { many } from './length.js';
import { Press } from './press.js';

/** An error with what caused it, and what it gathers: the frames of the application, and how many others there are. */
export function ErrorChain({ error }: { readonly error: ErrorView }) {
  return (
    <ol class="chain">
      {chainOf(error).map(([how, link], index) => (
        <li key={index}>
          {how && <span class="soft">{how} </span>}
          <b>
            <bdi>{link.name}</bdi>
          </b>
          {link.code && (
            <span class="soft">
              {' '}
              <bdi>{link.code}</bdi>
            </span>
          )}
          : <bdi>{link.message}</bdi>
          {(link.frames.length > 0 || link.hidden > 0) && <Frames error={link} />}
        </li>
      ))}
    </ol>
  );
}

/** Copies an error, with what caused it, as it is shown in the same section. */
export function CopyError({ intents }: { readonly intents: Intents }) {
  const copy = ({ target }: MouseEvent): void => {
    const section = target instanceof Element ? target.closest('section') : undefined;
    // biome-ignore lint/performance/useDomNodeTextContent: lines that are seen stay lines.
    intents.copy('The error', section?.querySelector<HTMLElement>('.chain')?.innerText ?? '');
  };
  return (
    <div class="end">
      <Press kind="small" act={copy}>
        Copy
      </Press>
    </div>
  );
}

function Frames({ error }: { readonly error: ErrorView }) {
  return (
    <ol>
      {error.frames.map((frame, index) => (
        <li key={index} class={frame.own ? 'own' : undefined}>
          at <bdi>{frame.text.replace(/^at /, '')}</bdi>
        </li>
      ))}
      {error.hidden > 0 && <li>and {many(error.hidden, 'frame')} of Node</li>}
      {error.truncated === true && <li>and more that was too long to be told</li>}
    </ol>
  );
}

/** Each link with how it came into the chain. */
function chainOf(error: ErrorView, how = ''): readonly (readonly [string, ErrorView])[] {
  const { cause, errors = [] } = error;
  const gathered = errors.flatMap(one => chainOf(one, `one of ${errors.length}:`));
  return [[how, error], ...(!cause ? [] : chainOf(cause, 'caused by')), ...gathered];
}
