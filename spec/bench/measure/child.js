// @ts-check
/** The other side of `inChild`. */
const [moduleUrl = '', functionName = '', args = '[]'] = process.argv.slice(2);

try {
  const module = await import(moduleUrl);
  const value = await module[functionName](...JSON.parse(args));
  process.send?.({ value });
} catch (error) {
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
}
