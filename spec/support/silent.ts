const nothing = () => {};

/** A logger that says nothing. */
export const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
