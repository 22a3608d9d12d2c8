import { AskForm } from './ask-form.js';
import { KeyHelp } from './key-help.js';
import { questionOf } from './question.js';
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
  const zone = zoneOf(model.zone, asking && 'job' in asking ? asking.job.zone : 'UTC');
  return (
    <dialog ref={show} aria-labelledby="dialog-title" onClose={() => isAsked && intents.leave()}>
      {asking?.kind === 'help' && <KeyHelp hasKeys={model.hasKeys} intents={intents} />}
      {asking && asking.kind !== 'help' && (
        <AskForm
          question={questionOf(asking, zone)}
          keeps={model.answers.state?.body?.scheduler.keeps === true}
          zone={zone}
          intents={intents}
        />
      )}
    </dialog>
  );
}
