/** The mark that each class leaves on its instances, so that every copy of this package knows those of all others. */
const brands = new Map<unknown, symbol>();

/** Gives errors the names of their classes, and has `instanceof` go by the mark. */
export function brand(named: Readonly<Record<string, { readonly prototype: object }>>): void {
  // On the prototype a name is there before the stack is written, and as a key it outlives minifiers.
  for (const [name, errorClass] of Object.entries(named)) {
    const { prototype } = errorClass;
    const mark = Symbol.for(`carillon.${name}`);
    brands.set(errorClass, mark);
    Object.defineProperty(prototype, 'name', { value: name, writable: true, configurable: true });
    Object.defineProperty(prototype, mark, { value: true });
    Object.defineProperty(errorClass, Symbol.hasInstance, { value: isBranded });
  }
}

/** What `instanceof` asks. A class of the user's own has no mark, and is asked as any other. */
function isBranded(this: unknown, value: unknown): boolean {
  const mark = brands.get(this);
  if (mark === undefined) return Function.prototype[Symbol.hasInstance].call(this as () => void, value);
  return typeof value === 'object' && value !== null && Reflect.get(value, mark) === true;
}
