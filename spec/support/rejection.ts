/** What a promise rejects with, as text. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    error => String(error),
  );
}
