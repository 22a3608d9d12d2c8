import type { ComponentChildren } from 'preact';

/** A question with a way out, and a deed. */
export function Question({ title, children, yes, act, leave }: QuestionProps) {
  return (
    <form
      method="dialog"
      onSubmit={event => {
        event.preventDefault();
        leave();
        act(new FormData(event.currentTarget));
      }}
    >
      <h2 id="dialog-title">{title}</h2>
      {children}
      <div class="choices">
        <button type="button" class="button" onClick={leave}>
          Leave it
        </button>
        <button type="submit" class="button first">
          {yes}
        </button>
      </div>
    </form>
  );
}

interface QuestionProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** What the button says that has it done. */
  readonly yes: string;
  /** Has it done, with what the fields of the question hold. */
  readonly act: (said: FormData) => void;
  readonly leave: () => void;
}

/** Asks for a reason. The browser does not let more be typed than the server takes. */
export function ReasonField({ hint, example }: { readonly hint: string; readonly example?: string }) {
  return (
    <label>
      Why
      <small>{hint}</small>
      <input type="text" name="reason" maxLength={200} placeholder={example} autocomplete="off" />
    </label>
  );
}

/** What a field of a question holds. */
export function saidOf(said: FormData, name: string): string {
  const value = said.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
