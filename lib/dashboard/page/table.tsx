import type { ComponentChildren } from 'preact';

/** A table with what stands above its columns, and their classes where they have some. */
export function Table({ heads, kinds = [], children }: TableProps) {
  return (
    <table class="runs">
      <thead>
        <tr>
          {heads.map((text, index) => (
            <th key={text} scope="col" class={kinds[index]}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface TableProps {
  readonly heads: readonly string[];
  readonly kinds?: readonly string[];
  readonly children: ComponentChildren;
}
