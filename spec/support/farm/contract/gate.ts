/** What work waits for until it is opened. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => (open = resolve));
  return { opened, open };
}
