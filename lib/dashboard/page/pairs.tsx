import { type ComponentChildren, Fragment } from 'preact';

/** Names with what is to be said of each; what there is nothing to say of is left out. */
export function Pairs({ of }: { readonly of: readonly Pair[] }) {
  return (
    <dl class="pairs">
      {of.map(
        ([name, said]) =>
          said && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{said}</bdi>
              </dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}

/** A name, and what is said of it. */
export type Pair = readonly [name: string, said: ComponentChildren | undefined];
