/** What a promise rejects with, as text. */
export async function rejection(promise: PromiseLike<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    error => String(error),
  );
}
