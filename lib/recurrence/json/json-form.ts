import { ScheduleError, shown } from '../../errors.js';

/**
 * How a value is written as JSON and read from it: one declaration for both, so that neither knows what the other
 * doesn't. Reading trusts nothing; whatever is wrong is a ScheduleError that names the path and what it may hold.
 */
export interface Form<Value> {
  readonly mayHold: string;
  /** What a key stands for where it is left out, and is left out for; without this the key must be there. */
  readonly unsaid?: { readonly value: Value };
  write(value: Value): unknown;
  read(json: unknown, path: string): Value;
}

/** Where the value is `unsaid` its key is left out. */
export function unless<Value>(unsaid: Value, form: Form<Value>): Form<Value> {
  return { ...form, unsaid: { value: unsaid } };
}

/** A value that may be absent. */
export function optional<Value>(form: Form<Value>): Form<Value | undefined> {
  return {
    mayHold: form.mayHold,
    unsaid: { value: undefined },
    write: value => (value === undefined ? undefined : form.write(value)),
    read: form.read,
  };
}

/** A whole number in a range. */
export function whole<Value extends number = number>(least: number, most: number): Form<Value> {
  return plain(`a whole number from ${least} to ${most}`, json =>
    Number.isInteger(json) && (json as number) >= least && (json as number) <= most ? (json as Value) : undefined,
  );
}

/** One of a few texts, numbers or truth values. */
export function oneOf<Value extends string | number | boolean>(...values: readonly Value[]): Form<Value> {
  return plain(values.map(value => JSON.stringify(value)).join(' or '), json => values.find(value => value === json));
}

/** A value that is written as it is; `accept` gives it back, or `undefined` for what it isn't. */
export function plain<Value>(mayHold: string, accept: (json: unknown) => Value | undefined): Form<Value> {
  return converted(mayHold, value => value, accept);
}

/** A value that is written as something else. */
export function converted<Value>(
  mayHold: string,
  write: (value: Value) => unknown,
  accept: (json: unknown) => Value | undefined,
): Form<Value> {
  return { mayHold, write, read: (json, path) => accept(json) ?? refuse(path, mayHold, json) };
}

/** A value that is written as it is, where `accept` throws for what it isn't; its error is kept as the cause. */
export function tried<Value>(mayHold: string, accept: (text: string) => Value): Form<Value> {
  return {
    mayHold,
    write: value => value,
    read(json, path) {
      if (typeof json !== 'string') return refuse(path, mayHold, json);
      try {
        return accept(json);
      } catch (error) {
        throw new ScheduleError(`${at(path)} must be ${mayHold}: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}

/** A value that is written as another one is. */
export function as<Value, Written>(
  form: Form<Written>,
  toWritten: (value: Value) => Written,
  fromWritten: (written: Written) => Value,
): Form<Value> {
  return {
    mayHold: form.mayHold,
    write: value => form.write(toWritten(value)),
    read: (json, path) => fromWritten(form.read(json, path)),
  };
}

/** A value of which more is asked than its kind; `mayHold` says all of it. */
export function checked<Value>(form: Form<Value>, mayHold: string, isRight: (value: Value) => boolean): Form<Value> {
  return {
    ...form,
    mayHold,
    read(json, path) {
      const value = form.read(json, path);
      return isRight(value) ? value : refuse(path, mayHold, json);
    },
  };
}

/** A value whose parts go together, by rules of which the error says the first that is broken. */
export function agreeing<Value>(
  form: Form<Value>,
  rules: readonly (readonly [words: string, holds: (value: Value) => boolean])[],
): Form<Value> {
  return {
    ...form,
    read(json, path) {
      const value = form.read(json, path);
      const broken = rules.find(([, holds]) => !holds(value));
      if (broken === undefined) return value;
      throw new ScheduleError(`${at(path)} breaks the rule that ${broken[0]}`);
    },
  };
}

/** A list in one order and without doubles, however it was written; `compare` decides both. */
export function sortedList<Item>(item: Form<Item>, compare: (a: Item, b: Item) => number): Form<readonly Item[]> {
  const list = listOf(item);
  return {
    ...list,
    read(json, path) {
      const items = [...list.read(json, path)].sort(compare);
      return Object.freeze(items.filter((one, index) => index === 0 || compare(items[index - 1] as Item, one) !== 0));
    },
  };
}

/** A list as it is. */
export function listOf<Item>(item: Form<Item>): Form<readonly Item[]> {
  const mayHold = `a list, each item ${item.mayHold}`;
  return {
    mayHold,
    write: items => items.map(item.write),
    read(json, path) {
      if (!Array.isArray(json)) return refuse(path, mayHold, json);
      return Object.freeze(Array.from(json, (entry, index) => item.read(entry, `${path}[${index}]`)));
    },
  };
}

/** The forms of an object's keys, in the order in which they are written. */
export type Fields<Value> = { readonly [Key in keyof Value]-?: Form<Value[Key]> };

/** An object of these keys and no others. */
export function fields<Value extends object>(forms: Fields<Value>): Form<Value> {
  const keys = Object.keys(forms) as (keyof Value & string)[];
  const mayHold = `an object of ${keys.join(', ')}`;
  return {
    mayHold,
    write: value => Object.fromEntries(keys.flatMap(key => writtenField(key, value[key], forms[key]))),
    read(json, path) {
      const object = asObject(json, path, mayHold);
      const unknown = Object.keys(object).find(key => !Object.hasOwn(forms, key));
      if (unknown !== undefined)
        throw new ScheduleError(`${at(path)} has an unknown key ${shown(unknown)}; it may hold ${mayHold}`);
      const entries = keys.map(key => [key, readField(key, object, forms[key], path)]);
      return Object.freeze(Object.fromEntries(entries)) as Value;
    },
  };
}

/** One of several objects, told apart by their `kind`. */
export function kinds<Value extends { readonly kind: string }>(
  forms: {
    readonly [Kind in Value['kind']]: Form<Omit<Extract<Value, { readonly kind: Kind }>, 'kind'>>;
  },
): Form<Value> {
  const byKind = new Map<string, Form<object>>(Object.entries(forms));
  const mayHold = `an object whose kind is ${[...byKind.keys()].join(' or ')}`;
  return {
    mayHold,
    write: value => ({ kind: value.kind, ...(formOf(value.kind).write(value) as object) }),
    read(json, path) {
      const { kind, ...rest } = asObject(json, path, mayHold);
      if (!byKind.has(kind as string)) return refuse(path, mayHold, json);
      return Object.freeze({ kind, ...formOf(kind as string).read(rest, path) }) as Value;
    },
  };

  function formOf(kind: string): Form<object> {
    return byKind.get(kind) as Form<object>;
  }
}

/** Raises the error for what doesn't belong at a path. */
export function refuse(path: string, mayHold: string, json: unknown): never {
  throw new ScheduleError(`${at(path)} must be ${mayHold}, not ${shown(json)}`);
}

/** The path of a key below another. */
export function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function at(path: string): string {
  return path === '' ? 'the JSON of a schedule' : `the JSON of a schedule: ${path}`;
}

function writtenField<Value>(key: string, value: Value, form: Form<Value>): readonly [string, unknown][] {
  const written = form.write(value);
  const isUnsaid =
    form.unsaid !== undefined && JSON.stringify(written) === JSON.stringify(form.write(form.unsaid.value));
  return isUnsaid ? [] : [[key, written]];
}

function readField<Value>(key: string, object: JsonObject, form: Form<Value>, path: string): Value {
  if (Object.hasOwn(object, key) && object[key] !== undefined) return form.read(object[key], below(path, key));
  if (form.unsaid !== undefined) return form.unsaid.value;
  throw new ScheduleError(`${at(path)} lacks the key '${key}': it must hold ${form.mayHold}`);
}

type JsonObject = Readonly<Record<string, unknown>>;

function asObject(json: unknown, path: string, mayHold: string): JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as JsonObject)
    : refuse(path, mayHold, json);
}
