/** Shows a path of a stack or a declaration from where the process was started: `src/rates/bank.ts:47:11`. */
export type Near = (text: string) => string;

/** For a process that was started in this folder. */
export function nearPath(folder: string): Near {
  const slashed = folder.replaceAll('\\', '/').replace(/\/+$/, '');
  if (slashed === '') return text => text;
  const roots = [urlOf(slashed), `${slashed}/`, `${folder}\\`];
  return text => roots.reduce((short, root) => short.replaceAll(root, ''), text);
}

/** As the stack of an ES module shows it: spaces, and letters beyond ASCII, are written otherwise in it. */
function urlOf(slashed: string): string {
  const path = slashed.replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('?', '%3F');
  return new URL(`file://${path.startsWith('/') ? '' : '/'}${path}/`).href;
}
