/** Gives what `make` makes, once, when it is first asked for: an import makes nothing that a program may never need. */
export function atFirstUse<Value extends object | string>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
