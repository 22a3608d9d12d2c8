/** Shows a path of a stack or a declaration from where the process was started: `src/rates/bank.ts:47:11`. */
export type Near = (text: string) => string;

/** For a process that was started in this folder. */
export function nearPath(folder: string): Near {
  const slashed = folder.replaceAll('\\', '/').replace(/\/+$/, '');
  if (slashed === '') return text => text;
  const roots = [`file://${slashed.startsWith('/') ? '' : '/'}${slashed}/`, `${slashed}/`, `${folder}\\`];
  return text => roots.reduce((short, root) => short.replaceAll(root, ''), text);
}
