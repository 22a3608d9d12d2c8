import { AllQuestion } from './all-question.js';
import { CancelQuestion } from './cancel-question.js';
import { KeyHelp } from './key-help.js';
import type { Asking } from './model.js';
import { PauseQuestion } from './pause-question.js';
import { RunQuestion } from './run-question.js';
import { SkipQuestion } from './skip-question.js';
import type { View } from './view.js';
import { zoneOf } from './zone-text.js';

/** The dialog that asks before something is done. The browser holds the focus in it, and gives it back to the button. */
export function AskDialog({ model, intents }: View) {
  const { asking } = model;
  const isAsked = asking !== undefined;
  const show = (dialog: HTMLDialogElement | null): void => {
    if (dialog === null || dialog.open === isAsked) return;
    if (isAsked) dialog.showModal();
    else dialog.close();
  };
  return (
    <dialog ref={show} aria-labelledby="dialog-title" onClose={() => isAsked && intents.leave()}>
      {asking !== undefined && <Question {...{ model, intents }} asking={asking} />}
    </dialog>
  );
}

function Question({ model, intents, asking }: View & { readonly asking: Asking }) {
  const keeps = model.answers.state?.body?.scheduler.keeps === true;
  switch (asking.kind) {
    case 'run':
      return <RunQuestion job={asking.job} zone={zoneOf(model.zone, asking.job.zone)} intents={intents} />;
    case 'pause':
      return <PauseQuestion job={asking.job} zone={zoneOf(model.zone, asking.job.zone)} keeps={keeps} intents={intents} />;
    case 'skip':
      return <SkipQuestion job={asking.job} zone={zoneOf(model.zone, asking.job.zone)} intents={intents} />;
    case 'cancel':
      return <CancelQuestion job={asking.job} run={asking.run} intents={intents} />;
    case 'pauseAll':
    case 'resumeAll':
      return <AllQuestion kind={asking.kind} count={asking.count} intents={intents} />;
    case 'help':
      return <KeyHelp hasKeys={model.hasKeys} intents={intents} />;
  }
}
