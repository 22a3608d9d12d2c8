/** After so many cut-offs the work is given up, so that it can't take down one host after the other. */
export const MOST_CUTS = 3;

/** A row that was cut off as often as this is run alone on its host. */
export const ALONE_AFTER_CUTS = 2;
