const PATIENCE_MS = 5000;

/** What Node prints of a file that it can't parse; `undefined` of one that it can, or does not know. Nothing of it is run. */
export async function syntaxErrorOf(path: string): Promise<string | undefined> {
  const { spawnSync } = await import('node:child_process');
  const { status, stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: PATIENCE_MS });
  return status !== 0 && /SyntaxError/.test(stderr) ? stderr : undefined;
}
