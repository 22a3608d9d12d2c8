/** A list to choose one of, with its name before it where there is room. */
export function Pick<K extends string>({ name, chosen, choices, choose }: PickProps<K>) {
  return (
    <label class="pick">
      <span>{name}</span>
      <select aria-label={name} value={chosen} onChange={event => choose(event.currentTarget.value as K)}>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PickProps<K> {
  readonly name: string;
  readonly chosen: K;
  readonly choices: readonly (readonly [key: K, text: string])[];
  readonly choose: (key: K) => void;
}
