/** A stretch [openAt, closeAt) of the time line, and the grid whose points are wanted of it. */
export interface Stretch {
  readonly openAt: number;
  readonly closeAt: number;
  /** The grid counts from `originAt`; what moves a point to a minute may move it into another stretch of its grid. */
  readonly grid: { readonly originAt: number; readonly openAt: number; readonly closeAt: number };
}

/** Points at a constant distance on the time line, or moved from there to certain minutes of their hour. */
export interface Grid {
  /** The least point of `stretch` that is not before `from`, or `undefined`. */
  atOrAfter(from: number, stretch: Stretch): number | undefined;
  /** The greatest point of `stretch` that is not after `from`, or `undefined`. */
  atOrBefore(from: number, stretch: Stretch): number | undefined;
  /** How many points of `stretch` lie in [from, to). */
  count(from: number, to: number, stretch: Stretch): number;
}

/** Points `stepMs` apart, from the origin of the stretch on. */
export function plainGrid(stepMs: number): Grid {
  return {
    atOrAfter(from, { openAt, closeAt, grid: { originAt } }) {
      const point = originAt + Math.ceil((Math.max(from, openAt) - originAt) / stepMs) * stepMs;
      return point < closeAt ? point : undefined;
    },
    atOrBefore(from, { openAt, closeAt, grid: { originAt } }) {
      const point = originAt + Math.floor((Math.min(from, closeAt - 1) - originAt) / stepMs) * stepMs;
      return point >= openAt ? point : undefined;
    },
    count(from, to, { openAt, closeAt, grid: { originAt } }) {
      const start = Math.ceil((Math.max(from, openAt) - originAt) / stepMs);
      const end = Math.ceil((Math.min(to, closeAt) - originAt) / stepMs);
      return Math.max(0, end - start);
    },
  };
}
