import { type ComponentChildren, Fragment } from 'preact';

/** A table: what stands above its columns, the classes of these where they have some, and its rows. */
export function Table({ heads, kinds = [], rows }: TableProps) {
  return (
    <table class="runs">
      <thead>
        <tr>
          {heads.map((text, column) => (
            <th key={text} scope="col" class={kinds[column]}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, more }) => (
          <Fragment key={key}>
            <tr>
              {cells.map((cell, column) => (
                <td key={heads[column]} class={kinds[column]} data-head={heads[column]}>
                  {cell}
                </td>
              ))}
            </tr>
            {more && (
              <tr class="detail">
                <td colSpan={heads.length}>{more}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface TableProps {
  readonly heads: readonly string[];
  readonly kinds?: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A row of a table, and what stands below it if it is opened. */
export interface TableRow {
  readonly key: string | number;
  readonly cells: readonly ComponentChildren[];
  readonly more?: ComponentChildren;
}
